export { packRoutes } from './routes.tsx'
export { verifyPack } from './verify.ts'
export { packFlow } from './workflow.ts'
