import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'

type ServiceCase = RowOf<'service_case'>
type Handler = (ctx: Ctx, row: ServiceCase) => Promise<void>

/** What later modules do in the transaction of a case's action, and how the case calls them. */
function door(): { declare: (handler: Handler) => void; run: Handler } {
  const handlers: Handler[] = []
  return {
    declare: handler => void handlers.push(handler),
    run: async (ctx, row) => {
      for (const handler of handlers) await handler(ctx, row)
    },
  }
}

const closing = door()
/**
 * What a later module does in the transaction that closes a case. For what the applicant must find on the very next page;
 * everything else is a job (`on`).
 */
export const whenClosed = closing.declare
/** The consequence of every action that closes a case. */
export const closed = closing.run

/** What a later module says of a case whose applicant agrees to a quote: whether it is delivered by milestones. */
type OnAgreement = (ctx: Ctx, row: ServiceCase) => Promise<{ by_milestones: boolean }>
const agreeing: OnAgreement[] = []
/** … in the transaction in which the applicant agrees to a quote: the case names the provider and the price. */
export const whenAgreed = (handler: OnAgreement): void => void agreeing.push(handler)
export async function agreed(ctx: Ctx, row: ServiceCase): Promise<{ by_milestones: boolean }> {
  let by_milestones = false
  for (const handler of agreeing) by_milestones = (await handler(ctx, row)).by_milestones || by_milestones
  return { by_milestones }
}

const dropping = door()
/** … where nobody is agreed any more: handed back, withdrawn or abandoned. */
export const whenDropped = dropping.declare
export const dropped = dropping.run

const reopening = door()
/** … where a closed case is taken up again. */
export const whenReopened = reopening.declare
export const reopened = reopening.run
