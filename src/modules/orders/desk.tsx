import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { caseDuties } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { balanceOf } from './balance.ts'
import { kindCodes, kindLabel } from './kind-codes.ts'
import { deskKindRoutes } from './kind-desk.tsx'
import { DeskOrders, type OrderLine, orderColumns } from './pages/lists.tsx'
import { DeskOrder } from './pages/order.tsx'
import { Rotation, turnColumns } from './pages/rotation.tsx'
import { agreementPdf } from './printed.ts'
import { type OrderRow, orderList } from './queries.ts'
import { turnsSince } from './rotation.ts'
import { shareLimit } from './settings.ts'
import { orderView } from './view.ts'
import { serviceOrderFlow } from './workflow.ts'

/** Orders at the workbench: the list, one order, who was invited and chosen, the nine kinds. */
export const deskOrderRoutes = new Hono<Env>()
  .route('/', deskKindRoutes)
  .get('/desk/orders', atDesk(showList, ...caseDuties))
  .get(
    '/desk/orders/:id',
    atDesk(
      async (ctx, c) => {
        const view = await orderView(ctx, c.req.param('id') ?? '')
        const crumbs = [{ href: '/desk/orders', label: '服务订单' }]
        return desk(ctx, c, { title: view.number, crumbs }, <DeskOrder view={view} />)
      },
      ...caseDuties,
    ),
  )
  .get('/desk/orders/:id/agreement.pdf', atDesk(agreementPdf, ...caseDuties))
  .get('/desk/invitations', atDesk(showRotation, ...caseDuties))

export function lineOf(row: OrderRow): OrderLine {
  const balance = balanceOf(row, Number(row.accepted_fen ?? 0), Number(row.paid_fen ?? 0))
  return {
    ...{ id: row.id, number: row.number, title: row.title, kind: kindLabel(row.kind_code) },
    ...{ recipient: row.recipient, provider: row.provider },
    state: badgeOf(serviceOrderFlow, row.state),
    ...{ price: balance.price, due: balance.due, paid: balance.paid, open: balance.open },
    agreedOn: date(row.agreed_at),
    nextDue: row.next_due ?? '',
  }
}

const pageSize = 30
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(serviceOrderFlow.states).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'kind',
    label: '类别',
    options: Object.entries(kindCodes).map(([value, { label }]) => ({ value, label })),
  },
]

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const limit = file?.most ?? pageSize
  const after = pageKey(c)
  const found = await orderList(
    ctx,
    {
      ...(query.state && { state: query.state }),
      ...(query.kind && { kind: query.kind }),
      ...(query.q && { question: query.q.trim().slice(0, 60) }),
      ...(after && { after }),
    },
    limit,
  )
  const rows = found.slice(0, limit).map(lineOf)
  const last = rows.at(-1)
  const next = found.length > limit && last ? { after: last.id } : null
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务订单台账',
      columns: orderColumns,
      rows,
      filters,
      cut: next !== null,
    })
  return desk(
    ctx,
    c,
    { title: '服务订单' },
    <DeskOrders rows={rows} query={query} next={next} filters={filters} />,
  )
}

const periods = [
  {
    name: 'period',
    label: '时间',
    options: [
      { value: '90', label: '近三个月' },
      { value: '180', label: '近半年' },
      { value: '365', label: '近一年' },
    ],
  },
]

async function showRotation(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const days = Number(periods[0]?.options.find(one => one.value === query.period)?.value ?? 365)
  const rows = await turnsSince(ctx, new Date(ctx.now.getTime() - days * 86_400_000))
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: '邀请与成交', columns: turnColumns, rows, filters: periods })
  return desk(
    ctx,
    c,
    { title: '邀请与成交' },
    <Rotation rows={rows} query={query} filters={periods} limit={shareLimit.of(ctx.centre)} />,
  )
}
