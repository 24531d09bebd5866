import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { handleMatches } from './duties.ts'
import { needFlow } from './need.ts'
import { needsHeldBy, referralsHeldBy } from './queries.ts'
import { referralFlow } from './referral.ts'

defineRecordHolding('resource_need', {
  label: '承办的对接需求',
  successors: ctx => staffWithDuty(ctx, handleMatches),
  flow: needFlow,
  theirs: needsHeldBy,
  input: (officer_id, reason) => ({ officer_id, reason }),
})
defineRecordHolding('resource_referral', {
  label: '跟进的资源引荐',
  successors: ctx => staffWithDuty(ctx, handleMatches),
  flow: referralFlow,
  theirs: referralsHeldBy,
  input: (officer_id, reason) => ({ officer_id, reason }),
})
