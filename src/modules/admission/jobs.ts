import { proposeSuspension } from '#modules/catalogue'
import { substantiatedAgainst } from '#modules/complaints'
import { onMerge } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { blacklistFlow } from './blacklist.ts'
import { exitFlow } from './exit.ts'
import { endedBlacklistings } from './queries/blacklist.ts'
import { complaintsToSuspend } from './settings.ts'

/** On the day that the firm named it leaves; listings end after their last day. */
export const keepDays = defineJob({
  name: 'admission.days',
  cron: '5 0 * * *',
  run: work =>
    work.write(async ctx => {
      const bySystem = { ...ctx, actor: system }
      const due = await ctx.db
        .selectFrom('provider_exit')
        .select('id')
        .where('state', '=', 'wished')
        .where('on_day', '<=', dayOf(ctx.now))
        .orderBy('id')
        .limit(200)
        .execute()
      const ids = due.map(row => row.id)
      await performMany(bySystem, exitFlow, 'carryOut', ids)
      const over = (await endedBlacklistings(ctx)).map(row => row.id)
      await performMany(bySystem, blacklistFlow, 'end', over)
    }),
})

/** Each of these closes a complaint, and with it what was found may count. */
for (const action of ['tellSatisfied', 'calledSatisfied', 'notReached', 'closeUntold'] as const)
  on(`complaint.${action}`, `admission.after_${action}`, (work, { recordId }) =>
    work.write(ctx => weigh(ctx, recordId)),
  )

/** 4.5.1 Too many substantiated complaints in a year speak for suspending a provider; a person decides. */
async function weigh(ctx: Ctx, complaintId: string): Promise<void> {
  const about = await ctx.db
    .selectFrom('complaint')
    .innerJoin('provider', 'provider.id', 'complaint.provider_id')
    .select(['provider.id', 'provider.state', 'complaint.state as complaint'])
    .where('complaint.id', '=', complaintId)
    .executeTakeFirst()
  if (about?.state !== 'listed' || about.complaint !== 'closed') return
  const since = new Date(ctx.now)
  since.setUTCFullYear(since.getUTCFullYear() - 1)
  const count = await substantiatedAgainst(ctx, about.id, since)
  if (count >= complaintsToSuspend.of(ctx.centre))
    await proposeSuspension(ctx, about.id, `近 12 个月有 ${count} 件服务反馈查证属实。`)
}

onMerge('admission.follow_merge', async (ctx, from, into) => {
  for (const table of ['admission', 'admission_review', 'provider_exit', 'blacklisting'] as const)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})
