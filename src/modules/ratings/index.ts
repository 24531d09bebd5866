import './own-data.ts'

export { mixRatings } from './jobs.ts'
export { ratingRoutes } from './routes.tsx'
export { callBack, callbackFlow, marks, type Rating, rate, ratingRightFlow } from './workflow.ts'
