import { performMany } from '#platform/perform'
import { definePersonalData, forgotten } from '#platform/personal-data'
import { mandateFlow } from './mandate.ts'

definePersonalData('mandates', {
  keeps: ctx =>
    ctx.db
      .selectFrom('mandate')
      .select(['party_id', 'state', 'role', 'valid_until', 'asked_at'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(200)
      .execute(),
  async forget(ctx) {
    const open = await ctx.db
      .selectFrom('mandate')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', 'in', ['active', 'pending'])
      .limit(200)
      .execute()
    const ids = open.map(row => row.id)
    await performMany(ctx, mandateFlow, 'revoke', ids, { reason: '本人注销账号' })
    await ctx.db
      .updateTable('mandate')
      .set({ person_name: forgotten, phone: '' })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})

definePersonalData('parties', {
  keeps: async ctx =>
    ctx.actor.parties.length === 0
      ? []
      : ctx.db
          .selectFrom('party')
          .select([
            'id',
            'kind',
            'name',
            'code',
            'town',
            'address',
            'contact_name',
            'contact_phone',
            'registered_at',
          ])
          .where('id', 'in', [...ctx.actor.parties])
          .execute(),
  /** The person's own file loses its name; firms and cooperatives stay, they are not personal data. */
  async forget(ctx) {
    if (ctx.actor.parties.length === 0) return
    await ctx.db
      .updateTable('party')
      .set({
        name: forgotten,
        contact_name: forgotten,
        contact_phone: '00000000000',
        address: '',
        id_number_cipher: null,
        id_number_hash: null,
      })
      .where('kind', '=', 'person')
      .where('id', 'in', [...ctx.actor.parties])
      .execute()
  },
})
