import './jobs.ts'
import './own-data.ts'

export { priceText } from './price.ts'
export { providerFlow } from './provider.ts'
export {
  fewestRatings,
  itemsForApplying,
  type PublishedItem,
  providerById,
  providersOf,
  publishedItem,
  publishedItems,
  ratingsOf,
  versionOf,
} from './queries.ts'
export { catalogueRoutes } from './routes.tsx'
export { directoryAlternates } from './structured.ts'
export {
  audiences,
  type Family,
  families,
  type Material,
  type Step,
  serviceItemFlow,
} from './workflow.ts'
