import { Hono } from 'hono'
import { badgeOf, mayCreate } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, portal, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { points } from '#platform/scoring'
import { assessmentDuties } from './duties.ts'
import { assessmentColumns, DeskAssessment, DeskAssessments } from './pages/desk.tsx'
import { MyAssessment } from './pages/my.tsx'
import { sheetPdf } from './printed.ts'
import { assessmentList } from './queries.ts'
import { everyMonths } from './settings.ts'
import { assessmentView } from './view.ts'
import { type Assessment, assessmentFlow } from './workflow.ts'

/** 4.5.1 Yearly assessments at the workbench, and for the firm itself; nothing of them is public. */
export const assessmentRoutes = new Hono<Env>()
  .get('/desk/assessments', atDesk(showList, ...assessmentDuties))
  .get('/desk/assessments/:id', atDesk(showOne))
  .get(
    '/desk/assessments/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c))),
  )
  .get('/my/assessments/:id', signedIn(showOwn))

const pageSize = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(assessmentFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

const found = async (ctx: Ctx, c: Http): Promise<Assessment> =>
  (await find(ctx, assessmentFlow, c.req.param('id') ?? '')) as unknown as Assessment

async function asked(ctx: Ctx, c: Http): Promise<Assessment> {
  const row = await found(ctx, c)
  noteLook(c, '查看年度评估', row.id)
  return row
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows: all, next } = await assessmentList(
    ctx,
    { question: query.q ?? '', state: query.state ?? '', after: pageKey(c) },
    file?.most ?? pageSize,
  )
  const rows = all.map(row => ({
    ...row,
    period: `${row.from_day} 至 ${row.to_day}`,
    how: row.early_reason === null ? '到期' : '提前',
    state: badgeOf(assessmentFlow, row.state),
    total: row.total === null ? '' : points(row.total),
    deadline: deadlineOf(ctx, row.due_at),
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务商年度评估',
      rows,
      columns: assessmentColumns,
      filters,
      cut: next !== null,
    })
  const page = (
    <DeskAssessments
      {...{ rows, query, next, filters }}
      months={everyMonths.of(ctx.centre)}
      mayOpen={mayCreate(ctx, assessmentFlow, 'open')}
    />
  )
  return desk(ctx, c, { title: '服务商年度评估' }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const view = await assessmentView(ctx, row)
  const crumbs = [{ href: '/desk/assessments', label: '年度评估' }]
  return desk(ctx, c, { title: `${row.name}年度评估`, crumbs }, <DeskAssessment view={view} />)
}

/** One's own only: staff see others' at the workbench. */
async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const row = await found(ctx, c)
  if (!ctx.actor.parties.includes(row.party_id)) throw notFound('这次年度评估')
  c.header('cache-control', 'no-store')
  const view = await assessmentView(ctx, row)
  return portal(c, { title: `${row.name}年度评估`, own: true }, <MyAssessment view={view} />)
}
