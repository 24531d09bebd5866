import { Hono } from 'hono'
import QRCode from 'qrcode'
import { badgeOf } from '#modules/actions'
import { partiesByPhone } from '#modules/parties'
import { desk, exportTable, plain } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { forbidden, Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { atDesk, type Env, type Http, readIn, requireStaff, writeIn } from '#platform/http'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { registerCases } from './duties.ts'
import { register } from './inputs.ts'
import { DeskCase, Receipt } from './pages/case.tsx'
import { CounterPage } from './pages/counter.tsx'
import { type CaseLine, DeskCases } from './pages/lists.tsx'
import { type CaseFilter, type CaseListRow, caseCount, caseList } from './queries.ts'
import { deadlineOf } from './steps.ts'
import { caseView } from './view.ts'
import { serviceCaseFlow } from './workflow.ts'

/** Cases at the workbench: list, one case on one screen, the counter. */
export const deskCaseRoutes = new Hono<Env>()
  .get('/desk/cases', atDesk(showList))
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
  .get('/desk/cases/:id/receipt', atDesk(showReceipt))
  .get(
    '/desk/counter',
    atDesk((ctx, c) => showCounter(ctx, c, {}, {})),
  )
  .post('/desk/counter', c => registerAtCounter(c))

export async function showReceipt(ctx: Ctx, c: Http): Promise<Response> {
  const { view } = await caseView(ctx, c.req.param('id') ?? '')
  const qr = await QRCode.toDataURL(`${ctx.centre.origin}/progress?number=${view.number}`, {
    width: 150,
    margin: 1,
  })
  const { name, profile } = ctx.centre
  return plain(
    c,
    { title: '受理回执' },
    <Receipt
      view={view}
      qr={qr}
      centre={{ name, phone: profile.phone ?? '', address: profile.address ?? '' }}
    />,
  )
}

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

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const query = c.req.query()
  const filter: CaseFilter = {
    ...(query.state && { state: query.state }),
    ...(query.mine && ctx.actor.staffId && { assigneeId: ctx.actor.staffId }),
    ...(query.q && { question: query.q }),
    ...(query.after && { after: query.after }),
  }
  if (query.format) return exported(ctx, c, filter)
  const [{ rows, next }, total] = await Promise.all([caseList(ctx, filter), caseCount(ctx, filter)])
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(serviceCaseFlow.states).map(([value, state]) => ({
        value,
        label: state.label,
      })),
    },
    { name: 'mine', label: '经办人', options: [{ value: '1', label: '我经办的' }] },
  ]
  return desk(
    ctx,
    c,
    { title: '全部办件' },
    <DeskCases
      rows={rows.map(row => lineOf(ctx, row))}
      query={query}
      total={total}
      next={next}
      filters={filters}
    />,
  )
}

async function exported(ctx: Ctx, c: Http, filter: CaseFilter): Promise<Response> {
  const { rows } = await caseList(ctx, filter, 5_000)
  const file = await exportTable(c, {
    title: '办件',
    rows,
    columns: [
      { label: '事项', value: row => row.title, width: 30 },
      { label: '编号', value: row => row.number, width: 24 },
      { label: '服务对象', value: row => row.party, width: 30 },
      { label: '状态', value: row => badgeOf(serviceCaseFlow, row.state).label },
      { label: '时限', value: row => row.due_at, kind: 'dateTime' },
      { label: '经办人', value: row => row.assignee },
      { label: '提交', value: row => row.submitted_at, kind: 'dateTime' },
      { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
    ],
  })
  return file ?? c.redirect('/desk/cases', 303)
}

async function showCounter(
  ctx: Ctx,
  c: Http,
  values: Record<string, unknown>,
  errors: Record<string, string>,
): Promise<Response> {
  if (!ctx.actor.duties.has(registerCases.code)) throw forbidden('窗口登记由窗口人员办理。')
  const phone = c.req.query('phone')?.trim() ?? ''
  const picked = c.req.query('party') ?? (values.party_id as string | undefined)
  const matches = await partiesByPhone(ctx, phone)
  const party = picked
    ? await ctx.db
        .selectFrom('party')
        .select(['id', 'name', 'contact_name', 'contact_phone'])
        .where('id', '=', picked)
        .executeTakeFirst()
    : undefined
  const fields = fieldsOf(await register(ctx)).filter(
    field => !party || !['party_name', 'kind', 'contact_name'].includes(field.name),
  )
  const started = {
    channel: 'counter',
    phone: party?.contact_phone ?? (phone.length === 11 ? phone : ''),
    party_id: party?.id,
    assignee_id: ctx.actor.staffId,
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
  requireStaff(c)
  const form = await c.req.formData()
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
