import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { type Button, badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { inBrief } from '#modules/activities'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import type { AnyWorkflow } from '#platform/workflow'
import { approveContests, contestDuties, manageContests } from './duties.ts'
import { entryFlow } from './entry.ts'
import { budgetOf, kinds, prizesOf } from './inputs.ts'
import { judgeFlow } from './judge.ts'
import { ContestFrame, type ContestLine, ContestList, contestColumns, Overview } from './pages/desk.tsx'
import { EntriesPart, EntryPage, entryColumns, PrizeLedger, prizeColumns } from './pages/entries.tsx'
import { ResultsPart } from './pages/results.tsx'
import { JudgesPart, RoundsPart } from './pages/rounds.tsx'
import type { Contest, Entry } from './people.ts'
import { honourPdf } from './printed.ts'
import { prizeFlow } from './prize.ts'
import { contestList, entryCounts, entryList, prizeList } from './queries/desk.ts'
import { whoOf } from './queries/public.ts'
import { roundsOf } from './queries.ts'
import { roundFlow } from './round.ts'
import { entryView, judgesView, ownerName, resultView, roundView } from './view.ts'
import { entrantsText, phaseOf, prizeText, ruleName, tieName } from './words.ts'
import { contestFlow } from './workflow.ts'

const seen = (show: Parameters<typeof atDesk>[0]) => atDesk(show, ...contestDuties)

/** 5.4.2 Contests at the workbench: the ledgers, and one of them part by part. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/contests', seen(showList))
  .get('/desk/contests/prizes', seen(showPrizes))
  .get('/desk/contests/entries/:id', seen(showEntry))
  .get('/desk/contests/entries/:id/honour.pdf', seen(sendHonour))
  .get('/desk/contests/:id', seen(showOne))
  .get('/desk/contests/:id/entries', seen(showEntries))
  .get('/desk/contests/:id/judges', seen(showJudges))
  .get('/desk/contests/:id/rounds', seen(showRounds))
  .get('/desk/contests/:id/results', seen(showResults))

const pageSize = 50
const stateOptions = (flow: AnyWorkflow) =>
  Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
    value,
    label,
  }))

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const filters = [
    {
      name: 'kind',
      label: '类别',
      options: Object.entries(kinds).map(([value, label]) => ({ value, label })),
    },
    { name: 'state', label: '状态', options: stateOptions(contestFlow) },
  ]
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filter = { question: (query.q ?? '').slice(0, 60), state: query.state ?? '', kind: query.kind ?? '' }
  const found = await contestList(ctx, filter, number, size)
  const counts = await entryCounts(
    ctx,
    found.map(row => row.id),
  )
  const rows: ContestLine[] = found.slice(0, size).map(row => ({
    id: row.id,
    title: row.title,
    kind: kinds[row.kind as keyof typeof kinds],
    owner: row.owner ?? '',
    closes: row.closes_at,
    entered: counts.get(row.id)?.entered ?? 0,
    eligible: counts.get(row.id)?.eligible ?? 0,
    prizes: row.prize_fen,
    state: badgeOf(contestFlow, row.state),
  }))
  const cut = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '大赛台账', columns: contestColumns, rows, filters, cut })
  const page = (
    <ContestList
      {...{ rows, query, filters }}
      next={cut ? { page: String(number + 1) } : null}
      mayPlan={mayCreate(ctx, contestFlow, 'plan')}
    />
  )
  return desk(ctx, c, { title: '大赛' }, page)
}

const parts = [
  ['', '概况'],
  ['/entries', '报名'],
  ['/judges', '评委'],
  ['/rounds', '轮次与评分'],
  ['/results', '结果与奖项'],
] as const
type Part = (typeof parts)[number][0]

const oneOf = async (ctx: Ctx, c: Http): Promise<Contest> =>
  (await find(ctx, contestFlow, c.req.param('id') ?? '')) as unknown as Contest

/** A link to the form of something new that belongs to the contest, where the actor may make it. */
const newButton = (ctx: Ctx, flow: AnyWorkflow, name: string, contest: Contest, back: string): Button[] =>
  mayCreate(ctx, flow, name)
    ? [
        {
          href: `/act/${flow.subject}/${name}?contest_id=${contest.id}&back=${encodeURIComponent(back)}`,
          label: flow.actions[name].label,
          tone: flow.actions[name].tone ?? 'secondary',
          direct: false,
        },
      ]
    : []

async function frame(
  ctx: Ctx,
  c: Http,
  row: Contest,
  part: Part,
  buttons: readonly Button[],
  children: Child,
): Promise<Response> {
  const here = `/desk/contests/${row.id}`
  const phase = row.state === 'published' ? phaseOf(row, ctx.now) : null
  const page = (
    <ContestFrame
      title={row.title}
      lead={kinds[row.kind as keyof typeof kinds]}
      state={badgeOf(contestFlow, row.state)}
      phase={phase}
      buttons={buttons}
      back={here + part}
      tabs={parts.map(([path, label]) => ({ href: here + path, label, current: path === part }))}
    >
      {children}
    </ContestFrame>
  )
  return desk(ctx, c, { title: row.title, crumbs: [{ href: '/desk/contests', label: '大赛' }] }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneOf(ctx, c)
  const [counts, owner, rounds, told, buttons] = await Promise.all([
    entryCounts(ctx, [row.id]),
    ownerName(ctx, row),
    roundsOf(ctx, row.id),
    story(ctx, { recordId: row.id }),
    buttonsFor(ctx, contestFlow, row),
  ])
  const page = (
    <Overview
      facts={[
        { label: '负责人', value: owner },
        { label: '主办', value: row.organiser },
        { label: '地点', value: row.place },
        { label: '报名', value: `${inBrief(row.opens_at, ctx.now)} 至 ${inBrief(row.closes_at, ctx.now)}` },
        { label: '谁可以报名', value: entrantsText(row) },
        { label: '计分规则', value: ruleName(row) },
        { label: '同分', value: tieName(row) },
        {
          label: '规则固定于',
          value: row.rule_frozen_at ? inBrief(row.rule_frozen_at, ctx.now) : '第一轮抽签时',
        },
      ]}
      contest={row}
      budget={budgetOf(row)}
      prizes={prizeText(prizesOf(row))}
      counts={counts.get(row.id) ?? { entered: 0, eligible: 0 }}
      rounds={rounds.length}
      story={told}
    />
  )
  return frame(ctx, c, row, '', buttons, page)
}

async function showEntries(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneOf(ctx, c)
  const query = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filters = [{ name: 'state', label: '状态', options: stateOptions(entryFlow) }]
  const filter = { question: (query.q ?? '').slice(0, 60), state: query.state ?? '' }
  const found = await entryList(ctx, row.id, filter, number, size)
  const rows = found.slice(0, size).map(one => ({
    id: one.id,
    turn: one.turn,
    number: one.number,
    title: one.title,
    who: whoOf(one.party, one.contact_name, one.as_team),
    form: one.as_team ? '团队' : '个人',
    phone: maskPhone(one.contact_phone),
    at: one.submitted_at,
    rank: row.publicised_at ? one.final_rank : null,
    prize: one.prize ?? '',
    state: badgeOf(entryFlow, one.state),
  }))
  const cut = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      title: `参赛报名台账-${row.title}`,
      columns: entryColumns,
      rows,
      filters,
      cut,
    })
  const page = (
    <EntriesPart
      path={`/desk/contests/${row.id}/entries`}
      {...{ rows, query, filters }}
      next={cut ? { page: String(number + 1) } : null}
    />
  )
  return frame(ctx, c, row, '/entries', [], page)
}

