import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { portal } from '#modules/shell'
import { type Ctx, system } from '#platform/ctx'
import { type Env, type Http, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { orderView } from './desk.tsx'
import { type Inspection, inspectionFlow } from './inspection.ts'
import { OwnInspection, OwnInspections } from './pages/inspection.tsx'
import { OwnOrder } from './pages/orders.tsx'
import { noticePdf } from './paper.ts'
import { inspectionsOfParties, orders } from './queries.ts'
import { myOrderPage } from './rectification.ts'
import { orderLine, results, shownInspection, shownSheet } from './view.ts'
import { type Plan, planFlow } from './workflow.ts'

/** What was inspected of one's own, and what is to be put right. */
export const myInspectionRoutes = new Hono<Env>()
  .get('/my/inspections', signedIn(listOwn))
  .get('/my/inspections/:id', signedIn(showOwn))
  .get('/my/rectifications/:id', signedIn(showOrder))
  .get('/my/rectifications/:id/notice.pdf', signedIn(noticePdf))

async function listOwn(ctx: Ctx, c: Http): Promise<Response> {
  const [inspections, found] = await Promise.all([inspectionsOfParties(ctx), orders(ctx)])
  c.header('cache-control', 'no-store')
  const page = (
    <OwnInspections
      inspections={inspections.map(one => ({
        id: one.id,
        name: one.target_name,
        day: one.inspected_on ?? '',
        result: one.result ? (results[one.result] ?? '') : '',
        state: badgeOf(inspectionFlow, one.state),
      }))}
      orders={found.filter(one => one.state === 'open').map(one => ownLine(ctx, one))}
    />
  )
  return portal(c, { title: '检查与整改', own: true }, page)
}

/** Here everything leads to one's own place, whoever one is besides. */
const ownLine = (ctx: Ctx, row: Parameters<typeof orderLine>[1]) => ({
  ...orderLine(ctx, row),
  href: myOrderPage(row),
})

async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const inspection = (await find(ctx, inspectionFlow, c.req.param('id') ?? '')) as unknown as Inspection
  const plan = (await find({ ...ctx, actor: system }, planFlow, inspection.plan_id)) as unknown as Plan
  const [sheet, found] = await Promise.all([
    shownSheet(ctx, inspection),
    orders(ctx, { inspectionId: inspection.id }),
  ])
  c.header('cache-control', 'no-store')
  const page = (
    <OwnInspection
      inspection={shownInspection(inspection, plan, false)}
      state={badgeOf(inspectionFlow, inspection.state)}
      points={sheet.points}
      orders={found.map(one => ownLine(ctx, one))}
    />
  )
  return portal(c, { title: '检查结果', own: true }, page)
}

async function showOrder(ctx: Ctx, c: Http): Promise<Response> {
  const view = await orderView(ctx, c.req.param('id') ?? '')
  c.header('cache-control', 'no-store')
  const page = (
    <OwnOrder
      {...view}
      page={myOrderPage(view.order)}
      inspection={`/my/inspections/${view.order.inspection_id}`}
    />
  )
  return portal(c, { title: `整改单 ${view.order.number}`, own: true }, page)
}
