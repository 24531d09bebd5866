import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { badgeOf, buttonsFor } from '#modules/actions'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf, fileToRead } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, type Env, type Http, noteLook, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { entryFlow } from './entry.ts'
import { criteriaOf } from './inputs.ts'
import { judgeFlow } from './judge.ts'
import { MySeat, MySheet } from './pages/judging.tsx'
import { MyContests, MyEntry } from './pages/my.tsx'
import { marksOf } from './panel.ts'
import type { Entry, Judge, Sheet } from './people.ts'
import { accountsOf } from './people.ts'
import { honourPdf } from './printed.ts'
import { ownEntries, ownSeats, sheetsOfJudge, whoOf } from './queries/public.ts'
import { contestOf, declarationsOf, placesOf, roundOf, roundsOf } from './queries.ts'
import { numberText, points } from './replay.ts'
import { sheetFlow } from './sheet.ts'
import { entryView } from './view.ts'
import { digestText, roundWords } from './words.ts'
import { contestFlow } from './workflow.ts'

/** One's own entries, and what one judges, on the phone. */
export const ownRoutes = new Hono<Env>()
  .get('/my/contests', signedIn(showMine))
  .get('/my/contests/entries/:id', signedIn(showEntry))
  .get('/my/contests/entries/:id/honour.pdf', signedIn(sendHonour))
  .get('/my/contests/judging/:id', signedIn(showSeat))
  .get('/my/contests/sheets/:id', signedIn(showSheet))
  .get('/my/contests/sheets/:id/files/:number', signedIn(sendFile))

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const [entries, seats] = await Promise.all([ownEntries(ctx), ownSeats(ctx)])
  const page = (
    <MyContests
      entries={entries.map(row => ({
        ...{ id: row.id, title: row.title, contest: row.contest },
        state: badgeOf(entryFlow, row.state),
        standing: badgeOf(contestFlow, row.contest_state).label,
      }))}
      seats={seats.map(row => ({
        ...{ id: row.id, title: row.title, waiting: row.waiting },
        state: badgeOf(judgeFlow, row.state),
      }))}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '我的大赛', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
async function ownEntry(ctx: Ctx, c: Http): Promise<Entry> {
  const row = (await find(ctx, entryFlow, c.req.param('id') ?? '')) as unknown as Entry
  if (!ctx.actor.parties.includes(row.party_id)) throw notFound('这份报名')
  return row
}

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownEntry(ctx, c)
  const [view, rounds] = await Promise.all([entryView(ctx, row), roundsOf(ctx, row.contest_id)])
  const taking = []
  for (const round of rounds) {
    const place = (await placesOf(ctx, round.id)).find(one => one.id === row.id)
    if (place)
      taking.push({
        ...{ name: round.name, turn: place.turn, when: roundWords(round).when },
        advanced: round.state === 'settled' && round !== rounds.at(-1) ? place.advanced : null,
      })
  }
  c.header('cache-control', 'no-store')
  return portal(c, { title: row.title, own: true }, <MyEntry view={view} rounds={taking} />)
}

async function sendHonour(ctx: Ctx, c: Http): Promise<Answer> {
  return honourPdf(ctx, c, await ownEntry(ctx, c))
}

async function showSeat(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, judgeFlow, c.req.param('id') ?? '')) as unknown as Judge
  const mine =
    row.staff_id !== null
      ? row.staff_id === ctx.actor.staffId
      : row.identity_id === null || accountsOf(ctx.actor).includes(row.identity_id)
  if (!mine || (row.staff_id === null && row.identity_id === null && ctx.actor.staffId))
    throw notFound('这份邀请')
  const [contest, rounds, sheets, buttons] = await Promise.all([
    contestOf(ctx, row.contest_id),
    roundsOf(ctx, row.contest_id),
    row.state === 'accepted' ? sheetsOfJudge(ctx, row.id) : [],
    buttonsFor(ctx, judgeFlow, row),
  ])
  const declared = await declarationsOf(
    ctx,
    rounds.map(one => one.id),
  )
  const lines = rounds
    .filter(round => round.state !== 'planned')
    .map(round => ({
      ...roundWords(round),
      declare:
        row.state === 'accepted' &&
        ['declaring', 'judging'].includes(round.state) &&
        !declared.some(one => one.round_id === round.id && one.judge_id === row.id)
          ? `/act/contest_judge/declare/${row.id}?round_id=${round.id}&back=${encodeURIComponent(`/my/contests/judging/${row.id}`)}`
          : null,
      waiting: round.state === 'declaring',
      sheets: sheets
        .filter(sheet => sheet.round_id === round.id)
        .map(sheet => ({
          id: sheet.id,
          label: `${sheet.turn}．${numberText(sheet.number)}`,
          state: badgeOf(sheetFlow, sheet.state),
          total: sheet.total === null ? '' : points(sheet.total),
        })),
    }))
  c.header('cache-control', 'no-store')
  const page = (
    <MySeat
      title={contest.title}
      about={contest.about}
      public={contest.published_at ? `/contests/${contest.id}` : null}
      state={badgeOf(judgeFlow, row.state)}
      back={`/my/contests/judging/${row.id}`}
      rounds={lines.reverse()}
      buttons={buttons.filter(one => !one.href.includes('/remove/'))}
    />
  )
  return portal(c, { title: `评审：${contest.title}`, own: true }, page)
}

