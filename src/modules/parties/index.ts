import './clauses.ts'
import './imports.ts'

export { partyAtCounter, partyOnPhone, personOnPhone } from './counter.ts'
export { manageParties, readParties, shownPhone, unmask } from './duties.ts'
export { noteContact } from './effects.ts'
export { onMerge } from './jobs.ts'
export { liaisonAreaFlow } from './liaison.ts'
export {
  type ActedBy,
  actedBy,
  actsByProxy,
  byProxy,
  proxyFor,
  proxyOptions,
} from './mandate/acting.ts'
export { evidences } from './mandate/inputs.ts'
export {
  endProxies,
  mandatesById,
  proxiesOfActor,
} from './mandate/proxy.ts'
export { mandateFlow, phoneOf } from './mandate.ts'
export { ownFiles, wordsOfPerson } from './own-data.ts'
export { ActedByWords } from './pages/acted-by.tsx'
export { UnmaskedPage, UnmaskForm } from './pages/unmask.tsx'
export {
  claimableParties,
  mandatesOfActor,
  mandatesOfOthers,
  partiesByPhone,
  partiesOfActor,
} from './queries.ts'
export { partyRoutes } from './routes.tsx'
export { type PartyKind, partyFlow, partyKinds } from './workflow.ts'
