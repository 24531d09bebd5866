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
