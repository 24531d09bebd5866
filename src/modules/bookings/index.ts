import './jobs.ts'
import './own-data.ts'

export { calendarFeedFlow } from './feed.ts'
export { resourceFlow } from './resource.ts'
export { bookingRoutes } from './routes.tsx'
export { bookingFlow } from './workflow.ts'
