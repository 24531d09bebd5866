import './holdings.ts'
import './jobs.ts'
import './own-data.ts'

export { substantiatedAgainst } from './queries.ts'
export { complaintRoutes } from './routes.tsx'
export { statementFlow } from './statement.ts'
export { complaintFlow } from './workflow.ts'
