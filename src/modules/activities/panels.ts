import type { Child } from 'hono/jsx'
import type { Ctx } from '#platform/ctx'
import type { Activity } from './inputs.ts'

type Panel = (ctx: Ctx, activity: Activity) => Promise<Child | null>

const panels: Panel[] = []

/** What a later module shows on an activity's page for everybody: posts at a 招聘会; null where it has nothing to say. */
export const activityPanels = (panel: Panel): void => void panels.push(panel)

export const panelsOf = async (ctx: Ctx, activity: Activity): Promise<Child[]> =>
  (await Promise.all(panels.map(panel => panel(ctx, activity)))).filter(child => child !== null)
