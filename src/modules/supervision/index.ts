import './jobs.ts'
import './own-data.ts'

export { supervisionRoutes } from './routes.tsx'
export { phoneCallFlow, urgeFlow } from './workflow.ts'
