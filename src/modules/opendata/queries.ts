export { placesOf } from './queries/places.ts'
export {
  allItems,
  itemsOffered,
  type ProviderRow,
  providerCount,
  providerRow,
  providerRows,
} from './queries/providers.ts'
export {
  type Filter,
  type Offer,
  offersOf,
  type ServiceRow,
  serviceCount,
  serviceDates,
  serviceIds,
  serviceRow,
  serviceRows,
  servicesWith,
  subCentresOf,
} from './queries/services.ts'
