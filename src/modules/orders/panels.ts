import type { Child } from 'hono/jsx'
import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'
import type { Side } from './duties.ts'

/** Whose page of an order it is: recipient, provider, or the centre's desk. */
type Panel = (ctx: Ctx, order: RowOf<'service_order'>, side: Side) => Promise<Child | null>

const panels: Panel[] = []

/** What a later module shows on the page of an order, below what is agreed and paid; null where it has nothing to say. */
export const orderPanels = (panel: Panel): void => void panels.push(panel)

export const panelsOf = async (ctx: Ctx, order: RowOf<'service_order'>, side: Side): Promise<Child[]> =>
  (await Promise.all(panels.map(panel => panel(ctx, order, side)))).filter(child => child !== null)
