import { system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { defineTemplate, message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { phoneCallFlow } from './workflow.ts'

/** Messages that failed and reached nobody by another way become calls to make. */
export const callUnreached = defineJob({
  name: 'call.unreached',
  cron: '*/5 * * * *',
  run: work =>
    work.write(async ctx => {
      const failed = await ctx.db
        .selectFrom('outbox')
        .innerJoin('notification', 'notification.id', 'outbox.notification_id')
        .select(['notification.id', 'outbox.recipient', 'outbox.body', 'outbox.error'])
        .where('outbox.state', '=', 'failed')
        .where('outbox.channel', '=', 'sms')
        .where('notification.read_at', 'is', null)
        .where('outbox.at', '>', new Date(ctx.now.getTime() - 3 * 86_400_000))
        .where(eb =>
          eb.not(
            eb.exists(
              eb.selectFrom('phone_call').whereRef('phone_call.notification_id', '=', 'notification.id'),
            ),
          ),
        )
        .limit(100)
        .execute()
      for (const one of failed) {
        await perform({ ...ctx, actor: system }, phoneCallFlow, 'open', null, {
          notification_id: one.id,
          phone: one.recipient,
          body: one.body,
          cause: one.error ?? '发送失败',
        })
      }
    }),
})

const texts = {
  dueSoon: defineTemplate('task.due_soon', '「{title}」快到期了，请尽快办理。'),
  overdue: defineTemplate('task.overdue', '「{title}」已经超期，请立即办理。'),
}

/** Once before a task is due and once when it is late, whoever it awaits is reminded. */
export const remind = defineJob({
  name: 'task.remind',
  cron: '0 8 * * *',
  run: work =>
    work.write(async ctx => {
      const soon = new Date(ctx.now.getTime() + 26 * 3_600_000)
      const due = await ctx.db
        .selectFrom('task')
        .select(['id', 'title', 'staff_id', 'party_id', 'flow', 'record_id', 'due_at', 'reminded_at'])
        .where('closed_at', 'is', null)
        .where('due_at', '<', soon)
        .where(eb =>
          eb.or([
            eb('reminded_at', 'is', null),
            eb.and([eb('due_at', '<', ctx.now), eb('reminded_at', '<', eb.ref('due_at'))]),
          ]),
        )
        .limit(500)
        .execute()
      for (const task of due) {
        const late = task.due_at !== null && task.due_at < ctx.now
        const to = task.staff_id ? { staff: task.staff_id } : task.party_id ? { party: task.party_id } : null
        if (to)
          await tell(
            ctx,
            message(
              to,
              late ? texts.overdue : texts.dueSoon,
              { title: task.title },
              task.staff_id ? '/desk' : '/my',
            ),
          )
        await ctx.db.updateTable('task').set({ reminded_at: ctx.now }).where('id', '=', task.id).execute()
      }
    }),
})
