import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { isPeriod } from '#platform/periods'
import type { AnyWorkflow } from '#platform/workflow'
import { correctionFlow } from './correction.ts'
import { formDeskRoutes } from './desk-forms.tsx'
import { reportDuties, seesSheets } from './duties.ts'
import { type RoundLine, RoundPage, Rounds, roundColumns } from './pages/rounds.tsx'
import { SheetPage, Sheets, SlipList, SlipPage, sheetColumns, slipColumns } from './pages/sheets.tsx'
import { type TabHref, Tabs } from './pages/tabs.tsx'
import type { Correction, Round, Sheet } from './people.ts'
import { sheetPdf } from './printed.ts'
import { lateCount, lateOf, periodsKnown, sheetList } from './queries/sheets.ts'
import { activeForms, countByState, reasonsIn, roundList, withReporter } from './queries.ts'
import { sheetFlow } from './sheet.ts'
import { showSummary } from './summary.tsx'
import { sheetView, slipLine } from './view.ts'
import { isLate, periodWords } from './words.ts'
import { roundFlow } from './workflow.ts'

/** 5.6.2 The reports at the workbench: sums for everybody there, single sheets for statistics people. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/reports', atDesk(showRounds))
  .get('/desk/reports/rounds/:id', atDesk(showRound))
  .get('/desk/reports/rounds/:id/summary', atDesk(showSummary))
  .get('/desk/reports/sheets', atDesk(showSheets, ...reportDuties))
  .get('/desk/reports/sheets/:id', atDesk(showSheet, ...reportDuties))
  .get('/desk/reports/sheets/:id/sheet.pdf', atDesk(printSheet, ...reportDuties))
  .get('/desk/reports/corrections', atDesk(showSlips, ...reportDuties))
  .get('/desk/reports/corrections/:id', atDesk(showSlip, ...reportDuties))
  .route('/', formDeskRoutes)

const perPage = 50
export const home = { href: '/desk/reports', label: '统计报表' }

export const tabsFor = (ctx: Ctx, current: TabHref) => <Tabs actor={ctx.actor} current={current} />
const statesOf = (flow: AnyWorkflow) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
    value,
    label,
  })),
})
const formsAs = async (ctx: Ctx) => ({
  name: 'form',
  label: '报表',
  options: (await activeForms(ctx)).map(form => ({ value: form.code, label: form.title })),
})

const handedIn = (counts: ReadonlyMap<string, number>): number =>
  (counts.get('submitted') ?? 0) + (counts.get('approved') ?? 0)

function roundLine(row: Round & { counts: Map<string, number> }, today: string): RoundLine {
  const sum = (states: readonly string[]) =>
    states.reduce((total, state) => total + (row.counts.get(state) ?? 0), 0)
  return {
    ...{ id: row.id, title: row.title, period: periodWords(row.period) },
    state: badgeOf(roundFlow, row.state),
    all: [...row.counts.values()].reduce((total, n) => total + n, 0) - sum(['excused']),
    handed: handedIn(row.counts),
    approved: sum(['approved']),
    late: sum(['missing']) + (row.due_on < today ? sum(withReporter) : 0),
    ...{ due: row.due_on, audit: row.audit_on, lock: row.lock_on },
  }
}

async function showRounds(ctx: Ctx, c: Http): Promise<Answer> {
  const { form = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await roundList(ctx, { form, state }, number, size)
  const today = dayOf(ctx.now)
  const rows = found
    .slice(0, size)
    .map(row => roundLine(row as Round & { counts: Map<string, number> }, today))
  const filters = [await formsAs(ctx), statesOf(roundFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '统计报表进度', columns: roundColumns, rows, filters, cut: more },
    })
  const inner = seesSheets(ctx.actor)
  const [late, waiting, slips] = inner
    ? await Promise.all([lateCount(ctx), waitingSheets(ctx), waitingSlips(ctx)])
    : [0, 0, 0]
  const page = (
    <Rounds
      {...{ rows, filters, inner, late, waiting, slips }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayOpen={mayCreate(ctx, roundFlow, 'open')}
      tabs={tabsFor(ctx, '/desk/reports')}
    />
  )
  return desk(ctx, c, { title: '统计报表' }, page)
}

const waitingSheets = async (ctx: Ctx): Promise<number> =>
  Number(
    (
      await ctx.db
        .selectFrom('report')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('state', '=', 'submitted')
        .executeTakeFirstOrThrow()
    ).n,
  )
const waitingSlips = async (ctx: Ctx): Promise<number> =>
  Number(
    (
      await ctx.db
        .selectFrom('report_correction')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('state', '=', 'asked')
        .executeTakeFirstOrThrow()
    ).n,
  )

async function showRound(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, roundFlow, c.req.param('id') ?? '')) as unknown as Round
  const inner = seesSheets(ctx.actor)
  const [counts, buttons, told, late] = await Promise.all([
    countByState(ctx, row.id),
    buttonsFor(ctx, roundFlow, row),
    story(ctx, { recordId: row.id }),
    inner ? lateOf(ctx, row.id) : [],
  ])
  const title = `${row.title}（${periodWords(row.period)}）`
  const view = {
    ...{ id: row.id, title: row.title, period: periodWords(row.period), buttons, late, inner },
    state: badgeOf(roundFlow, row.state),
    days: { due: row.due_on, audit: row.audit_on, lock: row.lock_on },
    counts: Object.keys(sheetFlow.states)
      .filter(state => (counts.get(state) ?? 0) > 0)
      .map(state => ({ state, ...badgeOf(sheetFlow, state), n: counts.get(state) ?? 0 })),
    summary: row.summary,
    reason: row.state === 'open' ? row.reason : null,
    locked: row.locked_at ? dateTime(row.locked_at) : null,
    story: told,
  }
  return desk(ctx, c, { title, crumbs: [home] }, <RoundPage view={view} />)
}

async function showSheets(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', form = '', period = '', state = '', late = '', round = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const filter = {
    ...{ question: q.trim().slice(0, 40), form, state, late: late === '1' },
    period: isPeriod(period) ? period : '',
    round: isId(round) ? round : null,
  }
  const found = await sheetList(ctx, filter, number, size)
  const today = dayOf(ctx.now)
  const rows = found.slice(0, size).map(row => ({
    ...{ id: row.id, name: row.name, title: row.title, period: periodWords(row.period) },
    town: row.town ? (division(row.town)?.name ?? '') : '',
    state: badgeOf(sheetFlow, row.state),
    late: isLate(row, today),
    ...{ due: row.due_on, submitted: row.submitted_at, urged: row.urged },
    explained: Object.keys(reasonsIn(row)).length,
  }))
  const filters = [
    await formsAs(ctx),
    {
      name: 'period',
      label: '报告期',
      options: (await periodsKnown(ctx)).map(value => ({ value, label: periodWords(value) })),
    },
    statesOf(sheetFlow),
    { name: 'late', label: '逾期', options: [{ value: '1', label: '逾期未报（催报）' }] },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      title: late === '1' ? '催报名单' : '统计报表报送台账',
      ...{ columns: sheetColumns, rows, filters, cut: more },
    })
  const page = (
    <Sheets
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      tabs={tabsFor(ctx, '/desk/reports/sheets')}
    />
  )
  return desk(ctx, c, { title: '审核与催报', crumbs: [home] }, page)
}

async function showSheet(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as Sheet
  noteLook(c, '查看统计报表', row.id)
  const view = await sheetView(ctx, row)
  const round = { href: `/desk/reports/rounds/${row.round_id}`, label: `${row.title}（${view.period}）` }
  return desk(ctx, c, { title: row.name, crumbs: [home, round] }, <SheetPage view={view} />)
}

async function printSheet(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as Sheet
  noteLook(c, '打印统计报表', row.id)
  return sheetPdf(ctx, c, row)
}

async function showSlips(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await ctx.db
    .selectFrom('report_correction')
    .selectAll()
    .$if(state !== '', query => query.where('state', '=', state))
    .orderBy('id', 'desc')
    .limit(size + 1)
    .offset((number - 1) * size)
    .execute()
  const rows = found.slice(0, size).map(slipLine)
  const filters = [statesOf(correctionFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '更正单', columns: slipColumns, rows, filters, cut: more },
    })
  const page = (
    <SlipList
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      tabs={tabsFor(ctx, '/desk/reports/corrections')}
    />
  )
  return desk(ctx, c, { title: '更正单', crumbs: [home] }, page)
}

async function showSlip(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, correctionFlow, c.req.param('id') ?? '')) as unknown as Correction
  noteLook(c, '查看更正单', row.id)
  const page = (
    <SlipPage
      slip={slipLine(row)}
      buttons={await buttonsFor(ctx, correctionFlow, row)}
      files={await filesOf(ctx, 'report_correction', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: '/desk/reports/corrections', label: '更正单' }]
  return desk(ctx, c, { title: `更正 ${row.title}`, crumbs }, page)
}
