import { definePersonalData, forgotten, phoneOfPerson } from '#platform/personal-data'

definePersonalData('cases', {
  keeps: async ctx =>
    ctx.actor.parties.length === 0
      ? []
      : ctx.db
          .selectFrom('service_case')
          .select([
            'number',
            'title',
            'state',
            'answers',
            'answer',
            'contact_name',
            'contact_phone',
            'submitted_at',
            'closed_at',
          ])
          .where('party_id', 'in', [...ctx.actor.parties])
          .limit(5_000)
          .execute(),
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    await ctx.db
      .updateTable('service_case')
      .set({ contact_name: forgotten, contact_phone: '00000000000' })
      .where(eb =>
        eb.or([eb('applicant_identity_id', '=', ctx.actor.identityId), eb('contact_phone', '=', phone)]),
      )
      .execute()
  },
})

definePersonalData('messages', {
  keeps: ctx =>
    ctx.db
      .selectFrom('case_message')
      .select(['case_id', 'at', 'body'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(5_000)
      .execute(),
  async forget(ctx) {
    await ctx.db
      .updateTable('case_message')
      .set({ author_name: forgotten })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})
