import { sql } from 'kysely'
import type { Day } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { isId, noId } from '#platform/ids'
import { onTheBooks } from './kinds.ts'

export interface AssetFilter {
  state?: string | undefined
  category?: string | undefined
  area?: string | undefined
  funds?: string | undefined
  keeper?: string | undefined
  question?: string | undefined
}

export const pageSize = 50

/** Orders that the list can be asked for; newest number first otherwise. */
const orders = {
  number: sql`asset.number`,
  cost: sql`asset.cost_fen`,
  acquired: sql`asset.acquired_on`,
} as const

/** One page of the books, with who keeps each thing and where it is. */
export async function assetList(
  ctx: Ctx,
  filter: AssetFilter,
  { sort = '', number = 1 }: { sort?: string; number?: number } = {},
  limit = pageSize,
) {
  const key = sort.replace(/^-/, '')
  const by = Object.hasOwn(orders, key) ? orders[key as keyof typeof orders] : orders.number
  const down = sort === '' || sort.startsWith('-')
  const rows = await filtered(ctx, filter)
    .innerJoin('staff', 'staff.id', 'asset.keeper_id')
    .leftJoin('functional_area', 'functional_area.id', 'asset.area_id')
    .selectAll('asset')
    .select(['staff.name as keeper', 'functional_area.name as area'])
    .orderBy(by, down ? 'desc' : 'asc')
    .orderBy('asset.id')
    .limit(limit + 1)
    .offset((number - 1) * limit)
    .execute()
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
export type AssetRow = Awaited<ReturnType<typeof assetList>>['rows'][number]

/** How many, and how much they cost, by source of funds: of what is on the books, within the filter. */
export async function assetTotals(ctx: Ctx, filter: AssetFilter) {
  const rows = await filtered(ctx, filter)
    .select([
      'funds',
      ({ fn }) => fn.countAll<number>().as('n'),
      ({ fn }) => fn.sum<number>('cost_fen').as('fen'),
    ])
    .where('asset.state', 'in', [...onTheBooks])
    .groupBy('funds')
    .limit(10)
    .execute()
  return rows.map(row => ({ ...row, fen: Number(row.fen) }))
}

export const assetCount = async (ctx: Ctx, filter: AssetFilter): Promise<number> =>
  (
    await filtered(ctx, filter)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

function filtered(ctx: Ctx, { state, category, area, funds, keeper, question }: AssetFilter) {
  let query = ctx.db.selectFrom('asset')
  if (state === 'books') query = query.where('asset.state', 'in', [...onTheBooks])
  else if (state) query = query.where('asset.state', '=', state)
  if (category) query = query.where('asset.category', '=', category)
  if (area === 'none') query = query.where('asset.area_id', 'is', null)
  else if (area) query = query.where('asset.area_id', '=', isId(area) ? area : noId)
  if (funds) query = query.where('asset.funds', '=', funds)
  if (keeper) query = query.where('asset.keeper_id', '=', isId(keeper) ? keeper : noId)
  if (question) {
    const like = `%${question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb =>
      eb.or(
        (['number', 'name', 'model', 'serial'] as const).map(column => eb(`asset.${column}`, 'ilike', like)),
      ),
    )
  }
  return query
}

export const assetIdByNumber = async (ctx: Ctx, number: string): Promise<string | null> =>
  (await ctx.db.selectFrom('asset').select('id').where('number', '=', number).executeTakeFirst())?.id ?? null

export interface LabelFilter {
  numbers?: readonly string[] | undefined
  area?: string | undefined
  question?: string | undefined
}

/** What gets a label: chosen things on the books, those of one area, or all, in the order of their numbers. */
export const forLabels = (ctx: Ctx, { numbers, ...filter }: LabelFilter, limit: number) =>
  filtered(ctx, { ...filter, state: 'books' })
    .select(['asset.id', 'number', 'name', 'funds', 'marked'])
    .$if(numbers !== undefined, query => query.where('number', 'in', ['', ...(numbers ?? [])]))
    .orderBy('number')
    .limit(limit)
    .execute()

/** Warranties that end soon, for the clock to warn of. */
export const warranties = (ctx: Ctx, until: Day) =>
  ctx.db
    .selectFrom('asset')
    .select(['id', 'number', 'name', 'keeper_id', 'warranty_until', 'warned_days'])
    .where('state', 'in', ['in_use', 'repair', 'lent'])
    .where('warranty_until', '<=', until)
    .orderBy('warranty_until', 'desc')
    .limit(5_000)
    .execute()

export const overdueLoans = (ctx: Ctx, today: Day) =>
  ctx.db
    .selectFrom('asset')
    .select(['id', 'number', 'name', 'keeper_id', 'lent_to', 'lent_phone', 'due_back', 'reminded_on'])
    .where('state', '=', 'lent')
    .where('due_back', '<', today)
    .limit(1_000)
    .execute()

/** The stock-taking that a thing is being counted in, if any. */
export const lineUnderWay = (ctx: Ctx, assetId: string) =>
  ctx.db
    .selectFrom('stocktaking_line')
    .innerJoin('stocktaking', 'stocktaking.id', 'stocktaking_line.stocktaking_id')
    .leftJoin('staff', 'staff.id', 'stocktaking_line.counted_by')
    .selectAll('stocktaking_line')
    .select(['stocktaking.name as of', 'stocktaking.state as stage', 'staff.name as counter'])
    .where('asset_id', '=', assetId)
    .where('stocktaking.state', 'in', ['counting', 'explaining', 'confirming'])
    .executeTakeFirst()

/** Stock-takings in which things are still being counted. */
export const stocktakingsUnderWay = (ctx: Ctx) =>
  ctx.db
    .selectFrom('stocktaking')
    .select(['id', 'name'])
    .where('state', 'in', ['counting', 'explaining'])
    .orderBy('id')
    .limit(50)
    .execute()

/** Stock-takings, latest first, with how far each has come. */
export const stocktakings = (ctx: Ctx) =>
  ctx.db
    .selectFrom('stocktaking')
    .leftJoin('functional_area', 'functional_area.id', 'stocktaking.area_id')
    .leftJoin('stocktaking_line', 'stocktaking_line.stocktaking_id', 'stocktaking.id')
    .select([
      'stocktaking.id',
      'stocktaking.state',
      'stocktaking.name',
      'stocktaking.started_on',
      'stocktaking.ended_on',
      'functional_area.name as area',
      sql<number>`count(stocktaking_line.id)::int`.as('lines'),
      sql<number>`count(*) filter (where stocktaking_line.state = 'waiting')::int`.as('waiting'),
      sql<number>`count(*) filter (where outcome <> 'found')::int`.as('differing'),
    ])
    .groupBy(['stocktaking.centre_id', 'stocktaking.id', 'functional_area.name'])
    .orderBy('stocktaking.id', 'desc')
    .limit(200)
    .execute()

/** Lines of a stock-taking in the order of where things are, so that one goes from room to room. */
export async function linesOf(
  ctx: Ctx,
  id: string,
  { states, question }: { states?: readonly string[] | undefined; question?: string | undefined },
  limit = 300,
) {
  let query = ctx.db
    .selectFrom('stocktaking_line')
    .innerJoin('staff', 'staff.id', 'stocktaking_line.keeper_id')
    .leftJoin('staff as counter', 'counter.id', 'stocktaking_line.counted_by')
    .leftJoin('staff as explainer', 'explainer.id', 'stocktaking_line.explained_by')
    .leftJoin('functional_area as found_area', 'found_area.id', 'stocktaking_line.found_area_id')
    .selectAll('stocktaking_line')
    .select([
      'staff.name as keeper',
      'counter.name as counter',
      'explainer.name as explainer',
      'found_area.name as found_area',
    ])
    .where('stocktaking_id', '=', id)
    .orderBy('stocktaking_line.place')
    .orderBy('stocktaking_line.number')
    .limit(limit)
  if (states) query = query.where('stocktaking_line.state', 'in', [...states])
  if (question) {
    const like = `%${question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb =>
      eb.or(
        (['number', 'name', 'place'] as const).map(column => eb(`stocktaking_line.${column}`, 'ilike', like)),
      ),
    )
  }
  return query.execute()
}
export type LineRow = Awaited<ReturnType<typeof linesOf>>[number]

/** Lines of a stock-taking by state and outcome: how many, and what they cost. */
export async function lineSums(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom('stocktaking_line')
    .select([
      'state',
      'outcome',
      ({ fn }) => fn.countAll<number>().as('n'),
      ({ fn }) => fn.sum<number>('cost_fen').as('fen'),
    ])
    .where('stocktaking_id', '=', id)
    .groupBy(['state', 'outcome'])
    .limit(20)
    .execute()
  return rows.map(row => ({ ...row, fen: Number(row.fen) }))
}
