import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { type Env, signedIn } from '#platform/http'
import { deskOrderRoutes, lineOf } from './desk.tsx'
import { MyOrders } from './pages/lists.tsx'
import { MyOrder } from './pages/order.tsx'
import { agreementPdf } from './printed.ts'
import { publicOrderRoutes } from './public.tsx'
import { orderList } from './queries.ts'
import { orderView } from './view.ts'

/** Service orders for both sides, for the desk, and 业务支持 for everyone. */
export const orderRoutes = new Hono<Env>()
  .route('/', deskOrderRoutes)
  .route('/', publicOrderRoutes)
  .get(
    '/my/orders',
    signedIn(async (ctx, c) => {
      const rows = await orderList(ctx, { own: true }, 100)
      const lines = rows.slice(0, 100).map(row => ({
        ...lineOf(row),
        role: ctx.actor.parties.includes(row.party_id)
          ? `服务商：${row.provider}`
          : `服务对象：${row.recipient}`,
      }))
      return portal(c, { title: '我的订单', own: true }, <MyOrders rows={lines} />)
    }),
  )
  .get(
    '/my/orders/:id',
    signedIn(async (ctx, c) => {
      const view = await orderView(ctx, c.req.param('id') ?? '')
      c.header('cache-control', 'no-store')
      return portal(c, { title: view.title, own: true }, <MyOrder view={view} />)
    }),
  )
  .get('/my/orders/:id/agreement.pdf', signedIn(agreementPdf))
