export { exportTable, wantedFile } from './export.ts'
export { myNav, portalMore } from './navigation.ts'
export { desk, plain, portal, showProblem } from './render.tsx'
export { shellRoutes } from './routes.ts'
