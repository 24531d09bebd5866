import './granting.ts'
import './jobs.ts'
import './own-data.ts'

export { ratingRoutes } from './routes.tsx'
export { callbackFlow, rate } from './workflow.ts'
