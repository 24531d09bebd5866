import './clauses.ts'
import './indicators.ts'
import './jobs.tsx'
import './own-data.ts'

export { certificateFlow } from './certificate.ts'
export { certificateRoutes } from './routes.ts'
export { batchFlow } from './workflow.ts'
