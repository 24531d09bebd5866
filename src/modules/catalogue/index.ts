import './imports.ts'
import './jobs.ts'
import './own-data.ts'

export { providerFlow } from './provider.ts'
export {
  fewestRatings,
  itemsForApplying,
  type PublishedItem,
  providerById,
  providersOf,
  publishedItem,
  ratingsOf,
  versionOf,
} from './queries.ts'
export { catalogueRoutes } from './routes.tsx'
export {
  families,
  serviceItemFlow,
} from './workflow.ts'
