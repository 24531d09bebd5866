import './columns.ts'
import './publications.ts'

export { publicStates } from './codes.ts'
export { columnFlow, settleColumns } from './columns.ts'
export { articlePages, columns, newestBodies, publicArticle, publicArticles } from './queries.ts'
export { articleRoutes } from './routes.tsx'
export { articleFlow } from './workflow.ts'
