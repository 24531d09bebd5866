import { onMerge } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { inspectionFlow } from './inspection.ts'
import { lateOrders, toPublish } from './queries.ts'
import { rectificationFlow } from './rectification.ts'

/** Results become public some days after the inspection has ended. */
export const publishResults = defineJob({
  name: 'inspection.publish',
  cron: '20 0 * * *',
  run: work =>
    work.write(async ctx => {
      const ids = (await toPublish(ctx, dayOf(ctx.now))).map(row => row.id)
      await performMany(ctx, inspectionFlow, 'publish', ids)
    }),
})

/** An order that is late is told to who is to put it right, and to the bureau: once a round. */
export const tellLateOrders = defineJob({
  name: 'rectification.late',
  cron: '40 0 * * *',
  run: work =>
    work.write(async ctx => {
      const ids = (await lateOrders(ctx, dayOf(ctx.now))).map(row => row.id)
      await performMany(ctx, rectificationFlow, 'late', ids)
    }),
})

onMerge('inspection.follow_merge', async (ctx, from, into) => {
  for (const table of ['inspection_pool_target', 'inspection', 'rectification'] as const)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})
