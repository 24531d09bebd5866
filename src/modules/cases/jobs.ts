import { onMerge } from '#modules/parties'
import { moveTasks } from '#platform/tasks'

onMerge('case.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('service_case').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db
    .updateTable('service_case')
    .set({ provider_party_id: into })
    .where('provider_party_id', '=', from)
    .execute()
  await ctx.db.updateTable('quote').set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})
