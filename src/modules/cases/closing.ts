import type { Ctx } from '#platform/ctx'
import { defineDoor } from '#platform/door'
import type { RowOf } from '#platform/workflow'

type ServiceCase = RowOf<'service_case'>

/** `closed` is the consequence of every action that closes a case; `whenClosed` is what others do then. */
export const { when: whenClosed, pass: closed } = defineDoor<ServiceCase>()

/** What a later module says of a case whose applicant agrees to a quote: whether it is delivered by milestones. */
type OnAgreement = (ctx: Ctx, row: ServiceCase) => Promise<{ by_milestones: boolean }>
const agreeing: OnAgreement[] = []
/** In the transaction in which the applicant agrees to a quote: the case names the provider and the price. */
export const whenAgreed = (handler: OnAgreement): void => void agreeing.push(handler)
export async function agreed(ctx: Ctx, row: ServiceCase): Promise<{ by_milestones: boolean }> {
  let by_milestones = false
  for (const handler of agreeing) by_milestones = (await handler(ctx, row)).by_milestones || by_milestones
  return { by_milestones }
}

/** … where nobody is agreed any more: handed back, withdrawn or abandoned. */
export const { when: whenDropped, pass: dropped } = defineDoor<ServiceCase>()

/** … where a closed case is taken up again. */
export const { when: whenReopened, pass: reopened } = defineDoor<ServiceCase>()
