import './holdings.ts'
import './clauses.ts'
import './due.ts'
import './jobs.ts'
import './self.ts'

export { ensureSheet } from './default-sheet.ts'
export { roundBegun, roundReady } from './doors.ts'
export { approveEvaluations, runEvaluations, seesEvaluations } from './duties.ts'
export { gapFlow } from './gap.ts'
export {
  type Covered,
  type Evaluation,
  type EvaluationKind,
  type EvaluationRound,
  evaluationKinds,
  evaluationRound,
} from './kinds.ts'
export { markFlow } from './mark.ts'
export { titleOf } from './messages.ts'
export { latestRounds, roundById, roundOf } from './queries/rounds.ts'
export { type ItemServed, servedIn } from './queries/served.ts'
export { comparable, type Results, responseRate } from './results.ts'
export { evaluationRoutes } from './routes.ts'
export { indicatorOf, partOf, type SheetRow } from './score-sheet.ts'
export { cycles } from './settings.ts'
export { sheetFlow } from './sheet.ts'
export { evaluationFlow } from './workflow.ts'
