import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { definePersonalData, forgotten, noPhone, phoneOfPerson } from '#platform/personal-data'
import type { KeyPerson } from './provider.ts'

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
    await leaveTeams(ctx)
  },
})

/** Their role in the firm stays; who they were does not. */
async function leaveTeams(ctx: Ctx): Promise<void> {
  const theirs = await ctx.db
    .selectFrom('provider')
    .select(['id', 'key_people'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .limit(100)
    .execute()
  for (const { id, key_people } of theirs) {
    const people = key_people as unknown as KeyPerson[]
    if (!people.some(one => one.name === ctx.actor.name)) continue
    const left = people.map(one => (one.name === ctx.actor.name ? { ...one, name: '' } : one))
    await ctx.db
      .updateTable('provider')
      .set({ key_people: JSON.stringify(left), changed_at: ctx.now })
      .where('id', '=', id)
      .execute()
  }
}

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
    const phone = (await phoneOfPerson(ctx)) ?? noPhone
    // As it was typed: the name alone in a field, the phone wherever it stands.
    for (const column of ['before', 'wanted'] as const) {
      await ctx.db
        .updateTable('provider_change')
        .set({
          [column]: sql`replace(replace(${sql.ref(column)}::text, to_json(${ctx.actor.name}::text)::text,
            to_json(${forgotten}::text)::text), ${phone}, ${noPhone})::jsonb`,
        })
        .where(eb =>
          eb.or([eb(sql`${sql.ref(column)}->>'contact_phone'`, '=', phone), eb('id', 'in', proposedBy(ctx))]),
        )
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
