import { whenProviderLeaves } from '#modules/catalogue'
import { onMerge } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { settleKinds } from './kind.ts'
import { milestoneFlow } from './milestone.ts'
import { claimFlow } from './warranty.ts'
import { serviceOrderFlow } from './workflow.ts'

const batch = 500
const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** A warranty ends with its last day; of a day of delivery that was missed both sides are told once. */
export const watchDays = defineJob({
  name: 'order.days',
  cron: '20 0 * * *',
  async run(work) {
    await work.write(settleKinds)
    while ((await work.write(expireSome)) === batch);
    while ((await work.write(tellSome)) === batch);
  },
})

async function expireSome(ctx: Ctx): Promise<number> {
  const over = await ctx.db
    .selectFrom('service_order')
    .select('id')
    .where('state', '=', 'warranty')
    .where('warranty_until', '<', dayOf(ctx.now))
    .orderBy('warranty_until')
    .limit(batch)
    .execute()
  const { done } = await performMany(
    asSystem(ctx),
    serviceOrderFlow,
    'expire',
    over.map(one => one.id),
  )
  return done.length
}

async function tellSome(ctx: Ctx): Promise<number> {
  const late = await ctx.db
    .selectFrom('milestone')
    .select('id')
    .where('state', 'in', ['planned', 'returned'])
    .where('due_on', '<', dayOf(ctx.now))
    .where(eb => eb('late_told_on', 'is distinct from', eb.ref('due_on')))
    .orderBy('due_on')
    .limit(batch)
    .execute()
  const { done } = await performMany(
    asSystem(ctx),
    milestoneFlow,
    'tellLate',
    late.map(one => one.id),
  )
  return done.length
}

/** What was reported under a warranty waits for nobody who has left: the centre sees to it. */
whenProviderLeaves('orders', {
  async lock(ctx, providerId) {
    await claimsOf(ctx, providerId).forUpdate('warranty_claim').execute()
  },
  async handBack(ctx, gone) {
    const open = await claimsOf(ctx, gone.id).execute()
    await performMany(
      asSystem(ctx),
      claimFlow,
      'escalate',
      open.map(one => one.id),
    )
  },
})

const claimsOf = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('warranty_claim')
    .innerJoin('service_order', join =>
      join
        .onRef('service_order.id', '=', 'warranty_claim.order_id')
        .onRef('service_order.centre_id', '=', 'warranty_claim.centre_id'),
    )
    .select('warranty_claim.id')
    .where('service_order.provider_id', '=', providerId)
    .where('warranty_claim.state', '=', 'reported')
    .orderBy('warranty_claim.id')
    .limit(500)

const tables = ['service_order', 'milestone', 'order_amendment', 'order_payment', 'warranty_claim'] as const

/** Two files of one party become one. */
onMerge('orders.merge', async (ctx, from, into) => {
  for (const table of tables) {
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
    await ctx.db
      .updateTable(table)
      .set({ provider_party_id: into })
      .where('provider_party_id', '=', from)
      .execute()
  }
  await ctx.db
    .updateTable('order_amendment')
    .set({ asked_party_id: into })
    .where('asked_party_id', '=', from)
    .execute()
  await moveTasks(ctx, from, into)
})
