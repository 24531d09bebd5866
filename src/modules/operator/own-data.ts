import { definePersonalData, phoneOfPerson, removed } from '#platform/personal-data'

/** Objections that the person raised, or that the bureau noted under their number. */
definePersonalData('objections', {
  async keeps(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    return ctx.db
      .selectFrom('objection')
      .select(['raised_at', 'raised_by', 'phone', 'body', 'state', 'answer'])
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .limit(200)
      .execute()
  },
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    // What was decided stays, and that somebody had objected; who they were does not.
    await ctx.db
      .updateTable('objection')
      .set({ raised_by: removed, phone: '', body: removed, identity_id: null })
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .execute()
  },
})
