import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { type Plan, planned, type TopUp } from './inputs.ts'
import { fundOf, post } from './ledger.ts'
import type { Programme } from './people.ts'
import { unsettled } from './queries/programmes.ts'

export async function drafted(ctx: Ctx, row: Programme, input: Plan) {
  const owner_id = ctx.actor.staffId
  if (!owner_id) throw forbidden()
  return { ...(await redrafted(ctx, row, input)), owner_id }
}

export async function redrafted(ctx: Ctx, row: Programme, input: Plan) {
  const same = await ctx.db
    .selectFrom('voucher_programme')
    .select('name')
    .where('code', '=', input.code)
    .where('id', '!=', row.id)
    .executeTakeFirst()
  if (same) throw invalid({ code: `“${same.name}”已经用了这个编号` })
  return planned(input)
}

const by = (row: Programme, action: string) => ({ flow: 'voucher_programme' as const, action, id: row.id })

/** The budget comes into the ledger with the publication. */
export const funded = (ctx: Ctx, row: Programme): Promise<void> =>
  post(ctx, by(row, 'publish'), { programme_id: row.id, kind: 'budget', amount_fen: row.budget_fen })

export const toppedUp = (ctx: Ctx, row: Programme, { amount_fen, places }: TopUp): Promise<void> =>
  post(ctx, by(row, 'topUp'), { programme_id: row.id, kind: 'top_up', amount_fen, places })

export async function finished(ctx: Ctx, row: Programme) {
  const open = await unsettled(ctx, row.id)
  if (open > 0) throw conflict(`还有 ${open} 张券没有用完或没有兑付完，办完以后才能结清。`)
  return { finished_at: ctx.now }
}

/** What nobody used goes back to where it came from. */
export async function givenBack(ctx: Ctx, row: Programme): Promise<void> {
  const { available_fen } = await fundOf(ctx, row.id)
  await post(ctx, by(row, 'finish'), {
    ...{ programme_id: row.id, kind: 'give_back' },
    amount_fen: available_fen,
  })
}
