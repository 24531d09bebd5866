import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, forgotten, phoneOfPerson } from '#platform/personal-data'
import { registrationFlow } from './registration.ts'

/** Registrations for the person's own file, and those that name their phone. */
async function ownRegistrations(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  const phone = (await phoneOfPerson(ctx)) ?? '-'
  return ctx.db
    .selectFrom('activity_registration')
    .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
    .where(eb =>
      eb.or([
        eb('activity_registration.party_id', 'in', [noId, ...files]),
        eb('activity_registration.contact_phone', '=', phone),
      ]),
    )
    .limit(2_000)
}

const open = ['registered', 'waiting', 'offered', 'confirming'] as const

async function openOnes(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('activity_registration')
    .select('id')
    .where('party_id', 'in', [noId, ...files])
    .where('state', 'in', open)
    .limit(200)
    .execute()
}

definePersonalData('activities', {
  async keeps(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? '-'
    const registrations = await (await ownRegistrations(ctx))
      .select([
        'activity.title',
        'activity.starts_at',
        'activity_registration.state',
        'contact_name',
        'contact_phone',
        'group_code',
        'people',
        'answers',
        'joined_at',
        'excuse',
        'paid_fen',
      ])
      .execute()
    const came = await ctx.db
      .selectFrom('activity_participant')
      .innerJoin('activity', 'activity.id', 'activity_participant.activity_id')
      .select(['activity.title', 'name', 'phone', 'arrived_at', 'method'])
      .where('phone', '=', phone)
      .limit(2_000)
      .execute()
    return { registrations, came }
  },
  async warns(ctx) {
    const rows = await openOnes(ctx)
    return rows.length > 0 ? [`您报了 ${rows.length} 个还没有举办的活动，注销后取消，名额让给别人。`] : []
  },
  /** That somebody came stays for the figures; who it was does not. Companions are others, and stay. */
  async forget(ctx) {
    const ids = (await openOnes(ctx)).map(one => one.id)
    await performMany({ ...ctx, actor: system }, registrationFlow, 'withdraw', ids)
    const all = (await (await ownRegistrations(ctx)).select('activity_registration.id').execute()).map(
      one => one.id,
    )
    const phone = (await phoneOfPerson(ctx)) ?? '-'
    const name = ctx.actor.name
    await ctx.db
      .updateTable('activity_participant')
      .set({ name: forgotten, phone: '' })
      .where(eb =>
        eb.or([
          eb('phone', '=', phone),
          eb.and([eb('registration_id', 'in', [noId, ...all]), eb('name', '=', name)]),
        ]),
      )
      .execute()
    await ctx.db
      .updateTable('activity_registration')
      .set({ contact_name: forgotten, contact_phone: '', answers: '{}', excuse: null, paid_note: '' })
      .where('id', 'in', [noId, ...all])
      .execute()
    await eraseDetails(ctx, sql`j.flow = 'activity_registration' and j.record_id = any (${all}::uuid[])`)
  },
})
