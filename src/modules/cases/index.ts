import './jobs.ts'

export { acceptCases, assignCases, handleCases, readCases, registerCases } from './duties.ts'
export { type CaseLine, CaseLinks } from './pages/lists.tsx'
export { caseList, quotesForActor } from './queries.ts'
export { quoteFlow } from './quote.ts'
export { caseRoutes } from './routes.tsx'
export { deadlineOf } from './steps.ts'
export { serviceCaseFlow } from './workflow.ts'
