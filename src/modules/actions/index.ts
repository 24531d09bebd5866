export { apiRoutes } from './api.ts'
export { type Button, badgeOf, buttonsFor, mayCreate, story, type Told } from './buttons.ts'
export { fileRoutes } from './files.ts'
export { actionRoutes } from './routes.tsx'
