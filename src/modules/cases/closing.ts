import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'

type ServiceCase = RowOf<'service_case'>
type Handler = (ctx: Ctx, closed: ServiceCase) => Promise<void>

const handlers: Handler[] = []

/**
 * What a later module does in the transaction that closes a case. For what the applicant must find on the very next page;
 * everything else is a job (`on`).
 */
export const whenClosed = (handler: Handler): void => {
  handlers.push(handler)
}

/** The consequence of every action that closes a case. */
export async function closed(ctx: Ctx, row: ServiceCase): Promise<void> {
  for (const handler of handlers) await handler(ctx, row)
}
