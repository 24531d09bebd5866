import { defineRecordHolding, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { manageChannels } from './duties.ts'
import { planFlow } from './plan.ts'
import { plansOf } from './queries.ts'

defineRecordHolding('publicity_plans', {
  label: '负责的宣传计划',
  flow: planFlow,
  // Whoever manages channels may do what is planned; for some days the plan keeps its name.
  lasting: true,
  successors: (ctx: Ctx) => staffWithDuty(ctx, manageChannels),
  theirs: plansOf,
  input: (assignee_id, reason) => ({ assignee_id, reason }),
})
