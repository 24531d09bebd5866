import { onMerge } from '#modules/parties'
import { system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { keepYears } from './settings.ts'
import { complaintFlow } from './workflow.ts'

/** What was closed so many years ago keeps its codes and loses its content. */
export const eraseOldComplaints = defineJob({
  name: 'complaint.erase',
  cron: '10 4 * * *',
  run: work =>
    work.write(async ctx => {
      const before = new Date(ctx.now)
      before.setUTCFullYear(before.getUTCFullYear() - keepYears.of(ctx.centre))
      const old = await ctx.db
        .selectFrom('complaint')
        .select('id')
        .where('state', 'in', ['archived', 'refused', 'withdrawn', 'merged'])
        .where('closed_at', '<', before)
        .where('erased_at', 'is', null)
        .limit(200)
        .execute()
      const ids = old.map(row => row.id)
      await performMany({ ...ctx, actor: system }, complaintFlow, 'erase', ids)
    }),
})

onMerge('complaint.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('complaint').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db
    .updateTable('complaint_statement')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .execute()
  await moveTasks(ctx, from, into)
})
