import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import type * as inputs from './inputs.ts'
import { paymentFlow } from './payment.ts'
import { contractFlow, publicStates } from './workflow.ts'

type Contract = RowOf<'operating_contract'>

/** Everyone reads the notice while the choice is public, and afterwards. */
export async function opensNotice(ctx: Ctx, id: string, field: string): Promise<boolean> {
  if (field !== 'notice_files') return false
  const contract = ctx.db.selectFrom('operating_contract').select('id').where('id', '=', id)
  return (await contract.where('state', 'in', [...publicStates]).executeTakeFirst()) !== undefined
}

/** The chosen firms, the lead first; a choice that is made anew replaces the earlier one. */
export async function nameOperators(ctx: Ctx, row: Contract, { operators }: inputs.Choice): Promise<void> {
  await ctx.db.deleteFrom('contract_operator').where('contract_id', '=', row.id).execute()
  await ctx.db
    .insertInto('contract_operator')
    .values(operators.map((one, rank) => ({ ...one, rank, contract_id: row.id })))
    .execute()
}

export const operatorsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('contract_operator')
    .select(['rank', 'name', 'code', 'kind'])
    .where('contract_id', '=', id)
    .orderBy('rank')
    .limit(10)
    .execute()

export const targetsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('contract_target')
    .select(['rank', 'name', 'definition', 'unit', 'goal', 'reached'])
    .where('contract_id', '=', id)
    .orderBy('rank')
    .limit(50)
    .execute()

/** A contract that is renewed keeps how it was procured. */
export const termsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('operating_contract')
    .select(['method', 'budget_fen', 'summary'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export async function copyOperators(ctx: Ctx, row: Contract, from: string): Promise<void> {
  const operators = await operatorsOf(ctx, from)
  if (operators.length > 0)
    await ctx.db
      .insertInto('contract_operator')
      .values(operators.map(one => ({ ...one, contract_id: row.id })))
      .execute()
}

export async function carryOn(ctx: Ctx, row: Contract, { title }: { title: string }): Promise<void> {
  const next = await ctx.db
    .selectFrom('operating_contract')
    .select('title')
    .where('follows', '=', row.id)
    .where('state', '!=', 'failed')
    .executeTakeFirst()
  if (next) throw conflict(`已经续约为「${next.title}」。`)
  await perform({ ...ctx, actor: system }, contractFlow, 'carryOn', null, { follows: row.id, title })
}

/** Targets and payments as they were signed; the last payment takes what rounding leaves. */
export async function settleTerms(
  ctx: Ctx,
  row: Contract,
  { targets, nodes, amount_fen }: inputs.Signing,
): Promise<void> {
  await ctx.db
    .insertInto('contract_target')
    .values(targets.map((one, rank) => ({ ...one, rank, contract_id: row.id })))
    .execute()
  let left = amount_fen
  for (const [rank, node] of nodes.entries()) {
    const part = rank === nodes.length - 1 ? left : Math.round((amount_fen * node.share) / 100)
    left -= part
    await perform({ ...ctx, actor: system }, paymentFlow, 'plan', null, {
      ...node,
      rank,
      contract_id: row.id,
      amount_fen: part,
    })
  }
}

export async function keepReached(ctx: Ctx, row: Contract, { reached }: inputs.Reached): Promise<void> {
  for (const [rank, value] of Object.entries(reached))
    await ctx.db
      .updateTable('contract_target')
      .set({ reached: value })
      .where('contract_id', '=', row.id)
      .where('rank', '=', Number(rank))
      .execute()
}

/** A payment that was asked for is decided before the contract ends. */
export async function refuseWhilePaying(ctx: Ctx, row: Contract): Promise<undefined> {
  const open = await ctx.db
    .selectFrom('payment_node')
    .select('name')
    .where('contract_id', '=', row.id)
    .where('state', 'in', ['requested', 'rectify'])
    .limit(1)
    .executeTakeFirst()
  if (open) throw conflict(`「${open.name}」的付款还没有办完，请先审核。`)
}
