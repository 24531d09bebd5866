import './follow.ts'

export { whenAccepted } from './doors.ts'
export { type Side, sideOf } from './duties.ts'
export { milestoneFlow } from './milestone.ts'
export { orderPanels } from './panels.ts'
export { milestonesOf, orderFor } from './queries.ts'
export { orderRoutes } from './routes.tsx'
export { serviceOrderFlow } from './workflow.ts'