/** One's own sheet: neither staff nor other judges open it here. */
async function ownSheet(ctx: Ctx, c: Http): Promise<Sheet> {
  const row = (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as Sheet
  if (row.identity_id !== ctx.actor.identityId) throw notFound('这张评分表')
  return row
}

async function showSheet(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownSheet(ctx, c)
  const [round, contest, entry, files, buttons] = await Promise.all([
    roundOf(ctx, row.round_id),
    contestOf(ctx, row.contest_id),
    workOf(ctx, row),
    filesOf(ctx, 'contest_entry', row.entry_id),
    buttonsFor(ctx, sheetFlow, row),
  ])
  noteLook(c, '评审作品', row.id)
  c.header('cache-control', 'no-store')
  const page = (
    <MySheet
      contest={contest.title}
      round={round.name}
      number={row.number}
      turn={row.turn}
      // Blind: neither who it is, nor what they call it.
      named={
        round.blind
          ? null
          : { title: entry.title, who: whoOf(entry.party, entry.contact_name, entry.as_team) }
      }
      works={entry.works}
      links={entry.links}
      files={files.map((file, at) => ({
        href: `/my/contests/sheets/${row.id}/files/${at + 1}`,
        label: `附件 ${at + 1}（${file.media_type.startsWith('image/') ? '图片' : '文件'}）`,
        picture: file.media_type.startsWith('image/'),
      }))}
      criteria={criteriaOf(round)}
      marks={marksOf(row)}
      total={row.total === null ? null : points(row.total)}
      opinion={row.opinion}
      signed={
        row.digest && row.signed_at
          ? { name: row.signed_name ?? '', at: dateTime(row.signed_at), digest: digestText(row.digest) }
          : null
      }
      unlocks={row.unlocks}
      state={badgeOf(sheetFlow, row.state)}
      back={{ href: `/my/contests/sheets/${row.id}`, all: `/my/contests/judging/${row.judge_id}` }}
      buttons={buttons.filter(one => /\/(mark|lock|recuse)\//.test(one.href))}
    />
  )
  return portal(c, { title: `评审 ${numberText(row.number)}`, own: true }, page)
}

const workOf = (ctx: Ctx, row: Sheet) =>
  ctx.db
    .selectFrom('contest_entry')
    .innerJoin('party', 'party.id', 'contest_entry.party_id')
    .select(['title', 'works', 'links', 'contest_entry.contact_name', 'as_team', 'party.name as party'])
    .where('contest_entry.id', '=', row.entry_id)
    .executeTakeFirstOrThrow()

const extensionOf = (name: string): string => /\.[a-z0-9]{1,5}$/i.exec(name)?.[0].toLowerCase() ?? ''

/** Shown in the browser; all else is downloaded. Never under the name that it was sent with: it may say whose it is. */
const shownInline = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'])

async function sendFile(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownSheet(ctx, c)
  const at = Number(c.req.param('number'))
  const file = Number.isInteger(at) ? (await filesOf(ctx, 'contest_entry', row.entry_id))[at - 1] : undefined
  if (!file) throw notFound('这个附件')
  const stored = await fileToRead(ctx, file.id, async () => true)
  noteLook(c, '查看作品附件', row.id)
  const { store } = c.var.kernel.outside
  return async () => {
    if (!(await store.has(stored.sha256))) throw notFound('这个附件的内容')
    const name = `${row.number}-${at}${extensionOf(stored.name)}`
    c.header('content-type', stored.media_type)
    c.header('content-length', String(stored.size))
    c.header(
      'content-disposition',
      `${shownInline.has(stored.media_type) ? 'inline' : 'attachment'}; filename="${name}"`,
    )
    c.header('cache-control', 'private, no-store')
    const sandbox = stored.media_type === 'application/pdf' ? "object-src 'self'" : 'sandbox'
    c.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; ${sandbox}`)
    return stream(c, async out => {
      for await (const chunk of store.read(stored.sha256)) await out.write(chunk)
    })
  }
}
