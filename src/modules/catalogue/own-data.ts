import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { definePersonalData, forgotten, noPhone, phoneOfPerson } from '#platform/personal-data'

/** Providers that name the person as their contact. */
definePersonalData('providers', {
  keeps: async ctx =>
    ctx.db
      .selectFrom('provider')
      .select(['name', 'contact_name', 'contact_phone'])
      .where('contact_phone', '=', (await phoneOfPerson(ctx)) ?? '')
      .limit(100)
      .execute(),
  async forget(ctx) {
    await ctx.db
      .updateTable('provider')
      .set({ contact_name: forgotten, contact_phone: noPhone })
      .where('contact_phone', '=', (await phoneOfPerson(ctx)) ?? '')
      .execute()
  },
})

/** What providers proposed: by the person, or naming them as the contact. */
definePersonalData('provider proposals', {
  keeps: async ctx => {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    return ctx.db
      .selectFrom('provider_change')
      .select(['proposed_at', 'name', 'kind', 'state', 'before', 'wanted'])
      .where(eb =>
        eb.or([
          eb(sql`wanted->>'contact_phone'`, '=', phone),
          eb(sql`before->>'contact_phone'`, '=', phone),
          eb('id', 'in', proposedBy(ctx)),
        ]),
      )
      .limit(500)
      .execute()
  },
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    for (const column of ['before', 'wanted'] as const) {
      await ctx.db
        .updateTable('provider_change')
        .set({
          [column]: sql`${sql.ref(column)} || jsonb_build_object('contact_name', ${forgotten}::text, 'contact_phone', ${noPhone}::text)`,
        })
        .where(sql`${sql.ref(column)}->>'contact_phone'`, '=', phone)
        .execute()
    }
    await ctx.db
      .updateTable('provider_change')
      .set({ proposed_by: forgotten })
      .where('id', 'in', proposedBy(ctx))
      .execute()
  },
})

/** The journal knows whose hand it was. */
const proposedBy = (ctx: Ctx) =>
  ctx.db
    .selectFrom('journal')
    .select('record_id')
    .where('flow', '=', 'provider_change')
    .where('identity_id', '=', ctx.actor.identityId)
    .limit(5_000)
