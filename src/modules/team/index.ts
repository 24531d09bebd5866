export { posts, staffNames, staffWithDuty, team } from './queries.ts'
export { manageTeam, postFlow, staffFlow } from './workflow.ts'
