import { sql } from 'kysely'
import { wordsOfPerson } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import {
  definePersonalData,
  forgotten,
  noPhone,
  phoneOfPerson,
  removed,
  without,
} from '#platform/personal-data'

/** Applications that the person made, or that name them as the contact. */
const own = async (ctx: Ctx) => {
  const phone = (await phoneOfPerson(ctx)) ?? noPhone
  return ctx.db
    .selectFrom('admission')
    .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('contact_phone', '=', phone)]))
    .limit(500)
}

definePersonalData('admissions', {
  keeps: async ctx =>
    (await own(ctx))
      .select(['name', 'state', 'contact_name', 'contact_phone', 'introduction', 'team', 'key_people'])
      .select(['cases', 'refusal_text', 'applied_at'])
      .execute(),
  /** What the firm applied with stays, and what was decided; who acted for it does not. */
  async forget(ctx) {
    const ids = (await (await own(ctx)).select('id').execute()).map(row => row.id)
    const words = await wordsOfPerson(ctx)
    await ctx.db
      .updateTable('admission')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone, identity_id: null },
        team: without(words, sql`team`),
        cases: without(words, sql`cases`),
        introduction: without(words, sql`introduction`),
        key_people: sql`${without(words, sql`key_people::text`)}::jsonb`,
      })
      .where('id', 'in', [noId, ...ids])
      .execute()
    const theirs = [noId, ...ctx.actor.parties]
    await ctx.db
      .updateTable('provider_exit')
      .set({ reason: without(words, sql`reason`), statement: without(words, sql`statement`) })
      .where('party_id', 'in', theirs)
      .execute()
  },
})

/** Objections that the person raised, or that staff noted under their number. */
definePersonalData('admission objections', {
  keeps: async ctx => {
    const phone = (await phoneOfPerson(ctx)) ?? noPhone
    return ctx.db
      .selectFrom('admission_objection')
      .select(['raised_at', 'raised_by', 'phone', 'body', 'state', 'answer'])
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .limit(200)
      .execute()
  },
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? noPhone
    await ctx.db
      .updateTable('admission_objection')
      .set({ raised_by: removed, phone: '', body: removed, identity_id: null })
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .execute()
  },
})
