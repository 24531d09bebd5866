import { onMerge } from '#modules/parties'

onMerge('provider.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('provider').set({ party_id: into }).where('party_id', '=', from).execute()
})
