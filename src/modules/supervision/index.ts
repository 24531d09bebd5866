import './jobs.ts'

export { supervisionRoutes } from './routes.tsx'
export { phoneCallFlow, urgeFlow } from './workflow.ts'
