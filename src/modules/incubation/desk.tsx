import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { money } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { monthWords } from '#platform/periods'
import { points } from '#platform/scoring'
import { holds } from '#platform/who'
import type { AnyWorkflow } from '#platform/workflow'
import { ended, fields, leaveKinds } from './codes.ts'
import { incubationDuties, overseeing, seesIncubation } from './duties.ts'
import { currentGuide, guideFlow } from './guide.ts'
import { latenessOf } from './lines.ts'
import { incubationMonthFlow } from './month.ts'
import { DeskProject, DeskProjects, projectColumns } from './pages/desk.tsx'
import {
  EndedLedger,
  endedColumns,
  FiguresLedger,
  GuidePage,
  IndicatorsPage,
  monthColumns,
} from './pages/ledgers.tsx'
import type { Incubation } from './people.ts'
import { agreementPdf } from './printed.ts'
import { monthList, monthsKnown } from './queries/figures.ts'
import { indicators } from './queries/indicators.ts'
import { endedList, guides, projectById, projectList } from './queries/projects.ts'
import { deskView } from './view.ts'
import { incubationFlow } from './workflow.ts'

/** 5.4.1 Incubation at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/incubation', atDesk(showList, ...incubationDuties))
  .get('/desk/incubation/figures', atDesk(showFigures, ...overseeing))
  .get('/desk/incubation/exits', atDesk(showEnded, ...overseeing))
  .get('/desk/incubation/indicators', atDesk(showIndicators, ...overseeing))
  .get('/desk/incubation/guide', atDesk(showGuide, ...incubationDuties))
  .get('/desk/incubation/:id', atDesk(showOne, ...incubationDuties))
  .get('/desk/incubation/:id/agreement.pdf', atDesk(sendAgreement, ...incubationDuties))

const perPage = 50
const home = { href: '/desk/incubation', label: '孵化' }
const statesOf = (flow: AnyWorkflow, only?: readonly string[]) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>)
    .filter(([value]) => !only || only.includes(value))
    .map(([value, { label }]) => ({ value, label })),
})
/** A page of rows, and how to the next; a file holds as many as it may. */
function pageOf<Row>(c: Http, found: readonly Row[], size: number) {
  const more = found.length > size
  return {
    rows: found.slice(0, size),
    cut: more,
    next: more ? { page: String(pageNumber(c) + 1) } : null,
  }
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '', field = '' } = c.req.query()
  const file = wantedFile(c)
  const size = file?.most ?? perPage
  const reviewer = seesIncubation(ctx.actor) ? null : ctx.actor.staffId
  const filter = { question: q.trim().slice(0, 40), state, field, reviewer }
  const found = await projectList(ctx, filter, file ? 1 : pageNumber(c), size)
  const { rows: shown, cut, next } = pageOf(c, found, size)
  const rows = shown.map(row => ({
    ...{ id: row.id, name: row.name, party: row.party, owner: row.owner ?? '', applied_at: row.applied_at },
    state: badgeOf(incubationFlow, row.state),
    score: row.score === null ? '' : points(row.score),
    until: row.last_day ?? '',
    late: Number(row.late ?? 0),
  }))
  const states = statesOf(incubationFlow)
  const filters = [
    { ...states, options: [{ value: 'in_house', label: '全部在孵' }, ...states.options] },
    {
      name: 'field',
      label: '行业',
      options: Object.entries(fields).map(([value, label]) => ({ value, label })),
    },
  ]
  if (file)
    return exportTable(ctx, c, file, { title: '入孵台账', columns: projectColumns, rows, filters, cut })
  return desk(
    ctx,
    c,
    { title: '孵化' },
    <DeskProjects
      {...{ rows, next, filters, oversees: holds(ctx.actor, ...overseeing) }}
      query={c.req.query()}
    />,
  )
}

async function asked(ctx: Ctx, c: Http): Promise<Incubation> {
  const row = (await find(ctx, incubationFlow, c.req.param('id') ?? '')) as unknown as Incubation
  noteLook(c, '查看孵化项目', row.id)
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await projectById(ctx, (await asked(ctx, c)).id)
  if (!row) throw notFound('这个项目')
  const view = await deskView(ctx, row)
  return desk(ctx, c, { title: row.name, crumbs: [home] }, <DeskProject view={view} />)
}

