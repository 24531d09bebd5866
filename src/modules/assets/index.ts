import './clauses.ts'
import './holdings.ts'
import './jobs.ts'
import './own-data.ts'

export { lineFlow } from './counting.ts'
export { assetRoutes } from './routes.tsx'
export { stocktakingFlow } from './stocktaking.ts'
export { assetFlow } from './workflow.ts'
