import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { type Inspection, inspectionFlow, showsAll } from './inspection.ts'
import { InspectionPage } from './pages/inspection.tsx'
import { OrderList, OrderPage, orderColumns, orderFilters } from './pages/orders.tsx'
import { InspectionsHome, PlanPage } from './pages/plans.tsx'
import { noticePdf, sheetPdf } from './paper.ts'
import { inspectionsInHand, orders, ownInspections, plans, seatsOf } from './queries.ts'
import { orderPage, type Rectification, rectificationFlow } from './rectification.ts'
import { seatFlow } from './seat.ts'
import {
  isLate,
  orderLine,
  placeOf,
  scopeOf,
  shownDraw,
  shownInspection,
  shownPools,
  shownSheet,
  spanOf,
} from './view.ts'
import { drawableFrom, type Plan, planFlow } from './workflow.ts'

export const home = { href: '/desk/inspections', label: '监督检查' }

/** 4.5.1 At the desk: plans, orders, single inspections. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/inspections', atDesk(showHome))
  .get('/desk/inspections/plans/:id', atDesk(showPlan))
  .get('/desk/inspections/orders', atDesk(listOrders))
  .get('/desk/inspections/orders/:id', atDesk(showOrder))
  .get('/desk/inspections/orders/:id/notice.pdf', atDesk(noticePdf))
  .get('/desk/inspections/:id', atDesk(showInspection))
  .get('/desk/inspections/:id/sheet.pdf', atDesk(sheetPdf))

async function showHome(ctx: Ctx, c: Http): Promise<Answer> {
  const [all, mine, open, waiting, visits] = await Promise.all([
    plans(ctx),
    ownInspections(ctx),
    orders(ctx, { state: 'open' }),
    orders(ctx, { state: 'reported' }),
    showsAll(ctx.actor) ? inspectionsInHand(ctx) : [],
  ])
  const late = open.filter(one => isLate(ctx, one))
  const today = dayOf(ctx.now)
  const page = (
    <InspectionsHome
      place={placeOf(ctx, 'plans')}
      plans={all.map(plan => ({
        ...plan,
        scope: scopeOf(plan),
        span: spanOf(plan),
        state: badgeOf(planFlow, plan.state),
      }))}
      mine={mine.map(one => ({
        id: one.id,
        name: one.target_name,
        hint: `${one.last_day} 前检查`,
        late: one.last_day < today && one.state !== 'confirming',
        state: badgeOf(inspectionFlow, one.state),
      }))}
      late={late.map(one => orderLine(ctx, one))}
      counts={
        showsAll(ctx.actor)
          ? {
              visits: visits.length,
              open: open.length,
              late: late.length,
              waiting: waiting.length + (await orders(ctx, { state: 'checked' })).length,
            }
          : null
      }
      query={c.req.query()}
      mayPlan={mayCreate(ctx, planFlow, 'plan')}
    />
  )
  return desk(ctx, c, { title: '监督检查' }, page)
}

async function showPlan(ctx: Ctx, c: Http): Promise<Answer> {
  const plan = (await find(ctx, planFlow, c.req.param('id') ?? '')) as unknown as Plan
  const [buttons, draw, told, sheet] = await Promise.all([
    buttonsFor(ctx, planFlow, plan),
    shownDraw(ctx, plan, showsAll(ctx.actor)),
    story(ctx, { recordId: plan.id }),
    ctx.db
      .selectFrom('inspection_sheet')
      .select(['id', 'name', 'version'])
      .where('id', '=', plan.sheet_id)
      .executeTakeFirstOrThrow(),
  ])
  const page = (
    <PlanPage
      plan={{
        ...plan,
        scope: scopeOf(plan),
        each: plan.inspectors_each,
        sheet: { id: sheet.id, label: `${sheet.name}（第 ${plan.sheet_version ?? sheet.version} 版）` },
        span: spanOf(plan),
        source: plan.number_source,
        announced: plan.announced_on,
        drawableFrom: drawableFrom(plan, ctx.centre),
      }}
      state={badgeOf(planFlow, plan.state)}
      buttons={buttons}
      pools={shownPools(plan)}
      draw={draw}
      public={plan.announced_on !== null}
      story={told}
    />
  )
  return desk(ctx, c, { title: plan.title, crumbs: [home] }, page)
}

async function showInspection(ctx: Ctx, c: Http): Promise<Answer> {
  const inspection = (await find(ctx, inspectionFlow, c.req.param('id') ?? '')) as unknown as Inspection
  const plan = (await find({ ...ctx, actor: system }, planFlow, inspection.plan_id)) as unknown as Plan
  const [buttons, sheet, seats, told, found] = await Promise.all([
    buttonsFor(ctx, inspectionFlow, inspection),
    shownSheet(ctx, inspection),
    seatsOf(ctx, [inspection.id]),
    story(ctx, { recordId: inspection.id }),
    orders(ctx, { inspectionId: inspection.id }),
  ])
  const going = ['assigned', 'on_site', 'confirming'].includes(inspection.state)
  const page = (
    <InspectionPage
      inspection={shownInspection(inspection, plan, true)}
      state={badgeOf(inspectionFlow, inspection.state)}
      buttons={buttons}
      seats={
        await Promise.all(
          (seats.get(inspection.id) ?? []).map(async seat => ({
            name: seat.name,
            lead: seat.staff_id === inspection.inspector_ids[0],
            state: badgeOf(seatFlow, seat.state),
            reason: seat.reason,
            buttons: going ? await buttonsFor(ctx, seatFlow, seat) : [],
          })),
        )
      }
      points={sheet.points}
      answered={sheet.answered}
      paper={sheet.paper}
      orders={found.map(one => orderLine(ctx, one))}
      story={told}
    />
  )
  return desk(ctx, c, { title: inspection.target_name, crumbs: [home] }, page)
}

async function listOrders(ctx: Ctx, c: Http): Promise<Answer> {
  const state = c.req.query('state')
  const rows = (await orders(ctx, state ? { state } : {})).map(row => ({
    ...row,
    late: isLate(ctx, row),
    state: badgeOf(rectificationFlow, row.state),
  }))
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: '整改单', rows, columns: orderColumns, filters: orderFilters })
  return desk(
    ctx,
    c,
    { title: '整改单', crumbs: [home] },
    <OrderList place={placeOf(ctx, 'orders')} rows={rows} query={c.req.query()} />,
  )
}

/** An order in words, for the desk and for whoever puts it right. */
export async function orderView(ctx: Ctx, id: string) {
  const row = (await find(ctx, rectificationFlow, id)) as unknown as Rectification
  const [buttons, files, told] = await Promise.all([
    buttonsFor(ctx, rectificationFlow, row),
    filesOf(ctx, 'rectification', row.id),
    story(ctx, { recordId: row.id }),
  ])
  return {
    order: {
      ...row,
      late: isLate(ctx, row),
      issued: dateTime(row.issued_at),
      reported: row.reported_at && `${dateTime(row.reported_at)} 报告`,
      checked: row.checked_at && `${dateTime(row.checked_at)} 核查合格`,
    },
    state: badgeOf(rectificationFlow, row.state),
    buttons,
    photos: files.filter(file => file.field === 'photos'),
    checkPhotos: files.filter(file => file.field === 'check_photos'),
    story: told,
  }
}

async function showOrder(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await orderView(ctx, c.req.param('id') ?? '')
  const inspection = `/desk/inspections/${view.order.inspection_id}`
  const page = <OrderPage {...view} page={orderPage(view.order)} inspection={inspection} />
  return desk(ctx, c, { title: `整改单 ${view.order.number}`, crumbs: [home] }, page)
}
