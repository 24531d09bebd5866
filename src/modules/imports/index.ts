import './jobs.ts'
import './own-data.ts'

export { actorOfStaff } from './queries.ts'
export { importRoutes } from './routes.tsx'
export { importFlow } from './workflow.ts'
