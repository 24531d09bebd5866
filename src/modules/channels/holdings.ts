import { defineRecordHolding, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { manageChannels } from './duties.ts'
import { planFlow } from './plan.ts'
import { plansOf } from './queries.ts'

defineRecordHolding('publicity_plans', {
  label: '负责的宣传计划',
  flow: planFlow,
  successors: (ctx: Ctx) => staffWithDuty(ctx, manageChannels),
  theirs: plansOf,
  input: (assignee_id, reason) => ({ assignee_id, reason }),
})
