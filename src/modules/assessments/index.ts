import './beside.ts'
import './clauses.ts'
import './jobs.ts'
import './leaving.ts'
import './own-data.ts'

export { assessmentRoutes } from './routes.tsx'
export { assessmentFlow } from './workflow.ts'
