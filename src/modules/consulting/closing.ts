import type { Ctx } from '#platform/ctx'
import { defineDoor } from '#platform/door'
import type { Consultation } from './duties.ts'

const { when, pass } = defineDoor<Consultation>()
export const whenConsultationOver = when

/** The consequence of every action after which a consultation may be over, with somebody there who can say how it was. */
export async function over(ctx: Ctx, row: Consultation): Promise<void> {
  if (row.state === 'closed' && isReachable(row)) await pass(ctx, row)
}

/** Whether somebody can be told, or look by themselves. */
export const isReachable = (row: Consultation): boolean =>
  row.contact_phone !== null || row.identity_id !== null || row.channel === 'web'
