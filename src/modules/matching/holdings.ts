import { handleMatches } from '#modules/resources'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { followUpFlow } from './follow-up.ts'
import { followUpsHeldBy, introductionsHeldBy } from './queries.ts'
import { introductionFlow } from './workflow.ts'

defineRecordHolding('introduction', {
  label: '承办的供需对接',
  successors: ctx => staffWithDuty(ctx, handleMatches),
  flow: introductionFlow,
  theirs: introductionsHeldBy,
  input: (officer_id, reason) => ({ officer_id, reason }),
})
defineRecordHolding('introduction_follow_up', {
  label: '要做的对接回访',
  successors: ctx => staffWithDuty(ctx, handleMatches),
  flow: followUpFlow,
  theirs: followUpsHeldBy,
  input: (officer_id, reason) => ({ officer_id, reason }),
})
