export { flowFor, jsonOf, shown } from './api.ts'
export {
  type Button,
  badgeOf,
  buttonsFor,
  hintsOf,
  mayCreate,
  recordLink,
  story,
  type Told,
} from './buttons.ts'
export { sendStored } from './files.ts'
export { describeAction } from './openapi.ts'
export { parkAndSignIn, parkedForm } from './parking.ts'
export { actionRoutes } from './routes.tsx'
