import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { inspectionFlow } from './inspection.ts'
import { rectificationFlow } from './rectification.ts'
import { planFlow } from './workflow.ts'

/** Plans that the reader may know of, the latest first. */
export const plans = (ctx: Ctx, most = 100) =>
  planFlow
    .visible(ctx, ctx.db.selectFrom('inspection_plan').selectAll().orderBy('id', 'desc').limit(most))
    .execute()

/** What everybody may read of plans: from the announcement on, whatever became of them. */
export const publicPlans = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inspection_plan')
    .select([
      'id',
      'state',
      'number',
      'title',
      'kinds',
      'measure',
      'amount',
      'first_day',
      'last_day',
      'announced_on',
    ])
    .where('announced_on', 'is not', null)
    .orderBy('id', 'desc')
    .limit(60)
    .execute()

export const publicPlan = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('inspection_plan')
    .innerJoin('inspection_sheet', 'inspection_sheet.id', 'inspection_plan.sheet_id')
    .selectAll('inspection_plan')
    .select('inspection_sheet.name as sheet')
    .where('inspection_plan.id', '=', id)
    .where('announced_on', 'is not', null)
    .executeTakeFirst()

export const drawOf = (ctx: Ctx, planId: string) =>
  ctx.db.selectFrom('inspection_draw').selectAll().where('plan_id', '=', planId).executeTakeFirst()

/** Seats of inspections with the names as the pool published them, in the order in which they were taken. */
export async function seatsOf(ctx: Ctx, inspectionIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('inspection_seat')
    .innerJoin('staff', 'staff.id', 'inspection_seat.staff_id')
    .selectAll('inspection_seat')
    .select('staff.name')
    .where(sql<boolean>`inspection_id = any (${inspectionIds}::uuid[])`)
    .orderBy('rank')
    .orderBy('inspection_seat.id')
    .limit(3_000)
    .execute()
  return Map.groupBy(rows, row => row.inspection_id)
}

export const inspectionsOfPlan = (ctx: Ctx, planId: string) =>
  ctx.db
    .selectFrom('inspection')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('id')
    .limit(2_000)
    .execute()

/** Inspections that the person sits on and that are not over. */
export const ownInspections = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inspection')
    .selectAll()
    .where(eb => eb(eb.val(ctx.actor.staffId), '=', eb.fn.any('inspector_ids')))
    .where('state', 'in', ['assigned', 'on_site', 'confirming'])
    .orderBy('last_day')
    .limit(100)
    .execute()

/** What was inspected of one's own: for those who act for it. */
export const inspectionsOfParties = (ctx: Ctx) =>
  inspectionFlow
    .visible(ctx, ctx.db.selectFrom('inspection').selectAll().orderBy('id', 'desc').limit(100))
    .execute()

/** Orders that the reader may know of. */
export function orders(ctx: Ctx, filter: { state?: string; inspectionId?: string } = {}) {
  let query = ctx.db.selectFrom('rectification').selectAll().orderBy('id', 'desc').limit(500)
  if (filter.inspectionId) query = query.where('inspection_id', '=', filter.inspectionId)
  if (filter.state === 'late') query = query.where('state', '=', 'open').where('due_on', '<', dayOf(ctx.now))
  else if (filter.state) query = query.where('state', '=', filter.state)
  return rectificationFlow.visible(ctx, query).execute()
}

/** Orders of several inspections, by inspection: point, state and deadline, for ledger and public page. */
export async function ordersByInspection(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('rectification')
    .select(['inspection_id', 'id', 'number', 'state', 'point', 'due_on', 'closed_at'])
    .where(sql<boolean>`inspection_id = any (${ids}::uuid[])`)
    .orderBy('id')
    .limit(5_000)
    .execute()
  return Map.groupBy(rows, row => row.inspection_id)
}

