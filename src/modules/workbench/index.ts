export { workbenchRoutes } from './routes.tsx'
