import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

export const allPremises = (ctx: Ctx) =>
  ctx.db.selectFrom('premises').selectAll().orderBy('state').orderBy('name').limit(100).execute()

export const allAreas = (ctx: Ctx) =>
  ctx.db
    .selectFrom('functional_area')
    .selectAll()
    .orderBy('state', 'desc')
    .orderBy('rank')
    .orderBy('name')
    .limit(300)
    .execute()

/** Where something can be: areas that are open. */
export const openAreas = (ctx: Ctx) =>
  ctx.db
    .selectFrom('functional_area')
    .select(['id', 'name'])
    .where('state', '=', 'open')
    .orderBy('rank')
    .orderBy('name')
    .limit(300)
    .execute()

/** Names of areas by id, closed ones among them. */
export async function areaNames(ctx: Ctx): Promise<Map<string, string>> {
  return new Map((await allAreas(ctx)).map(area => [area.id, area.name]))
}

export const allSubCentres = (ctx: Ctx) =>
  ctx.db.selectFrom('sub_centre').selectAll().orderBy('opened_on').orderBy('kind').limit(8).execute()

export const openSubCentre = (ctx: Ctx, kind: string) =>
  ctx.db
    .selectFrom('sub_centre')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst()

/** Names of those who work in the sub-centres, by sub-centre. */
export async function staffBySubCentre(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('sub_centre_staff')
    .innerJoin('staff', 'staff.id', 'sub_centre_staff.staff_id')
    .select(['sub_centre_id', 'staff.name'])
    .where('staff.state', '=', 'active')
    .where(sql<boolean>`sub_centre_id = any (${ids}::uuid[])`)
    .orderBy('staff.name')
    .limit(500)
    .execute()
  return Map.groupBy(rows, row => row.sub_centre_id)
}

/** Ids of the service items that a sub-centre offers. */
export async function itemIdsOf(ctx: Ctx, subCentreId: string): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('sub_centre_item')
    .select('item_id')
    .where('sub_centre_id', '=', subCentreId)
    .limit(500)
    .execute()
  return new Set(rows.map(row => row.item_id))
}

export const systems = (ctx: Ctx) =>
  ctx.db.selectFrom('information_system').selectAll().orderBy('state').orderBy('name').limit(200).execute()

/** Leases that end, for the clock to warn of. */
export const leases = (ctx: Ctx) =>
  ctx.db
    .selectFrom('premises')
    .select(['id', 'name', 'lease_until', 'warned_days'])
    .where('state', '=', 'in_use')
    .where('lease_until', 'is not', null)
    .limit(500)
    .execute()
