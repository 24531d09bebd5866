export { apiRoutes } from './api.ts'
export { fileRoutes } from './files.ts'
export { actionRoutes } from './routes.tsx'
