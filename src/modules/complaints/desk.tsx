import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import {
  abouts,
  causes,
  channels,
  findings,
  kinds,
  labelIn,
  refusals,
  satisfactions,
  shortFindings,
} from './codes.ts'
import { bureauComplaints, type Complaint, complaintDuties, registerComplaints } from './duties.ts'
import { DeskComplaint } from './pages/desk.tsx'
import { type ComplaintLine, ComplaintList, complaintColumns } from './pages/list.tsx'
import { answerPdf, sheetPdf } from './printed.ts'
import { type ComplaintRow, complainedAbout, complaintList } from './queries.ts'
import { showNew, take } from './taking.tsx'
import { deskView } from './view.ts'
import { complaintFlow } from './workflow.ts'

/** Complaints at the workbench: the centre's list, the bureau's own, one on one screen, the counter's form. */
export const deskComplaintRoutes = new Hono<Env>()
  .get(
    '/desk/complaints',
    atDesk((ctx, c) => showList(ctx, c, false), ...complaintDuties),
  )
  .get(
    '/desk/complaints/bureau',
    atDesk((ctx, c) => showList(ctx, c, true), bureauComplaints),
  )
  .get(
    '/desk/complaints/new',
    atDesk((ctx, c) => showNew(ctx, c, 'desk'), registerComplaints),
  )
  .post('/desk/complaints/new', c => take(c, 'desk'))
  .get('/desk/complaints/:id', atDesk(showComplaint))
  .get(
    '/desk/complaints/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c))),
  )
  .get(
    '/desk/complaints/:id/answer.pdf',
    atDesk(async (ctx, c) => answerPdf(ctx, c, await asked(ctx, c))),
  )

/** The one that the address names, as long as the actor may know of it; looking is noted. */
async function asked(ctx: Ctx, c: Http): Promise<Complaint> {
  const row = (await find(ctx, complaintFlow, c.req.param('id') ?? '')) as unknown as Complaint
  noteLook(c, '查看服务反馈', row.id)
  return row
}

const crumb = { href: '/desk/complaints', label: '服务反馈' }
const bureauCrumb = { href: '/desk/complaints/bureau', label: '涉及中心的反馈' }

async function showComplaint(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const crumbs = [row.for_bureau ? bureauCrumb : crumb]
  return desk(ctx, c, { title: row.number, crumbs }, <DeskComplaint view={await deskView(ctx, row)} />)
}

const labels = (list: Record<string, string | { label: string }>) =>
  Object.keys(list).map(value => ({ value, label: labelIn(list, value) }))

const filtersFor = (providers: ReadonlyArray<{ id: string; name: string }>) => [
  { name: 'state', label: '状态', options: labels(complaintFlow.states) },
  { name: 'kind', label: '类别', options: labels(kinds) },
  { name: 'about', label: '对象', options: labels(abouts) },
  ...(providers.length > 0
    ? [
        {
          name: 'provider',
          label: '服务商',
          options: providers.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]
    : []),
  {
    name: 'which',
    label: '范围',
    options: [
      { value: 'overdue', label: '已超期' },
      { value: 'mine', label: '我办理的' },
    ],
  },
]

const pageSize = 30

async function showList(ctx: Ctx, c: Http, bureau: boolean): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows, next } = await complaintList(
    ctx,
    {
      state: query.state ?? '',
      kind: query.kind ?? '',
      about: query.about ?? '',
      providerId: isId(query.provider ?? '') ? (query.provider as string) : '',
      overdue: query.which === 'overdue',
      assigneeId: query.which === 'mine' ? (ctx.actor.staffId ?? '') : '',
      question: query.q ?? '',
      bureau,
      after: pageKey(c),
    },
    file?.most ?? pageSize,
  )
  const filters = filtersFor(await complainedAbout(ctx, bureau))
  const lines = rows.map(row => lineOf(ctx, row))
  const title = bureau ? '涉及中心的反馈' : '服务反馈登记簿'
  if (file)
    return exportTable(ctx, c, file, {
      title,
      rows: lines,
      columns: complaintColumns,
      filters,
      cut: next !== null,
    })
  const page = (
    <ComplaintList
      path={bureau ? bureauCrumb.href : crumb.href}
      bureau={bureau}
      rows={lines}
      query={query}
      next={next ? { after: next } : null}
      filters={filters}
      mayRegister={holds(ctx.actor, registerComplaints)}
      seesBureau={holds(ctx.actor, bureauComplaints)}
    />
  )
  return desk(ctx, c, { title: bureau ? bureauCrumb.label : crumb.label }, page)
}

const lineOf = (ctx: Ctx, row: ComplaintRow): ComplaintLine => ({
  id: row.id,
  number: row.number,
  kind: labelIn(kinds, row.kind),
  about: labelIn(abouts, row.about),
  respondent: row.provider ?? row.respondent ?? row.place,
  channel: labelIn(channels, row.channel),
  anonymous: row.anonymous,
  state: badgeOf(complaintFlow, row.state),
  deadline: ['told', 'closed'].includes(row.state) ? null : deadlineOf(ctx, row.due_at),
  urged: row.urged_at !== null,
  handler: row.handler ?? '',
  finding: labelIn({ ...findings, ...shortFindings }, row.finding),
  cause: labelIn(causes, row.cause),
  refusal: labelIn(refusals, row.refusal),
  satisfaction: labelIn(satisfactions, row.satisfaction),
  submitted_at: row.submitted_at,
  closed_at: row.closed_at,
})
