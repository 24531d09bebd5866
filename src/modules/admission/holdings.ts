import { defineHolding, staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { reviewAdmissions } from './duties.ts'
import { reviewFlow } from './review.ts'

const asked = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('admission_review')
    .select('id')
    .where('reviewer_id', '=', staffId)
    .where('state', '=', 'asked')
    .limit(200)
    .execute()

/**
 * While somebody is away a review waits for them. Whoever goes reviews no more; where the successor reviews the same firm already, or belongs to it,
 * another is chosen.
 */
defineHolding('admission_review', {
  label: '待评审的入库申请',
  lasting: true,
  successors: ctx => staffWithDuty(ctx, reviewAdmissions),
  count: async (ctx, staffId) => (await asked(ctx, staffId)).length,
  async handOn(ctx, from, to, reason) {
    const ids = (await asked(ctx, from)).map(row => row.id)
    const bySystem = { ...ctx, actor: system }
    await performMany(bySystem, reviewFlow, 'standDown', ids, { reason })
    await performMany(bySystem, reviewFlow, 'replace', ids, { reviewer_id: to })
  },
})
