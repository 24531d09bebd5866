import { orderPanels, whenAccepted } from '#modules/orders'
import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { defineJob, on } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { checkFlow } from './check.ts'
import { manageVouchers } from './duties.ts'
import { voucherPanel } from './panel.tsx'
import { endedClaims, liveProgrammes } from './queries/programmes.ts'
import { endedBefore, endingBy, inUse } from './queries/vouchers.ts'
import { reconcile } from './reconcile.ts'
import { redemptionFlow } from './redemption.ts'
import { remindDays } from './settings.ts'
import { follow, followOrder } from './using.ts'
import { voucherFlow } from './voucher.ts'
import { programmeFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const batch = 200

/** Claims end at their minute. */
export const endClaims = defineJob({
  name: 'voucher.end_claims',
  cron: '*/5 * * * *',
  async run(work) {
    const ids = (await work.read(endedClaims)).map(one => one.id)
    if (ids.length > 0) await work.write(ctx => performMany(asSystem(ctx), programmeFlow, 'endClaims', ids))
  },
})

/** At night: what ran out flows back, what ends soon is reminded of once, what an order's step missed is made up for. */
export const watchVouchers = defineJob({
  name: 'voucher.validity',
  cron: '20 0 * * *',
  async run(work) {
    let after = noId
    for (;;) {
      const rows = await work.read(ctx => inUse(ctx, after, batch))
      for (const { id } of rows) await work.write(ctx => follow(ctx, id))
      after = rows.at(-1)?.id ?? ''
      if (rows.length < batch) break
    }
    while ((await work.write(expireSome)) === batch);
    while ((await work.write(remindSome)) === batch);
  },
})

/** Those that were partly used come to their end as used; the others run out. Returns how many moved. */
async function expireSome(ctx: Ctx): Promise<number> {
  const ids = (await endedBefore(ctx, dayOf(ctx.now), batch)).map(one => one.id)
  const begun = await ctx.db
    .selectFrom('voucher_redemption')
    .select('voucher_id')
    .distinct()
    .where('voucher_id', 'in', [noId, ...ids])
    .where('state', 'in', ['applied', 'returned', 'checked', 'approved', 'paid', 'reclaiming', 'reclaimed'])
    .execute()
  const partly = new Set(begun.map(one => one.voucher_id))
  const over = await performMany(
    asSystem(ctx),
    voucherFlow,
    'expire',
    ids.filter(id => !partly.has(id)),
  )
  const used = await performMany(asSystem(ctx), voucherFlow, 'progress', [...partly], { state: 'used' })
  return over.done.length + used.done.length
}

async function remindSome(ctx: Ctx): Promise<number> {
  const until = addDays(dayOf(ctx.now), remindDays.of(ctx.centre))
  const ids = (await endingBy(ctx, until, batch)).map(one => one.id)
  return (await performMany(asSystem(ctx), voucherFlow, 'remind', ids)).done.length
}

/** Every night each programme is reconciled; what does not agree becomes a check that waits for somebody. */
export const reconcileAll = defineJob({
  name: 'voucher.reconcile',
  cron: '40 0 * * *',
  async run(work) {
    for (const programme of await work.read(liveProgrammes)) {
      const { findings } = await work.read(ctx => reconcile(ctx, programme))
      if (findings.length > 0) await work.write(ctx => raise(ctx, programme.id, findings))
    }
  },
})

/** Not again while the same waits to be explained. */
async function raise(ctx: Ctx, programme_id: string, findings: readonly string[]): Promise<void> {
  const waiting = await ctx.db
    .selectFrom('voucher_check')
    .select('findings')
    .where('programme_id', '=', programme_id)
    .where('state', '=', 'differing')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (waiting && JSON.stringify(waiting.findings) === JSON.stringify(findings)) return
  await perform(asSystem(ctx), checkFlow, 'run', null, { programme_id })
}

// In the transaction of the acceptance: the next page says that the money can be asked for.
whenAccepted((ctx, milestone) => followOrder(ctx, milestone.order_id))
for (const action of ['terminate', 'terminateAgreed', 'drop', 'complete', 'waive'])
  on(`service_order.${action}`, `voucher.follow_${action}`, (work, { recordId }) =>
    work.write(ctx => followOrder(ctx, recordId)),
  )
on('voucher.revoke', 'voucher.demand_back', (work, { recordId }) =>
  work.write(async ctx => {
    const paid = await ctx.db
      .selectFrom('voucher_redemption')
      .select('id')
      .where('voucher_id', '=', recordId)
      .where('state', '=', 'paid')
      .limit(50)
      .execute()
    await performMany(
      asSystem(ctx),
      redemptionFlow,
      'demand',
      paid.map(one => one.id),
      { reason: '服务券已撤销，已拨付的补贴追回。' },
    )
  }),
)
orderPanels(voucherPanel)

onMerge('voucher.follow_merge', async (ctx, from, into) => {
  for (const column of ['party_id', 'provider_party_id'] as const) {
    await ctx.db
      .updateTable('voucher')
      .set({ [column]: into })
      .where(column, '=', from)
      .execute()
    await ctx.db
      .updateTable('voucher_redemption')
      .set({ [column]: into })
      .where(column, '=', from)
      .execute()
  }
  await moveTasks(ctx, from, into)
})

defineRecordHolding('voucher_programmes', {
  label: '负责的服务券计划',
  flow: programmeFlow,
  successors: ctx => staffWithDuty(ctx, manageVouchers),
  lasting: true,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('voucher_programme')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', 'not in', ['finished', 'cancelled'])
      .limit(200)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})
