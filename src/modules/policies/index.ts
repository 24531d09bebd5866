import './jobs.ts'
import './own-data.ts'
import './publications.ts'

export {
  type Citable,
  type Cited,
  citablePolicies,
  citablePolicy,
  citedPolicy,
  inBrackets,
  suggestedPolicies,
} from './citing.ts'
export { policyFollowFlow } from './follow.ts'
export { partyFactFlow } from './party-fact.ts'
export { policyPages } from './queries/library.ts'
export { policyRoutes } from './routes.tsx'
export { policyFlow } from './workflow.ts'
