import { bookingFlow } from '#modules/bookings'
import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, on, type Work } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { runsClasses } from './duties.ts'
import { inform } from './enrolling.ts'
import { enrolmentFlow } from './enrolment.ts'
import { moveUp } from './line.ts'
import { planFlow } from './plan.ts'
import {
  agreementsEnding,
  learnersToKnow,
  liveClasses,
  ownedBy,
  plansOwnedBy,
  roomsInUse,
  surveysOver,
  surveysOwnedBy,
  toRemind,
} from './queries/clock.ts'
import { agreementDays, remindDays } from './settings.ts'
import { surveyFlow } from './survey.ts'
import { classFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** What the clock does: classes begin on their first day and are over after their last lesson; lines move on before. */
export const settleClasses = defineJob({
  name: 'training.settle',
  cron: '*/5 * * * *',
  async run(work) {
    const today = dayOf(work.now)
    for (const { id, state, starts_on, ends_on, last_at, line } of await work.read(liveClasses)) {
      const begins = state === 'published' && starts_on <= today
      const over = ends_on < today || (last_at !== null && ends_on === today && last_at <= work.now)
      if (state === 'published' && line && !begins) await work.write(ctx => moveUp(ctx, id))
      if (begins) await work.write(ctx => performMany(asSystem(ctx), classFlow, 'begin', [id]))
      if (over) await work.write(ctx => performMany(asSystem(ctx), classFlow, 'finish', [id]))
    }
    for (const { id } of await work.read(ctx => surveysOver(ctx, today)))
      await work.write(ctx => performMany(asSystem(ctx), surveyFlow, 'expire', [id]))
    for (const { booking_id } of await work.read(roomsInUse))
      await work.write(ctx => performMany(asSystem(ctx), bookingFlow, 'begin', [booking_id as string]))
  },
})

/** Whoever has an account, or gets one, finds what the desk entered for them. */
async function know(work: Work, of: Parameters<typeof learnersToKnow>[1]): Promise<void> {
  for (const { id, identity_id } of await work.read(ctx => learnersToKnow(ctx, of)))
    await work.write(ctx => performMany(asSystem(ctx), enrolmentFlow, 'recognise', [id], { identity_id }))
}
on('mandate.registerSelf', 'training.know_person', (work, { recordId }) => know(work, { mandate: recordId }))
on('enrolment.enter', 'training.know_entered', (work, { recordId }) => know(work, { enrolment: recordId }))
on('enrolment.correct', 'training.know_corrected', (work, { recordId }) =>
  know(work, { enrolment: recordId }),
)

const agreementEnds = defineTemplate(
  'training.agreement_ends',
  '讲师{name}的授课协议 {until} 到期，到期后不能排课，请及时续签。',
)

/** In the morning: learners before their class begins, once; and agreements that end. */
export const remindLearners = defineJob({
  name: 'training.remind',
  cron: '0 9 * * *',
  run: work =>
    work.write(async ctx => {
      const today = dayOf(ctx.now)
      for (const row of await toRemind(ctx, today, addDays(today, remindDays.of(ctx.centre)))) {
        await ctx.db.updateTable('enrolment').set({ reminded_at: ctx.now }).where('id', '=', row.id).execute()
        await inform(ctx, row, 'reminder')
      }
      const until = addDays(today, agreementDays.of(ctx.centre))
      for (const row of await agreementsEnding(ctx, today, until)) {
        await ctx.db.updateTable('lecturer').set({ reminded_on: today }).where('id', '=', row.id).execute()
        await tell(
          ctx,
          message(
            { duty: runsClasses.code },
            agreementEnds,
            { name: row.name, until: row.agreement_until as string },
            `/desk/courses/lecturers/${row.id}`,
          ),
        )
      }
    }),
})

onMerge('training.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('enrolment').set({ party_id: into }).where('party_id', '=', from).execute()
  // Who answered under both files answered once.
  await ctx.db
    .updateTable('training_answer')
    .set({ state: 'withdrawn' })
    .where('party_id', '=', from)
    .where('state', '=', 'given')
    .where('survey_id', 'in', eb =>
      eb
        .selectFrom('training_answer as kept')
        .select('kept.survey_id')
        .where('kept.party_id', '=', into)
        .where('kept.state', '=', 'given'),
    )
    .execute()
  await ctx.db.updateTable('training_answer').set({ party_id: into }).where('party_id', '=', from).execute()
})

const planners = {
  successors: (ctx: Ctx) => staffWithDuty(ctx, runsClasses),
  lasting: true as const,
  input: (owner_id: string, reason: string) => ({ owner_id, reason }),
}
defineRecordHolding('training', {
  ...planners,
  label: '负责的培训班',
  flow: classFlow,
  // Whoever stands in for some days may do all of it; the class keeps its owner.
  theirs: ownedBy,
})
defineRecordHolding('training_plans', {
  ...planners,
  label: '编制中的培训计划',
  flow: planFlow,
  theirs: plansOwnedBy,
})
defineRecordHolding('training_surveys', {
  ...planners,
  label: '负责的需求调查',
  flow: surveyFlow,
  theirs: surveysOwnedBy,
})