async function sendAgreement(ctx: Ctx, c: Http): Promise<Answer> {
  return agreementPdf(ctx, c, await asked(ctx, c))
}

async function showFigures(ctx: Ctx, c: Http): Promise<Answer> {
  const { month = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const size = file?.most ?? perPage
  const found = await monthList(ctx, { month, state }, file ? 1 : pageNumber(c), size)
  const { rows: shown, cut, next } = pageOf(c, found, size)
  const rows = shown.map(row => ({
    ...{ project_id: row.incubation_id, project: row.project, month: monthWords(row.month) },
    ...{ orders: row.orders, live: row.live, jobs: row.jobs, insured: row.insured },
    state: badgeOf(incubationMonthFlow, row.state),
    lateness: latenessOf(ctx, row),
    sales: row.sales_fen === null ? null : Number(row.sales_fen),
    tax: row.tax_fen === null ? null : Number(row.tax_fen),
  }))
  const states = statesOf(incubationMonthFlow)
  const filters = [
    {
      name: 'month',
      label: '月份',
      options: (await monthsKnown(ctx)).map(value => ({ value, label: monthWords(value) })),
    },
    { ...states, options: [{ value: 'late', label: '逾期未报' }, ...states.options] },
  ]
  if (file)
    return exportTable(ctx, c, file, { title: '孵化月报台账', columns: monthColumns, rows, filters, cut })
  const page = <FiguresLedger {...{ rows, next, filters }} query={c.req.query()} />
  return desk(ctx, c, { title: '孵化月报台账', crumbs: [home] }, page)
}

async function showEnded(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const file = wantedFile(c)
  const size = file?.most ?? perPage
  const wanted = (ended as readonly string[]).includes(state) ? state : ''
  const found = await endedList(ctx, wanted, file ? 1 : pageNumber(c), size)
  const { rows: shown, cut, next } = pageOf(c, found, size)
  const rows = shown.map(row => ({
    ...{ id: row.id, name: row.name, party: row.party },
    how: row.graduated_on ? '毕业' : leaveKinds[row.leave_kind as keyof typeof leaveKinds],
    day: row.graduated_on ?? row.left_on ?? '',
    on_time: row.on_time ? '按期' : '超期',
    deposit: row.deposit_settled_on
      ? `退还 ${money(Number(row.refunded_fen))}，扣除 ${money(Number(row.withheld_fen))}`
      : Number(row.deposit_fen) > 0
        ? '未结清'
        : '没有押金',
    tracked: Number(row.tracked ?? 0),
    reason: row.graduation ?? row.leave_reason ?? '',
  }))
  const filters = [statesOf(incubationFlow, ended)]
  if (file)
    return exportTable(ctx, c, file, { title: '退出与毕业台账', columns: endedColumns, rows, filters, cut })
  const page = <EndedLedger {...{ rows, next, filters }} query={c.req.query()} />
  return desk(ctx, c, { title: '退出与毕业台账', crumbs: [home] }, page)
}

async function showIndicators(ctx: Ctx, c: Http): Promise<Answer> {
  const page = <IndicatorsPage cards={await indicators(ctx)} />
  return desk(ctx, c, { title: '孵化指标', crumbs: [home] }, page)
}

async function showGuide(ctx: Ctx, c: Http): Promise<Answer> {
  const [current, all] = await Promise.all([currentGuide(ctx), guides(ctx)])
  const versions = await Promise.all(
    all.map(async row => ({
      label: `第 ${row.version} 版`,
      state: badgeOf(guideFlow, row.state),
      buttons: await buttonsFor(ctx, guideFlow, row),
    })),
  )
  const open = all.some(row => ['draft', 'submitted'].includes(row.state))
  const page = <GuidePage {...{ current, versions }} mayDraft={!open && mayCreate(ctx, guideFlow, 'draft')} />
  return desk(ctx, c, { title: '条件与流程', crumbs: [home] }, page)
}
