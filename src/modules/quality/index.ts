import './own-data.ts'

export { lookForIssues } from './looking.ts'
export { qualityRoutes } from './routes.tsx'
export { issueFlow } from './workflow.ts'
