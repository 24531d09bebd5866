import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, without } from '#platform/personal-data'
import { voucherFlow } from './voucher.ts'

const files = async (ctx: Ctx) => [noId, ...(await ownFiles(ctx)).map(file => file.id)]

async function ownRedemptions(ctx: Ctx) {
  const parties = await files(ctx)
  return ctx.db
    .selectFrom('voucher_redemption')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('provider_party_id', 'in', parties)]))
    .limit(1_000)
}

definePersonalData('vouchers', {
  async keeps(ctx) {
    const vouchers = await ctx.db
      .selectFrom('voucher')
      .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher.programme_id')
      .select([
        'voucher_programme.name',
        'voucher_programme.code',
        'turn',
        'voucher.state',
        'voucher.cap_fen',
      ])
      .select(['claimed_at', 'valid_until', 'redeem_until', 'reason'])
      .where('party_id', 'in', await files(ctx))
      .limit(1_000)
      .execute()
    const redemptions = await (await ownRedemptions(ctx))
      .select(['milestone', 'price_fen', 'amount_fen', 'payee_name', 'invoice', 'own_fen', 'own_on'])
      .select(['state', 'applied_at', 'paid_on', 'reclaim_reason'])
      .execute()
    return { vouchers, redemptions }
  },
  async warns(ctx) {
    const { n } = await ctx.db
      .selectFrom('voucher')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('party_id', 'in', await files(ctx))
      .where('state', 'in', ['issued', 'attached', 'redeemable', 'settling'])
      .executeTakeFirstOrThrow()
    return Number(n) > 0
      ? [`您有 ${n} 张服务券还没有用完，注销后没用的退回，用到订单上的不能再申请兑付。`]
      : []
  },
  /** Who got public money, and how much, is kept by law; free text, papers and names in it are not. */
  async forget(ctx) {
    const unused = await ctx.db
      .selectFrom('voucher')
      .select('id')
      .where('party_id', 'in', await files(ctx))
      .where('state', '=', 'issued')
      .limit(200)
      .execute()
    await performMany(
      { ...ctx, actor: system },
      voucherFlow,
      'withdraw',
      unused.map(one => one.id),
    )
    const ids = (await (await ownRedemptions(ctx)).select('id').execute()).map(one => one.id)
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await removeFiles(ctx, { subject: 'voucher_redemption', recordIds: ids })
    const entered = await ctx.db
      .selectFrom('voucher')
      .select('id')
      .where('party_id', 'in', await files(ctx))
      .where('claimed_by', 'is not', null)
      .limit(200)
      .execute()
    await removeFiles(ctx, { subject: 'voucher', recordIds: entered.map(one => one.id) })
    await eraseDetails(ctx, sql`j.flow = 'voucher_redemption' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('voucher_redemption')
      .set({ payee_name: plain('payee_name'), check_note: plain('check_note'), invoice: plain('invoice') })
      .where('id', 'in', [noId, ...ids])
      .execute()
    await ctx.db
      .updateTable('voucher_bank_line')
      .set({
        counterpart: plain('counterpart'),
        note: sql<string>`case when state = 'aside' then note else ${plain('note')} end`,
      })
      .where('redemption_id', 'in', [noId, ...ids])
      .execute()
  },
})
