import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'

type Accepted = (ctx: Ctx, milestone: RowOf<'milestone'>) => Promise<void>
const handlers: Accepted[] = []

/**
 * What a later module does in the transaction in which a milestone is accepted, by whomever: by the recipient, by staff on
 * their word, or by time. (`on('milestone.accept')` alone hears the recipient only.)
 */
export const whenAccepted = (handler: Accepted): void => void handlers.push(handler)

export async function acceptedNow(ctx: Ctx, milestone: RowOf<'milestone'>): Promise<void> {
  for (const handler of handlers) await handler(ctx, milestone)
}
