import './granting.ts'
import './indicators.ts'
import './jobs.ts'
import './own-data.ts'

export { callbackFlow } from './callback.ts'
export { ratingRoutes } from './routes.tsx'
export { rate } from './workflow.ts'
