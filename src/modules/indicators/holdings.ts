import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { manageIndicators } from './duties.ts'
import { indicatorFlow } from './workflow.ts'

defineRecordHolding('indicator', {
  label: '负责的统计指标',
  // For some days somebody else looks through the period; the figures keep their owner.
  lasting: true,
  successors: ctx => staffWithDuty(ctx, manageIndicators),
  flow: indicatorFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('indicator')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', '!=', 'retired')
      .limit(500)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})
