import './holdings.ts'
import './jobs.ts'
import './own-data.ts'

export { supervisionRoutes } from './routes.tsx'
export { readJournal } from './workflow.ts'
