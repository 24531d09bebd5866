import './holdings.ts'
import './jobs.ts'
import './own-data.ts'
import './workflow.ts'

export { supervisionRoutes } from './routes.tsx'
