import './imports.ts'
import './inspectable.ts'
import './jobs.ts'
import './own-data.ts'

export { providerChangeFlow } from './change.ts'
export { confirmationFlow } from './confirmation.ts'
export { hiddenWords } from './freshness.ts'
export { priceText } from './price.ts'
export { providerFlow } from './provider.ts'
export { providerCaseFlow } from './provider-case.ts'
export {
  fewestRatings,
  itemsForApplying,
  type PublishedItem,
  providerById,
  providersOf,
  providersOfActor,
  publishedItem,
  ratingsOf,
  versionOf,
} from './queries.ts'
export { catalogueRoutes } from './routes.tsx'
export { listedProviders, publishedItems } from './shown.ts'
export { directoryAlternates } from './structured.ts'
export { proposeSuspension, suspensionProposalFlow } from './suspension.ts'
export {
  audiences,
  type Family,
  families,
  type Material,
  type Step,
  serviceItemFlow,
} from './workflow.ts'
