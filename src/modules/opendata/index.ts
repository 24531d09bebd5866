export { openDataRoutes } from './routes.tsx'
export { licence } from './settings.ts'
