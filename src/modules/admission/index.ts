import './clauses.ts'
import './holdings.ts'
import './jobs.ts'
import './own-data.ts'

export { blacklistFlow } from './blacklist.ts'
export {
  admissionDuties,
  checkAdmissions,
  decideAdmissions,
  theFirm,
} from './duties.ts'
export { exitFlow } from './exit.ts'
export { admissionObjectionFlow } from './objection.ts'
export { reviewFlow } from './review.ts'
export { admissionRoutes } from './routes.tsx'
export { admissionFlow } from './workflow.ts'
