import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  removed,
} from '#platform/personal-data'

/** Stations that name the person as their head, by account or by phone. */
const ownStations = async (ctx: Ctx) => {
  const phone = (await phoneOfPerson(ctx)) ?? ''
  return ctx.db
    .selectFrom('station')
    .where(eb => eb.or([eb('head_identity_id', '=', ctx.actor.identityId), eb('head_phone', '=', phone)]))
    .limit(50)
}

definePersonalData('stations', {
  keeps: async ctx => ({
    stations: await (await ownStations(ctx))
      .select(['code', 'name', 'state', 'head_name', 'head_phone', 'opened_on', 'closed_reason'])
      .execute(),
    entries: await ctx.db
      .selectFrom('station_entry')
      .select(['day', 'buy_count', 'sell_count', 'parcel_count', 'errand_count', 'late_reason', 'entered_at'])
      .where('entered_by', '=', ctx.actor.identityId)
      .orderBy('day', 'desc')
      .limit(2_000)
      .execute(),
  }),
  async warns(ctx) {
    const led = await (await ownStations(ctx))
      .select('name')
      .where('state', 'not in', ['closed', 'refused'])
      .execute()
    return led.map(
      one => `您是「${one.name}」的站长，注销后站点暂时没有站长，村民给您的代办授权一并终止；请先告诉中心。`,
    )
  },
  /** What the station did stays; who led it does not. */
  async forget(ctx) {
    const led = (await (await ownStations(ctx)).select('id').execute()).map(one => one.id)
    await eraseDetails(
      ctx,
      sql`j.flow = 'station' and j.action in ('apply', 'changeHead') and j.record_id = any (${led}::uuid[])`,
    )
    await ctx.db
      .updateTable('station')
      .set({ head_name: forgotten, head_phone: noPhone, head_identity_id: null })
      .where('id', 'in', [noId, ...led])
      .execute()
    await ctx.db
      .updateTable('station_entry')
      .set({ entered_by: null })
      .where('entered_by', '=', ctx.actor.identityId)
      .execute()
    await ctx.db
      .updateTable('errand')
      .set({ head_name: forgotten })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})

/** What a head asked to do for the person: by their file or by their phone. */
const aboutMe = async (ctx: Ctx) => {
  const phone = (await phoneOfPerson(ctx)) ?? ''
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('errand')
    .where(eb => eb.or([eb('party_id', 'in', [noId, ...files]), eb('person_phone', '=', phone)]))
    .limit(500)
}

definePersonalData('errands', {
  keeps: async ctx =>
    (await aboutMe(ctx))
      .select([
        'head_name',
        'person_name',
        'person_phone',
        'matter',
        'way',
        'state',
        'valid_until',
        'asked_at',
      ])
      .execute(),
  async forget(ctx) {
    const ids = (await (await aboutMe(ctx)).select('id').execute()).map(one => one.id)
    await removeFiles(ctx, { subject: 'errand', recordIds: ids })
    await eraseDetails(ctx, sql`j.flow = 'errand' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('errand')
      .set({ person_name: forgotten, person_phone: noPhone, phone_hash: '', matter: removed })
      .where('id', 'in', [noId, ...ids])
      .execute()
  },
})
