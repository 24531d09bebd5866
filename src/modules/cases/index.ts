import './clauses.ts'
import './holdings.ts'
import './indicators.ts'
import './jobs.ts'
import './leaving.ts'
import './own-data.ts'
import './served.ts'

export { byCode } from './by-code.tsx'
export { whenAgreed, whenClosed, whenDropped, whenReopened } from './closing.ts'
export { lineOf } from './desk.tsx'
export {
  askedBy,
  assignCases,
  caseDuties,
  handleCases,
  readCases,
  seesCases,
} from './duties.ts'
export { ratingLink, ratingToken } from './links.ts'
export { type CaseLine, CaseLinks, type QuoteLine, QuoteLinks } from './pages/lists.tsx'
export { caseFilter, caseGroups, caseList, quotesForActor } from './queries.ts'
export { quoteFlow } from './quote.ts'
export { caseRoutes, quoteLine } from './routes.tsx'
export { acceptDays, confirmDays } from './settings.ts'
export { deadlineOf } from './steps.ts'
export { serviceCaseFlow } from './workflow.ts'
