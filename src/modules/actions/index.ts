export { type Button, badgeOf, buttonsFor, mayCreate, recordLink, story, type Told } from './buttons.ts'
export { actionRoutes } from './routes.tsx'
