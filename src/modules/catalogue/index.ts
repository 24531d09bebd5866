import './clauses.ts'
import './imports.ts'
import './indicators.ts'
import './inspectable.ts'
import './jobs.ts'
import './own-data.ts'
import './publications.ts'

export { besideProvider } from './beside.ts'
export { providerChangeFlow } from './change.ts'
export { confirmationFlow } from './confirmation.ts'
export { hiddenWords } from './freshness.ts'
export { leaveDirectory, whenProviderLeaves } from './leaving.ts'
export { offerFields, saysWhat } from './offers.ts'
export { Facet, Pager, withQuery } from './pages/directory.tsx'
export { priceText } from './price.ts'
export {
  type KeyPerson,
  lacking,
  manageProviders,
  type Profile,
  providerFlow,
  type Qualification,
} from './provider.ts'
export { providerCaseFlow } from './provider-case.ts'
export { inPublic, namesNobody, partyField, profile } from './provider-inputs.ts'
export { itemsToClassify } from './queries/keeping.ts'
export {
  fewestRatings,
  itemsForApplying,
  type PublishedItem,
  providersOf,
  providersOfActor,
  providerToAsk,
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
