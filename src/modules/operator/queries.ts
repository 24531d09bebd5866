import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { publicStates } from './workflow.ts'

export const contracts = (ctx: Ctx) =>
  ctx.db.selectFrom('operating_contract').selectAll().orderBy('id', 'desc').limit(100).execute()

/** What everyone may read of the contracts: who runs the centre, for how long, and what is being decided. */
export const publicContracts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('operating_contract')
    .select([
      'id',
      'state',
      'title',
      'method',
      'amount_fen',
      'first_day',
      'last_day',
      'publicity_from',
      'publicity_days',
      'review_grade',
    ])
    .where('state', 'in', [...publicStates])
    .orderBy('id', 'desc')
    .limit(20)
    .execute()

/** Of several contracts, by contract: the firms, the lead first. */
export async function operatorsByContract(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('contract_operator')
    .select(['contract_id', 'rank', 'name', 'kind', 'code'])
    .where(sql<boolean>`contract_id = any (${ids}::uuid[])`)
    .orderBy('rank')
    .limit(1_000)
    .execute()
  return Map.groupBy(rows, row => row.contract_id)
}

export const paymentsOf = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('payment_node')
    .selectAll()
    .where(sql<boolean>`contract_id = any (${ids}::uuid[])`)
    .orderBy('contract_id')
    .orderBy('rank')
    .limit(500)
    .execute()

/** Those that the actor may read; scoped by the flow's `visible` where one is opened. */
export const objectionsOf = (ctx: Ctx, contractId: string) =>
  ctx.db
    .selectFrom('objection')
    .select(['id', 'state', 'raised_by', 'raised_at'])
    .where('contract_id', '=', contractId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

/** When the 公示 that is running ends, by the clock. */
export async function publicityEnds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await ctx.db
    .selectFrom('task')
    .select(['record_id', 'act_at'])
    .where('flow', '=', 'operating_contract')
    .where('act', '=', 'endPublicity')
    .where('closed_at', 'is', null)
    .where(sql<boolean>`record_id = any (${ids}::uuid[])`)
    .limit(100)
    .execute()
  return new Map(rows.flatMap(row => (row.act_at ? [[row.record_id, row.act_at] as const] : [])))
}

export const disclosures = (ctx: Ctx, state?: string) => {
  const all = ctx.db.selectFrom('disclosure').selectAll().orderBy('id', 'desc').limit(300)
  return (state ? all.where('state', '=', state) : all).execute()
}

/** Entries of a year, latest first. */
export const fundEntries = (ctx: Ctx, year: number) =>
  ctx.db
    .selectFrom('fund_entry')
    .selectAll()
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(1_000)
    .execute()

/** Sums of a year by source and direction, without what was reversed. */
export const fundSums = (ctx: Ctx, year: number) =>
  ctx.db
    .selectFrom('fund_entry')
    .select(['source', 'direction', ({ fn }) => fn.sum<number>('amount_fen').as('fen')])
    .where('state', '=', 'booked')
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .groupBy(['source', 'direction'])
    .limit(4)
    .execute()

/** Contracts that are being carried out, for the clock to warn of their end. */
export const endingContracts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('operating_contract')
    .select(['id', 'title', 'last_day', 'warned_days'])
    .where('state', '=', 'performing')
    .where('last_day', 'is not', null)
    .limit(100)
    .execute()
