export { apiRoutes } from './api.ts'
export { badgeOf, type Button, buttonsFor, mayCreate, story, type Told } from './buttons.ts'
export { fileRoutes } from './files.ts'
export { actionRoutes } from './routes.tsx'
