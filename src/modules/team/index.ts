export { posts, staffNames, staffWithDuty, team } from './queries.ts'
export { teamRoutes } from './routes.tsx'
export { calendarFlow, settingFlow } from './settings.ts'
export { manageTeam, postFlow, staffFlow } from './workflow.ts'
