import { defineHolding, defineRecordHolding, staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { incubationAssessmentFlow } from './assessment.ts'
import { manageIncubation, reviewIncubation } from './duties.ts'
import { incubationReviewFlow } from './review.ts'
import { incubationFlow } from './workflow.ts'

const asked = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('incubation_review')
    .select('id')
    .where('reviewer_id', '=', staffId)
    .where('state', '=', 'asked')
    .limit(200)
    .execute()

/** Whoever goes reviews no more; where the successor has a seat already, or belongs to the applicant, another is chosen. */
defineHolding('incubation_review', {
  label: '待评审的入孵申请',
  lasting: true,
  successors: ctx => staffWithDuty(ctx, reviewIncubation),
  count: async (ctx, staffId) => (await asked(ctx, staffId)).length,
  async handOn(ctx, from, to, reason) {
    const ids = (await asked(ctx, from)).map(row => row.id)
    const bySystem = { ...ctx, actor: system }
    await performMany(bySystem, incubationReviewFlow, 'standDown', ids, { reason })
    await performMany(bySystem, incubationReviewFlow, 'replace', ids, { reviewer_id: to })
  },
})

const over = ['graduated', 'closed', 'left', 'refused', 'withdrawn']
defineRecordHolding('incubation', {
  label: '负责的孵化项目',
  flow: incubationFlow,
  // Start-ups stay with whom they know while they are only away for days.
  lasting: true,
  successors: ctx => staffWithDuty(ctx, manageIncubation),
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('incubation')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', 'not in', over)
      .limit(500)
      .execute(),
  input: (to, reason) => ({ owner_id: to, reason }),
})
defineRecordHolding('incubation_assessment', {
  label: '待提出意见的孵化考核',
  flow: incubationAssessmentFlow,
  lasting: true,
  successors: ctx => staffWithDuty(ctx, manageIncubation),
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('incubation_assessment')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', '!=', 'decided')
      .limit(500)
      .execute(),
  input: (to, reason) => ({ owner_id: to, reason }),
})