async function showJudges(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneOf(ctx, c)
  const back = `/desk/contests/${row.id}/judges`
  const may = ['approved', 'published', 'judging'].includes(row.state)
  const buttons = may
    ? ['inviteOutsider', 'inviteColleague'].flatMap(name => newButton(ctx, judgeFlow, name, row, back))
    : []
  return frame(
    ctx,
    c,
    row,
    '/judges',
    buttons,
    <JudgesPart judges={await judgesView(ctx, row)} back={back} />,
  )
}

async function showRounds(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneOf(ctx, c)
  const back = `/desk/contests/${row.id}/rounds`
  const rounds = await Promise.all((await roundsOf(ctx, row.id)).map(round => roundView(ctx, round)))
  const buttons = row.state === 'draft' ? newButton(ctx, roundFlow, 'add', row, back) : []
  return frame(ctx, c, row, '/rounds', buttons, <RoundsPart rounds={rounds} back={back} />)
}

async function showResults(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneOf(ctx, c)
  const view = await resultView(ctx, row)
  const sees = holds(ctx.actor, manageContests, approveContests)
  const buttons = (await buttonsFor(ctx, contestFlow, row)).filter(one =>
    /\/(publicise|correct|announce|close)\//.test(`${one.href}/`),
  )
  const page = (
    <ResultsPart
      view={{ ...view, objections: sees ? view.objections : [] }}
      contest={row}
      back={`/desk/contests/${row.id}/results`}
    />
  )
  return frame(ctx, c, row, '/results', buttons, page)
}

const entryOf = async (ctx: Ctx, c: Http): Promise<Entry> =>
  (await find(ctx, entryFlow, c.req.param('id') ?? '')) as unknown as Entry

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await entryView(ctx, await entryOf(ctx, c))
  const crumbs = [
    { href: '/desk/contests', label: '大赛' },
    { href: `/desk/contests/${view.contest.id}/entries`, label: view.contest.title },
  ]
  return desk(ctx, c, { title: view.row.title, crumbs }, <EntryPage view={view} />)
}

async function sendHonour(ctx: Ctx, c: Http): Promise<Answer> {
  return honourPdf(ctx, c, await entryOf(ctx, c))
}

async function showPrizes(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filters = [{ name: 'state', label: '状态', options: stateOptions(prizeFlow) }]
  const found = await prizeList(ctx, { state: query.state ?? '', contest: '' }, number, size)
  const shown = found.slice(0, size)
  const rows = await Promise.all(
    shown.map(async row => ({
      ...row,
      state: badgeOf(prizeFlow, row.state),
      buttons: file ? [] : await buttonsFor(ctx, prizeFlow, row),
    })),
  )
  const cut = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '大赛奖金台账', columns: prizeColumns, rows, filters, cut })
  const next = cut ? { page: String(number + 1) } : null
  const crumbs = [{ href: '/desk/contests', label: '大赛' }]
  return desk(ctx, c, { title: '奖金台账', crumbs }, <PrizeLedger {...{ rows, query, filters, next }} />)
}
