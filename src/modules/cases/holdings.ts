import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { handleCases } from './duties.ts'
import { serviceCaseFlow, underWay } from './workflow.ts'

defineRecordHolding('service_case', {
  label: '承办中的办件',
  successors: ctx => staffWithDuty(ctx, handleCases),
  flow: serviceCaseFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('service_case')
      .select('id')
      .where('assignee_id', '=', staffId)
      .where('state', 'in', [...underWay])
      .limit(2_000)
      .execute(),
  input: (assignee_id, reason) => ({ assignee_id, reason }),
})