/** What was inspected and is public, the latest first. */
export const publicResults = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inspection')
    .innerJoin('inspection_plan', 'inspection_plan.id', 'inspection.plan_id')
    .select([
      'inspection.id',
      'inspection.kind',
      'inspection.target_name',
      'inspection.inspected_on',
      'inspection.result',
      'inspection.plan_id',
      'inspection_plan.number as plan_number',
    ])
    .where('inspection.published_at', 'is not', null)
    .orderBy('inspection.inspected_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .limit(200)
    .execute()

/** Of whom it is not known yet that they will be inspected, no register says it either. */
const known = (ctx: Ctx) =>
  inspectionFlow.visible(ctx, ctx.db.selectFrom('inspection').select('inspection.id') as never)
const knownOrders = (ctx: Ctx) =>
  rectificationFlow.visible(ctx, ctx.db.selectFrom('rectification').select('rectification.id') as never)

/** 工作台账: the inspections of plans of a year, as far as the reader may know of them. */
export const ledger = (ctx: Ctx, year: number) =>
  ctx.db
    .selectFrom('inspection')
    .innerJoin('inspection_plan', 'inspection_plan.id', 'inspection.plan_id')
    .selectAll('inspection')
    .select(['inspection_plan.number as plan_number', 'inspection_plan.title as plan_title'])
    .where('inspection.id', 'in', known(ctx))
    .where('inspection_plan.number', '>=', `${year}-`)
    .where('inspection_plan.number', '<', `${year + 1}-`)
    .orderBy('inspection_plan.number')
    .orderBy('inspection.id')
    .limit(5_000)
    .execute()

/** Rules that were bent: who made way, sheets that came late or were entered later, who was excused, orders that changed. */
export async function exceptions(ctx: Ctx) {
  const [seats, sheets, excused, changed] = await Promise.all([
    ctx.db
      .selectFrom('inspection_seat')
      .innerJoin('inspection', 'inspection.id', 'inspection_seat.inspection_id')
      .innerJoin('staff', 'staff.id', 'inspection_seat.staff_id')
      .leftJoin('inspection_seat as next', 'next.follows', 'inspection_seat.id')
      .leftJoin('staff as taker', 'taker.id', 'next.staff_id')
      .select(['inspection.id', 'target_name', 'staff.name', 'taker.name as taker', 'inspection_seat.reason'])
      .select('next.named_at as at')
      .where('inspection_seat.state', '=', 'replaced')
      .where('inspection.id', 'in', known(ctx))
      .orderBy('inspection_seat.id', 'desc')
      .limit(200)
      .execute(),
    ctx.db
      .selectFrom('inspection')
      .select([
        'id',
        'target_name',
        'last_day',
        'submitted_at',
        'arrived_at',
        'inspected_on',
        'entered_later',
      ])
      .where('inspection.id', 'in', known(ctx))
      .where(eb =>
        eb.or([
          eb('entered_later', 'is not', null),
          sql<boolean>`(submitted_at at time zone 'Asia/Shanghai')::date > last_day`,
          eb.and([
            eb('state', 'in', ['assigned', 'on_site']),
            sql<boolean>`last_day < (${ctx.now} at time zone 'Asia/Shanghai')::date`,
          ]),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(200)
      .execute(),
    recorded(ctx, 'inspection', ['excuse']),
    recorded(ctx, 'rectification', ['extend', 'withdraw']),
  ])
  return { seats, sheets, excused, changed }
}

/** Journal lines of what is done rarely and with a reason. */
const recorded = (ctx: Ctx, flow: 'inspection' | 'rectification', actions: readonly string[]) =>
  ctx.db
    .selectFrom('journal')
    .leftJoin('journal_detail', 'journal_detail.journal_id', 'journal.id')
    .leftJoin('inspection', 'inspection.id', 'journal.record_id')
    .leftJoin('rectification', 'rectification.id', 'journal.record_id')
    .select(['journal.record_id as id', 'journal.at', 'journal.action', 'journal_detail.note'])
    .select(sql<string>`coalesce(inspection.target_name, rectification.target_name, '')`.as('target_name'))
    .where('journal.flow', '=', flow)
    .where('journal.action', 'in', [...actions])
    .where(eb =>
      eb.or([eb('inspection.id', 'in', known(ctx)), eb('rectification.id', 'in', knownOrders(ctx))]),
    )
    .orderBy('journal.id', 'desc')
    .limit(200)
    .execute()

export const conflicts = (ctx: Ctx, own: boolean) => {
  const all = ctx.db
    .selectFrom('inspection_conflict')
    .innerJoin('staff', 'staff.id', 'inspection_conflict.staff_id')
    .selectAll('inspection_conflict')
    .select('staff.name')
    .orderBy('inspection_conflict.id', 'desc')
    .limit(300)
  return (own ? all.where('inspection_conflict.staff_id', '=', ctx.actor.staffId) : all).execute()
}

export const sheets = (ctx: Ctx) =>
  ctx.db.selectFrom('inspection_sheet').selectAll().orderBy('state').orderBy('name').limit(200).execute()

export const sheetVersions = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('inspection_sheet_version')
    .select(['number', 'points', 'made_at'])
    .where('sheet_id', '=', id)
    .orderBy('number', 'desc')
    .limit(50)
    .execute()

export const toPublish = (ctx: Ctx, day: string) =>
  ctx.db
    .selectFrom('inspection')
    .select('id')
    .where('publish_on', '<=', day)
    .where('published_at', 'is', null)
    .where('state', 'in', ['rectifying', 'closed'])
    .limit(500)
    .execute()

export const lateOrders = (ctx: Ctx, day: string) =>
  ctx.db
    .selectFrom('rectification')
    .select('id')
    .where('state', '=', 'open')
    .where('due_on', '<', day)
    .where('overdue_told', '=', false)
    .limit(500)
    .execute()

/** Inspections that have not taken place or are under way: a count at the desk. */
export const inspectionsInHand = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inspection')
    .select('id')
    .where('state', 'in', ['assigned', 'on_site', 'confirming'])
    .limit(1_000)
    .execute()
