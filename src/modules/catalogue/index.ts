import './jobs.ts'
import './own-data.ts'

export { manageProviders, providerFlow, type Qualification } from './provider.ts'
export {
  fewestRatings,
  itemList,
  itemsForApplying,
  itemsOfProvider,
  type PublishedItem,
  providerById,
  providerList,
  providersOf,
  publishedItem,
  ratingsOf,
  versionOf,
  versionsOf,
} from './queries.ts'
export { catalogueRoutes } from './routes.tsx'
export {
  audiences,
  editItems,
  type Family,
  families,
  priceKinds,
  readItems,
  reviewItems,
  serviceItemFlow,
} from './workflow.ts'
