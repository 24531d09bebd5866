import { onMerge } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { warningDue } from '#platform/expiry'
import { defineJob, on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { monthWords } from '#platform/periods'
import { moveTasks } from '#platform/tasks'
import { incubationAssessmentFlow, openAssessment } from './assessment.ts'
import { mentorOf } from './mentoring-people.ts'
import { texts, toManager, toStartup } from './messages.ts'
import { openMonths } from './month.ts'
import { ownPage } from './people.ts'
import * as due from './queries/due.ts'
import { remindDays } from './settings.ts'
import { slotWords } from './slots.ts'
import { openTrackings } from './tracking.ts'
import { mentoringWaitFlow, offerEarlier } from './wait.ts'
import { incubationFlow } from './workflow.ts'

/** Every night: months to report, quarters to assess, graduates to ask, terms that end, reminders. */
export const keepDays = defineJob({
  name: 'incubation.days',
  cron: '20 0 * * *',
  run: work =>
    work.write(async ctx => {
      for (const row of await due.projectsIn(ctx, ['incubating', 'warned'])) {
        await openMonths(ctx, row)
        await openAssessment(ctx, row)
        const warned = warningDue(row.last_day as string, dayOf(ctx.now), row.end_warned)
        if (warned === null) continue
        await ctx.db.updateTable('incubation').set({ end_warned: warned }).where('id', '=', row.id).execute()
        const values = { name: row.name, day: row.last_day as string }
        await tell(ctx, toStartup(row, texts.ending, values), toManager(row, texts.ending, values))
      }
      for (const row of await due.projectsIn(ctx, ['graduated'])) await openTrackings(ctx, row)
      const bySystem = { ...ctx, actor: system }
      await performMany(bySystem, incubationFlow, 'close', await due.trackedOut(ctx))
      await performMany(bySystem, incubationAssessmentFlow, 'drop', await due.idleAssessments(ctx))
      await remindOfMonths(ctx)
    }),
})

/** A reminder some days before a report is late, and again every so many days after. */
async function remindOfMonths(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const step = remindDays.of(ctx.centre)
  for (const row of await due.openReports(ctx, addDays(today, step))) {
    if (row.reminded_on && row.reminded_on > addDays(today, -step)) continue
    const late = row.late_from <= today
    const values = { name: row.name, month: monthWords(row.month) }
    const to = { party: row.party_id }
    await tell(
      ctx,
      late
        ? message(to, texts.monthLate, values, ownPage(row.incubation_id))
        : message(
            to,
            texts.month,
            { ...values, day: addDays(row.late_from, -1) },
            ownPage(row.incubation_id),
          ),
    )
    await ctx.db
      .updateTable('incubation_month')
      .set({ reminded_on: today })
      .where('id', '=', row.id)
      .execute()
  }
}

/** Offers of earlier slots run out and go on to the next; both sides are reminded of tomorrow. */
export const keepHours = defineJob({
  name: 'incubation.hours',
  cron: '*/15 * * * *',
  run: work =>
    work.write(async ctx => {
      const lapsed = await due.lapsedOffers(ctx)
      await performMany(
        { ...ctx, actor: system },
        mentoringWaitFlow,
        'lapse',
        lapsed.map(one => one.id),
      )
      for (const mentor of new Set(lapsed.map(one => one.mentor_id))) await offerEarlier(ctx, mentor)
      for (const row of await due.sessionsSoon(ctx)) {
        const mentor = await mentorOf(ctx, row.mentor_id)
        const values = { when: slotWords(row), place: row.place }
        const at = `/my/incubation/sessions/${row.id}`
        const to = mentor.identity_id ? { identity: mentor.identity_id } : { phone: mentor.phone }
        await tell(
          ctx,
          message({ party: row.party_id }, texts.tomorrow, { ...values, who: `${mentor.name}老师` }, at),
          message(to, texts.tomorrow, { ...values, who: row.name }, at),
        )
        await ctx.db
          .updateTable('mentoring_session')
          .set({ reminded_at: ctx.now })
          .where('id', '=', row.id)
          .execute()
      }
    }),
})

/** A slot may have fallen free. */
for (const action of ['cancel', 'move', 'moveEarlier', 'miss', 'release'] as const)
  on(`mentoring_session.${action}`, `incubation.after_${action}`, (work, { recordId }) =>
    work.write(async ctx => {
      const row = await ctx.db
        .selectFrom('mentoring_session')
        .select('mentor_id')
        .where('id', '=', recordId)
        .executeTakeFirst()
      if (row) await offerEarlier(ctx, row.mentor_id)
    }),
  )
for (const action of ['setTimes', 'setLeave'] as const)
  on(`mentor.${action}`, `incubation.after_mentor_${action}`, (work, { recordId }) =>
    work.write(ctx => offerEarlier(ctx, recordId)),
  )

onMerge('incubation.follow_merge', async (ctx, from, into) => {
  const tables = [
    ...(['incubation', 'incubation_review', 'mentoring_session', 'mentoring_task'] as const),
    ...(['mentoring_wait', 'incubation_month', 'incubation_assessment', 'incubation_tracking'] as const),
  ]
  for (const table of tables)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})
