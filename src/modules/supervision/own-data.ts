import { definePersonalData, phoneOfPerson, removed } from '#platform/personal-data'

/** Calls that were to be made to the person's number. */
definePersonalData('calls', {
  keeps: async ctx =>
    ctx.db
      .selectFrom('phone_call')
      .select(['opened_at', 'body', 'state'])
      .where('phone', '=', (await phoneOfPerson(ctx)) ?? '')
      .limit(1_000)
      .execute(),
  async forget(ctx) {
    const phone = await phoneOfPerson(ctx)
    if (!phone) return
    await ctx.db
      .updateTable('phone_call')
      .set({ phone: '', body: removed })
      .where('phone', '=', phone)
      .execute()
  },
})
