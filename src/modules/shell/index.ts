export { exportTable, wantedFile } from './export.ts'
export { mayFollow, myNav, portalMore } from './navigation.ts'
export { desk, plain, portal, showProblem } from './render.tsx'
export { fileRoutes, shellRoutes } from './routes.ts'
