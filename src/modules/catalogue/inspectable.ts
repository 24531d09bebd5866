import { defineInspectable } from '#platform/inspectable'

/** 4.5.1 Providers in the directory, also those that are suspended: what led to it is put right under supervision. */
defineInspectable('provider', {
  label: '服务商',
  list: async ctx => {
    const rows = await ctx.db
      .selectFrom('provider')
      .select(['id', 'name', 'party_id'])
      .where('state', 'in', ['listed', 'suspended'])
      .orderBy('id')
      .limit(2_000)
      .execute()
    return rows.map(({ id, name, party_id }) => ({ id, name, href: `/providers/${id}`, partyId: party_id }))
  },
  told: async (ctx, id) => {
    const one = await ctx.db.selectFrom('provider').select('party_id').where('id', '=', id).executeTakeFirst()
    return one ? [{ party: one.party_id }] : []
  },
})
