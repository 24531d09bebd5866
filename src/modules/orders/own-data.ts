import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, forgotten, without } from '#platform/personal-data'
import { amendmentFlow } from './amendment.ts'
import { claimFlow } from './warranty.ts'

/** Orders of the person's own file, as recipient or as provider; those of firms that they act for are the firms'. */
async function ownOrders(ctx: Ctx) {
  const parties = [noId, ...(await ownFiles(ctx)).map(file => file.id)]
  return ctx.db
    .selectFrom('service_order')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('provider_party_id', 'in', parties)]))
    .limit(1_000)
}

definePersonalData('orders', {
  async keeps(ctx) {
    const orders = await (await ownOrders(ctx))
      .select(['id', 'number', 'title', 'state', 'price_fen', 'agreement', 'digest', 'agreed_at'])
      .select(['in_force_at', 'completed_at', 'warranty_until'])
      .execute()
    const ids = [noId, ...orders.map(one => one.id)]
    const [payments, claims] = await Promise.all([
      ctx.db
        .selectFrom('order_payment')
        .select(['order_id', 'amount_fen', 'paid_on', 'means', 'note', 'state'])
        .where('order_id', 'in', ids)
        .limit(5_000)
        .execute(),
      ctx.db
        .selectFrom('warranty_claim')
        .select(['order_id', 'body', 'answer', 'state', 'reported_at'])
        .where('order_id', 'in', ids)
        .limit(1_000)
        .execute(),
    ])
    return { orders, payments, claims }
  },
  async warns(ctx) {
    const open = await (await ownOrders(ctx))
      .select('number')
      .where('state', 'in', ['drafting', 'for_recipient', 'for_provider', 'running', 'warranty'])
      .execute()
    return open.length > 0
      ? [
          `您有 ${open.length} 个服务订单还在履行或质保期内（${open.map(one => one.number).join('、')}），注销后不能再验收、报修。`,
        ]
      : []
  },
  /** The case has ended its order by now. What was agreed and paid stays in the books; whose it was does not. */
  async forget(ctx) {
    const ids = (await (await ownOrders(ctx)).select('id').execute()).map(one => one.id)
    const those = [noId, ...ids]
    await endOpen(ctx, those)
    const payments = await ctx.db
      .selectFrom('order_payment')
      .select('id')
      .where('order_id', 'in', those)
      .limit(5_000)
      .execute()
    const claims = await ctx.db
      .selectFrom('warranty_claim')
      .select('id')
      .where('order_id', 'in', those)
      .limit(1_000)
      .execute()
    await removeFiles(ctx, { subject: 'order_payment', recordIds: payments.map(one => one.id) })
    await removeFiles(ctx, { subject: 'warranty_claim', recordIds: claims.map(one => one.id) })
    await forgetWords(ctx, those)
    await forgetName(ctx)
    await eraseDetails(ctx, sql`j.flow = 'service_order' and j.record_id = any (${ids}::uuid[])`)
    const parts = [...payments, ...claims].map(one => one.id)
    await eraseDetails(
      ctx,
      sql`j.flow in ('order_payment', 'warranty_claim') and j.record_id = any (${parts}::uuid[])`,
    )
  },
})

async function endOpen(ctx: Ctx, orders: readonly string[]): Promise<void> {
  const asSystem: Ctx = { ...ctx, actor: system }
  const open = (table: 'warranty_claim' | 'order_amendment', states: string[]) =>
    ctx.db
      .selectFrom(table)
      .select('id')
      .where('order_id', 'in', [...orders])
      .where('state', 'in', states)
      .limit(500)
      .execute()
  const claims = await open('warranty_claim', ['reported', 'escalated', 'answered'])
  const reason = { reason: '当事人已注销账号。' }
  await performMany(
    asSystem,
    claimFlow,
    'close',
    claims.map(one => one.id),
    reason,
  )
  const proposed = await open('order_amendment', ['proposed'])
  await performMany(
    asSystem,
    amendmentFlow,
    'lapse',
    proposed.map(one => one.id),
  )
}

/** Takes the person out of what was agreed and said; a text without its name no longer answers to its digest. */
async function forgetWords(ctx: Ctx, orders: readonly string[]): Promise<void> {
  const words = await wordsOfPerson(ctx)
  const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
  const ids = [...orders]
  await ctx.db
    .updateTable('service_order')
    .set({ scope: plain('scope'), agreement: plain('agreement') })
    .where('id', 'in', ids)
    .execute()
  await ctx.db
    .updateTable('order_payment')
    .set({ note: plain('note') })
    .where('order_id', 'in', ids)
    .execute()
  await ctx.db
    .updateTable('warranty_claim')
    .set({ body: plain('body'), answer: plain('answer') })
    .where('order_id', 'in', ids)
    .execute()
  await ctx.db
    .updateTable('order_amendment')
    .set({ reason: plain('reason'), body: plain('body') })
    .where('order_id', 'in', ids)
    .execute()
}

/** Where the person acted, for themselves or for a firm, somebody did. */
async function forgetName(ctx: Ctx): Promise<void> {
  const me = ctx.actor.identityId
  const { name } = ctx.actor
  await ctx.db
    .updateTable('order_payment')
    .set({ noted_by: forgotten, identity_id: null })
    .where('identity_id', '=', me)
    .execute()
  await ctx.db
    .updateTable('warranty_claim')
    .set({ reported_by: forgotten, identity_id: null })
    .where('identity_id', '=', me)
    .execute()
  await ctx.db
    .updateTable('milestone_delivery')
    .set({ author_name: forgotten, identity_id: null })
    .where('identity_id', '=', me)
    .execute()
  await ctx.db
    .updateTable('service_order')
    .set({ recipient_confirmed_by: forgotten, proxy_identity_id: null })
    .where('recipient_confirmed_by', '=', name)
    .where(eb =>
      eb.or([eb('party_id', 'in', [noId, ...ctx.actor.parties]), eb('proxy_identity_id', '=', me)]),
    )
    .execute()
  await ctx.db
    .updateTable('service_order')
    .set({ provider_confirmed_by: forgotten })
    .where('provider_confirmed_by', '=', name)
    .where('provider_party_id', 'in', [noId, ...ctx.actor.parties])
    .execute()
}
