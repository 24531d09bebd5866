import { Hono } from 'hono'
import { badgeOf, parkAndSignIn, parkedForm } from '#modules/actions'
import { partiesByPhone } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  pageKey,
  pageNumber,
  readIn,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { isId, newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { caseDuties, caseWork, registerCases } from './duties.ts'
import { register } from './inputs.ts'
import { DeskCase } from './pages/case.tsx'
import { CounterPage } from './pages/counter.tsx'
import { type CaseLine, caseColumns, DeskCases } from './pages/lists.tsx'
import { type CaseListRow, caseCount, caseFilter, caseGroups, caseList, leastBusy } from './queries.ts'
import { receiptPdf, showReceipt } from './receipt.tsx'
import { deadlineOf } from './steps.ts'
import { caseView } from './view.ts'
import { serviceCaseFlow } from './workflow.ts'

/** Cases at the workbench: list, one case on one screen, the counter. */
export const deskCaseRoutes = new Hono<Env>()
  .get('/desk/cases', atDesk(showList, ...caseDuties))
  .get(
    '/desk/cases/:id',
    atDesk(async (ctx, c) => {
      const { view } = await caseView(ctx, c.req.param('id') ?? '')
      return desk(
        ctx,
        c,
        { title: view.number, crumbs: [{ href: '/desk/cases', label: '全部办件' }] },
        <DeskCase view={view} />,
      )
    }),
  )
  .get('/desk/cases/:id/receipt', atDesk(showReceipt, ...caseWork))
  .get('/desk/cases/:id/receipt.pdf', atDesk(receiptPdf, ...caseWork))
  .get(
    '/desk/counter',
    atDesk(async (ctx, c) => {
      const sent = await parkedForm(ctx, c)
      return showCounter(ctx, c, sent ? decode(fieldsOf(await register(ctx)), sent) : {}, {})
    }, registerCases),
  )
  .post('/desk/counter', c => registerAtCounter(c))

export const lineOf = (ctx: Ctx, row: CaseListRow): CaseLine => ({
  id: row.id,
  number: row.number,
  title: row.title,
  party: row.party,
  assignee: row.assignee,
  state: badgeOf(serviceCaseFlow, row.state),
  submitted_at: row.submitted_at,
  deadline: deadlineOf(ctx, row.due_at),
})

const listFilters = [
  {
    name: 'state',
    label: '状态',
    options: [
      ...Object.entries(caseGroups).map(([value, { label }]) => ({ value, label })),
      ...Object.entries(serviceCaseFlow.states).map(([value, { label }]) => ({ value, label })),
    ],
  },
  { name: 'mine', label: '经办人', options: [{ value: '1', label: '我经办的' }] },
]

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const filter = await caseFilter(ctx, {
    ...(query.state && { state: query.state }),
    ...(query.mine && ctx.actor.staffId && { assigneeId: ctx.actor.staffId }),
    ...(query.q && { question: query.q }),
  })
  const file = wantedFile(c)
  const page = { sort: query.sort ?? '', after: pageKey(c), number: pageNumber(c) }
  const [{ rows, next }, total] = await Promise.all([
    caseList(ctx, filter, page, file?.most),
    file ? '' : caseCount(ctx, filter),
  ])
  const lines = rows.map(row => lineOf(ctx, row))
  if (file)
    return exportTable(ctx, c, file, {
      title: '办件',
      columns: caseColumns,
      rows: lines,
      filters: listFilters,
      cut: next !== null,
    })
  return desk(
    ctx,
    c,
    { title: '全部办件' },
    <DeskCases rows={lines} query={query} total={total} next={next} filters={listFilters} />,
  )
}

async function showCounter(
  ctx: Ctx,
  c: Http,
  values: Record<string, unknown>,
  errors: Record<string, string>,
): Promise<Response> {
  const phone = c.req.query('phone')?.trim() ?? ''
  const picked = c.req.query('party') ?? (values.party_id as string | undefined)
  const matches = await partiesByPhone(ctx, phone)
  const party =
    picked && isId(picked)
      ? await ctx.db
          .selectFrom('party')
          .select(['id', 'name', 'contact_name', 'contact_phone'])
          .where('id', '=', picked)
          .executeTakeFirst()
      : undefined
  const fields = fieldsOf(await register(ctx)).filter(
    field => !party || !['party_name', 'kind', 'contact_name'].includes(field.name),
  )
  const handlers = (fields.find(field => field.name === 'assignee_id')?.options ?? []).map(one => one.value)
  const started = {
    channel: 'counter',
    phone: party?.contact_phone ?? (phone.length === 11 ? phone : ''),
    party_id: party?.id,
    // One choice less at the counter: oneself, or else whoever has least to do.
    assignee_id: handlers.find(id => id === ctx.actor.staffId) ?? (await leastBusy(ctx, handlers)),
    ...values,
  }
  const page = (
    <CounterPage
      phone={phone}
      matches={matches}
      picked={party ?? null}
      fields={fields}
      values={started}
      errors={errors}
      formKey={newId()}
    />
  )
  if (Object.keys(errors).length > 0) c.status(422)
  return desk(ctx, c, { title: '窗口登记' }, page)
}

/** The counter's own address, so that a mistake comes back to the counter's page and success leads to the receipt. */
async function registerAtCounter(c: Http): Promise<Response> {
  const form = await sentForm(c)
  if (c.var.actor.kind !== 'person') return parkAndSignIn(c, form)
  requireStaff(c, registerCases)
  const input = await readIn(c, async ctx => decode(fieldsOf(await register(ctx)), form))
  try {
    const done = await writeIn(c, ctx =>
      perform(ctx, serviceCaseFlow, 'register', null, input, String(form.get('_key') ?? '') || undefined),
    )
    return c.redirect(`/desk/cases/${done.id}/receipt`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => showCounter(ctx, c, input, error.errors))
  }
}
