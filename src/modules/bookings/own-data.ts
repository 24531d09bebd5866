import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  without,
} from '#platform/personal-data'
import { bookingFlow } from './workflow.ts'

/** Bookings for the person's own file, and those that name their phone. */
async function ownBookings(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  const phone = (await phoneOfPerson(ctx)) ?? ''
  return ctx.db
    .selectFrom('booking')
    .where(eb => eb.or([eb('party_id', 'in', [noId, ...files]), eb('contact_phone', '=', phone)]))
    .limit(2_000)
}

const openOnes = async (ctx: Ctx) => {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('booking')
    .select('id')
    .where('party_id', 'in', [noId, ...files])
    .where('state', 'in', ['asked', 'granted'])
    .limit(100)
    .execute()
}

definePersonalData('bookings', {
  keeps: async ctx =>
    (await ownBookings(ctx))
      .select([
        'state',
        'starts_at',
        'ends_at',
        'people',
        'purpose',
        'contact_name',
        'contact_phone',
        'remark',
      ])
      .execute(),
  async warns(ctx) {
    const open = await openOnes(ctx)
    return open.length > 0 ? [`您有 ${open.length} 次场地预约还没有用，注销后取消。`] : []
  },
  /** That a room was used, and how long, stays for the statistics. */
  async forget(ctx) {
    const open = (await openOnes(ctx)).map(one => one.id)
    await performMany({ ...ctx, actor: system }, bookingFlow, 'withdraw', open)
    const ids = (await (await ownBookings(ctx)).select('id').execute()).map(one => one.id)
    const words = await wordsOfPerson(ctx)
    await ctx.db
      .updateTable('booking')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone },
        purpose: without(words, sql`purpose`),
        remark: without(words, sql`remark`),
      })
      .where('id', 'in', [noId, ...ids])
      .execute()
    await eraseDetails(ctx, sql`j.flow = 'booking' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('calendar_feed')
      .set({ state: 'revoked' })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})
