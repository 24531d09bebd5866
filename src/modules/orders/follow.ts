import { whenAgreed, whenClosed, whenDropped, whenReopened } from '#modules/cases'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { perform } from '#platform/perform'
import { agreementFrom } from './settings.ts'
import { inHand, serviceOrderFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

whenAgreed(async (ctx, row) => {
  const agreement = (row.price_fen ?? 0) >= agreementFrom.of(ctx.centre) * 100
  await perform(asSystem(ctx), serviceOrderFlow, 'open', null, { case_id: row.id, agreement })
  return { by_milestones: agreement }
})

whenDropped(async (ctx, row) => {
  const id = await orderOf(ctx, row.id, inHand)
  if (id) await perform(asSystem(ctx), serviceOrderFlow, 'drop', id)
})

whenClosed(async (ctx, row) => {
  const id = await orderOf(ctx, row.id, ['simple'])
  if (id) await perform(asSystem(ctx), serviceOrderFlow, 'settle', id)
})

whenReopened(async (ctx, row) => {
  const id = await orderOf(ctx, row.id, ['warranty', 'done'], { simple: true })
  if (id) await perform(asSystem(ctx), serviceOrderFlow, 'takeUp', id)
})

/**
 * The case's order in one of these states, locked. Who works on an order locks it before its case; who comes from the case
 * does not wait, so that two never wait for each other.
 */
async function orderOf(
  ctx: Ctx,
  caseId: string,
  states: readonly string[],
  { simple = false } = {},
): Promise<string | undefined> {
  const one = ctx.db
    .selectFrom('service_order')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', 'in', [...states])
    .$if(simple, query => query.where('in_force_at', 'is', null))
  const there = await one.executeTakeFirst()
  if (!there) return undefined
  if (!(await one.forUpdate().skipLocked().executeTakeFirst()))
    throw conflict('对方正在办理这个订单，请稍后再试。')
  return there.id
}
