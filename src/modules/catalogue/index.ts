export { manageProviders, providerFlow, type Qualification } from './provider.ts'
export {
  itemList,
  itemsForApplying,
  itemsOfProvider,
  type PublishedItem,
  providerById,
  providerList,
  providersOf,
  publishedItem,
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
