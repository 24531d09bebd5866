import { type Ctx, system } from '#platform/ctx'
import { date } from '#platform/format'
import { defineJob } from '#platform/jobs'
import { type Message, message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { markTask } from '#platform/tasks'
import { defineTemplate, templatesNotFor } from '#platform/templates'
import { isOfCentre, lastSeal } from './queries.ts'
import { graceHours } from './settings.ts'
import { phoneCallFlow, supervise } from './workflow.ts'

/**
 * Messages that no channel carried become calls to make (电话告知): at once where only the phone is known; where the
 * person also has a place of their own here, once they have not looked for some hours. Staff are not called.
 */
export const callUnreached = defineJob({
  name: 'call.unreached',
  cron: '*/5 * * * *',
  run: work =>
    work.write(async ctx => {
      const ago = (hours: number) => new Date(ctx.now.getTime() - hours * 3_600_000)
      const failed = await ctx.db
        .selectFrom('outbox')
        .innerJoin('notification', 'notification.id', 'outbox.notification_id')
        .select(['notification.id', 'outbox.recipient', 'outbox.body', 'outbox.error'])
        // What is for the bureau only is not read out by the centre: whoever handles it sees that it did not arrive.
        .where('outbox.template', 'not in', ['', ...templatesNotFor('centre')])
        .where('outbox.state', '=', 'failed')
        .where('outbox.channel', '=', 'sms')
        .where('outbox.at', '>', ago(72))
        .where('notification.read_at', 'is', null)
        .where(eb =>
          eb.or([
            eb('notification.identity_id', 'is', null),
            eb('outbox.at', '<', ago(graceHours.of(ctx.centre))),
          ]),
        )
        .where(eb =>
          eb.not(
            eb.or([
              eb.exists(
                eb
                  .selectFrom('staff')
                  .whereRef('staff.identity_id', '=', 'notification.identity_id')
                  .where('staff.state', '=', 'active'),
              ),
              eb.exists(
                eb
                  .selectFrom('outbox as other')
                  .whereRef('other.notification_id', '=', 'notification.id')
                  .where('other.state', 'in', ['sent', 'queued']),
              ),
              eb.exists(
                eb.selectFrom('phone_call').whereRef('phone_call.notification_id', '=', 'notification.id'),
              ),
            ]),
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
  digest: defineTemplate('task.overdue_digest', '本中心有 {count} 项待办超期，最早的是「{title}」。'),
  head: defineTemplate(
    'journal.head',
    '{day} 日志封存第 {number} 号，链首 {hash}。请留存，日后可据此核对日志是否被改动。',
  ),
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
        .select(['id', 'title', 'duty', 'staff_id', 'party_id', 'due_at', 'reminded_at'])
        .where('closed_at', 'is', null)
        .where('due_at', '<', soon)
        .where(eb =>
          eb.or([
            eb('reminded_at', 'is', null),
            eb.and([eb('due_at', '<', ctx.now), eb('reminded_at', '<', eb.ref('due_at'))]),
          ]),
        )
        .orderBy('due_at')
        .limit(500)
        .execute()
      for (const task of due) {
        const reminder = reminderOf(ctx, task)
        if (reminder) await tell(ctx, reminder)
        await markTask(ctx, task.id, { reminded_at: ctx.now })
      }
      await tellSupervisors(ctx)
    }),
})

interface DueTask {
  title: string
  duty: string | null
  staff_id: string | null
  party_id: string | null
  due_at: Date | null
}

function reminderOf(ctx: Ctx, { title, duty, staff_id, party_id, due_at }: DueTask): Message | null {
  const text = due_at !== null && due_at < ctx.now ? texts.overdue : texts.dueSoon
  if (staff_id) return message({ staff: staff_id }, text, { title }, '/desk')
  if (duty) return message({ duty }, text, { title }, '/desk')
  return party_id ? message({ party: party_id }, text, { title }, '/my') : null
}

/** The bureau hears every morning what is late, so that it can urge. */
async function tellSupervisors(ctx: Ctx): Promise<void> {
  const late = await ctx.db
    .selectFrom('task')
    .leftJoin('staff', 'staff.id', 'task.staff_id')
    .select('title')
    .where('closed_at', 'is', null)
    .where('due_at', '<', ctx.now)
    .where('party_id', 'is', null)
    .where(isOfCentre as never)
    .orderBy('due_at')
    .limit(1_000)
    .execute()
  const [first] = late
  if (!first) return
  const facts = { count: String(late.length), title: first.title }
  await tell(ctx, message({ duty: supervise.code }, texts.digest, facts, '/desk/supervision'))
}

/**
 * The head of the sealed chain leaves the house once a day, to whoever supervises: without a copy outside, an owner of
 * the database could rebuild the whole chain.
 */
export const sendHead = defineJob({
  name: 'journal.send_head',
  cron: '0 18 * * *',
  run: work =>
    work.write(async ctx => {
      const seal = await lastSeal(ctx)
      if (!seal) return
      const facts = { day: date(ctx.now), number: String(seal.number), hash: seal.hash }
      await tell(ctx, message({ duty: supervise.code }, texts.head, facts, '/desk/journal'))
    }),
})
