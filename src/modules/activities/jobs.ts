import { bookingFlow } from '#modules/bookings'
import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { addDays, dayOf, startOfDay } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { manageActivities } from './duties.ts'
import { offerSeats } from './line.ts'
import { liveActivities, overdueAnswers, ownedBy, toRemind } from './queries/desk.ts'
import { inform } from './registering.ts'
import { registrationFlow } from './registration.ts'
import { activityFlow } from './workflow.ts'

/** What the clock does: answers that did not come, lines that move on, rooms that are used, activities that are over. */
export const settleActivities = defineJob({
  name: 'activity.settle',
  cron: '*/5 * * * *',
  async run(work) {
    const late = await work.read(overdueAnswers)
    for (const { id } of late)
      await work.write(ctx => performMany(asSystem(ctx), registrationFlow, 'lapse', [id]))
    for (const { id, starts_at, ends_at, booking_id, line } of await work.read(liveActivities)) {
      if (line) await work.write(ctx => offerSeats(ctx, id))
      if (booking_id && starts_at <= work.now)
        await work.write(ctx => performMany(asSystem(ctx), bookingFlow, 'begin', [booking_id]))
      if (ends_at <= work.now) await work.write(ctx => performMany(asSystem(ctx), activityFlow, 'hold', [id]))
    }
  },
})

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** The day before, in the morning: once, and only those who are expected. */
export const remindGuests = defineJob({
  name: 'activity.remind',
  cron: '0 9 * * *',
  run: work =>
    work.write(async ctx => {
      const tomorrow = addDays(dayOf(ctx.now), 1)
      const rows = await toRemind(ctx, startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1)))
      for (const row of rows) {
        await ctx.db
          .updateTable('activity_registration')
          .set({ reminded_at: ctx.now })
          .where('id', '=', row.id)
          .execute()
        await inform(ctx, row, 'reminder')
      }
    }),
})

onMerge('activity.follow_merge', async (ctx, from, into) => {
  await ctx.db
    .updateTable('activity_registration')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .execute()
})

defineRecordHolding('activities', {
  label: '负责的活动',
  flow: activityFlow,
  successors: ctx => staffWithDuty(ctx, manageActivities),
  // Whoever stands in for some days may do all of it as an organiser; the activity keeps its owner.
  lasting: true,
  theirs: ownedBy,
  input: (owner_id, reason) => ({ owner_id, reason }),
})
