import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { addDays, dayOf, startOfDay } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { planExams } from './duties.ts'
import { toldCandidate } from './messages.ts'
import {
  candidatesToKnow,
  candidatesToRemind,
  examsOwnedBy,
  overdueExams,
  overdueSittings,
} from './queries/exams.ts'
import { graceSeconds } from './settings.ts'
import { sittingFlow } from './sitting.ts'
import { examFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
/** Sittings that one transaction collects. */
const atOnce = 50

/** What the exam clock does: collects papers whose time is over, ends exams, finds accounts of candidates. */
export const examClock = defineJob({
  name: 'exam.clock',
  cron: '* * * * *',
  async run(work) {
    const last = new Date(work.now.getTime() - graceSeconds.of(work.centre) * 1_000)
    const due = await work.read(ctx => overdueSittings(ctx, last))
    for (let at = 0; at < due.length; at += atOnce) {
      const ids = due.slice(at, at + atOnce).map(one => one.id)
      await work.write(ctx => performMany(asSystem(ctx), sittingFlow, 'timeUp', ids))
    }
    for (const { id } of await work.read(ctx => overdueExams(ctx, last)))
      await work.write(ctx => performMany(asSystem(ctx), examFlow, 'close', [id]))
    for (const { id, identity_id } of await work.read(candidatesToKnow))
      await work.write(ctx => performMany(asSystem(ctx), sittingFlow, 'recognise', [id], { identity_id }))
  },
})

/** The day before, in the morning. */
export const remindCandidates = defineJob({
  name: 'exam.remind',
  cron: '5 9 * * *',
  run: work =>
    work.write(async ctx => {
      const tomorrow = addDays(dayOf(ctx.now), 1)
      const rows = await candidatesToRemind(ctx, startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1)))
      for (const row of rows) {
        await ctx.db
          .updateTable('exam_sitting')
          .set({ reminded_at: ctx.now })
          .where('id', '=', row.id)
          .execute()
        const told = toldCandidate('reminder', row)
        if (told) await tell(ctx, told)
      }
    }),
})

onMerge('exam.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('exam_sitting').set({ party_id: into }).where('party_id', '=', from).execute()
})

defineRecordHolding('exams', {
  label: '负责的考试',
  flow: examFlow,
  successors: ctx => staffWithDuty(ctx, planExams),
  // Whoever stands in for some days may do all of it as a planner; the exam keeps its owner.
  lasting: true,
  theirs: examsOwnedBy,
  input: (owner_id, reason) => ({ owner_id, reason }),
})
