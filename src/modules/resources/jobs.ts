import { whenProviderLeaves } from '#modules/catalogue'
import { onMerge } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { warnDaysBefore, warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { ending } from './queries.ts'
import { resourceFlow } from './workflow.ts'

/** What ends is announced in time, and is not shown a day longer. */
export const watchValidity = defineJob({
  name: 'resource.validity',
  cron: '20 0 * * *',
  run: work =>
    work.write(async ctx => {
      const today = dayOf(ctx.now)
      for (const row of await ending(ctx, addDays(today, warnDaysBefore[0]))) {
        const until = row.valid_until as string
        const days = warningDue(until, today, row.warned)
        if (until < today) await performMany(ctx, resourceFlow, 'lapse', [row.id])
        else if (days !== null) await performMany(ctx, resourceFlow, 'warn', [row.id], { days })
      }
    }),
})

const ofProvider = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('pooled_resource')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('state', '!=', 'withdrawn')
    .orderBy('id')
    .limit(500)

whenProviderLeaves('resources', {
  async lock(ctx, providerId) {
    await ofProvider(ctx, providerId).forUpdate().execute()
  },
  async handBack(ctx, gone) {
    const ids = (await ofProvider(ctx, gone.id).execute()).map(one => one.id)
    await performMany({ ...ctx, actor: system }, resourceFlow, 'withdraw', ids, {
      reason: '服务商已退出名录',
    })
  },
})

onMerge('resources.merge', async (ctx, from, into) => {
  await ctx.db.updateTable('pooled_resource').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db.updateTable('resource_need').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db.updateTable('resource_referral').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db
    .updateTable('resource_referral')
    .set({ holder_party_id: into })
    .where('holder_party_id', '=', from)
    .execute()
  await moveTasks(ctx, from, into)
})
