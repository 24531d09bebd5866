import './settings.ts'

export { foundCentre, founder, founding, openCentre, settlePosts } from './founding.ts'
export { staffNames, staffWithDuty } from './queries.ts'
export { teamRoutes } from './routes.tsx'
export { setupToken } from './setup.tsx'
export { standardPosts } from './standard-posts.ts'
export { staffFlow } from './workflow.ts'
