import { Hono } from 'hono'
import { inBrief } from '#modules/activities'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import { cached, type Env, type Http, readIn } from '#platform/http'
import { find } from '#platform/perform'
import { prizesOf } from './inputs.ts'
import { ContestPage, ContestsPage } from './pages/public.tsx'
import { CheckPage, ReplayPage } from './pages/replay.tsx'
import type { Contest } from './people.ts'
import { publicUntil } from './queries/desk.ts'
import {
  asPublic,
  honourByCode,
  publicContests,
  publicRanking,
  shownEntries,
  whoOf,
} from './queries/public.ts'
import { replayOf, replaysOf, roundsOf } from './queries.ts'
import {
  digestText,
  entrantsText,
  kindName,
  phaseOf,
  prizeText,
  roundWords,
  ruleName,
  tieName,
  valueText,
} from './words.ts'
import { contestFlow } from './workflow.ts'

/** 5.4.2 Contests for everybody: notices, results, the file to recompute them from, and whether a certificate is genuine. */
export const publicRoutes = new Hono<Env>()
  .get('/contests', cached(showList))
  .get('/contests/check', c => showCheck(c))
  .get('/contests/:id', cached(showOne))
  .get('/contests/:id/replay', cached(showReplay))
  .get('/contests/:id/replay.json', cached(sendReplay))

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const rows = (await publicContests(ctx)).map(row => ({
    ...{ id: row.id, title: row.title, about: row.about },
    kind: kindName(row),
    phase: phaseOf(row, ctx.now),
    entries: `${inBrief(row.opens_at, ctx.now)} 至 ${inBrief(row.closes_at, ctx.now)}`,
    over: ['announced', 'closed', 'cancelled'].includes(row.state),
  }))
  return portal(
    c,
    { title: '大赛', description: '创业大赛、技能大赛：报名、规则、结果和重算文件' },
    <ContestsPage rows={rows} />,
  )
}

const publicOne = async (ctx: Ctx, c: Http): Promise<Contest> =>
  (await find(asPublic(ctx), contestFlow, c.req.param('id') ?? '')) as unknown as Contest

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  const row = await publicOne(ctx, c)
  const [rounds, entries, replays, until] = await Promise.all([
    roundsOf(ctx, row.id),
    shownEntries(ctx, row.id),
    replaysOf(ctx, row.id),
    publicUntil(ctx, row.id),
  ])
  const ranking = await publicRanking(ctx, row, rounds.length)
  // Judges read this page too: as long as they may still judge blind, it does not tell whose work is whose.
  const hidden = row.publicised_at === null && rounds.some(one => one.blind)
  const page = (
    <ContestPage
      contest={row}
      kind={kindName(row)}
      phase={phaseOf(row, ctx.now)}
      facts={[
        { label: '主办', value: row.organiser },
        { label: '报名', value: `${inBrief(row.opens_at, ctx.now)} 至 ${inBrief(row.closes_at, ctx.now)}` },
        { label: '谁可以报名', value: entrantsText(row) },
        { label: '地点', value: row.place },
        { label: '奖项', value: prizeText(prizesOf(row)) },
        { label: '计分规则', value: ruleName(row) },
        { label: '同分', value: `先按评分项先后比较，再${tieName(row)}` },
      ]}
      rounds={rounds.map(roundWords)}
      entries={hidden ? [] : entries}
      ranking={ranking.map(one => ({ ...one, value: valueText(row.rule, one.final_value) }))}
      until={until ? date(until) : null}
      digest={replays[0] ? digestText(replays[0].digest) : null}
    />
  )
  return portal(c, { title: row.title, description: row.about.slice(0, 120) }, page)
}

async function showReplay(ctx: Ctx, c: Http): Promise<Response> {
  const row = await publicOne(ctx, c)
  const replays = await replaysOf(ctx, row.id)
  if (replays.length === 0) throw notFound('重算文件')
  const page = (
    <ReplayPage
      id={row.id}
      title={row.title}
      rule={ruleName(row)}
      ties={tieName(row)}
      replays={replays.map(one => ({ ...one, digest: digestText(one.digest), at: dateTime(one.made_at) }))}
    />
  )
  return portal(c, { title: `${row.title}：重算名次` }, page)
}

async function sendReplay(ctx: Ctx, c: Http): Promise<Response> {
  const row = await publicOne(ctx, c)
  const asked = c.req.query('version')
  const version = asked === undefined ? undefined : Number(asked)
  if (version !== undefined && !(Number.isInteger(version) && version >= 1 && version <= 1_000))
    throw notFound('重算文件')
  const file = await replayOf(ctx, row.id, version)
  if (!file) throw notFound('重算文件')
  return c.body(file.body, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="contest-replay-${file.version}.json"`,
  })
}

/** Whether a certificate of honour is genuine. Asked each time, and kept nowhere. */
async function showCheck(c: Http): Promise<Response> {
  const code = (c.req.query('code') ?? '').replaceAll(/\D/g, '').slice(0, 16)
  return readIn(c, async ctx => {
    const found = code.length === 16 ? await honourByCode(ctx, code) : undefined
    const honour = found && {
      ...{ prize: found.name, contest: found.contest, work: found.work },
      who: whoOf(found.party, found.contact_name, found.as_team),
      day: found.announced_at ? date(found.announced_at) : '',
    }
    c.header('cache-control', 'no-store')
    return portal(
      c,
      { title: '查验荣誉证书' },
      <CheckPage code={code} honour={honour ?? null} asked={code !== ''} />,
    )
  })
}
