import './clauses.ts'
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
export { conditionField, rowsOf } from './condition-rows.ts'
export { asked, conditionGroups, type Group, groupsInWords } from './conditions.ts'
export { evaluate, type Verdict } from './evaluate.ts'
export { explained, type ReasonGroup } from './fit.ts'
export { policyFollowFlow } from './follow.ts'
export { Reasons } from './pages/reasons.tsx'
export { partyFactFlow } from './party-fact.ts'
export { knownOf } from './queries/facts.ts'
export { policyPages } from './queries/library.ts'
export { policyRoutes } from './routes.tsx'
export { policyFlow } from './workflow.ts'
