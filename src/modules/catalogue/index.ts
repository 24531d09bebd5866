export { catalogueRoutes } from './routes.tsx'
export { manageProviders, type Qualification, providerFlow } from './provider.ts'
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
export { audiences, editItems, type Family, families, priceKinds, readItems, reviewItems, serviceItemFlow } from './workflow.ts'
