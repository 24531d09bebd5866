export { type Button, badgeOf, buttonsFor, mayCreate, story, type Told } from './buttons.ts'
export { actionRoutes } from './routes.tsx'
