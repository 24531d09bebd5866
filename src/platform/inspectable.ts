import type { Ctx } from './ctx.ts'
import type { Recipient } from './notify.ts'

/** One thing that inspectors can look at. The name is published with plan and result: no villager's name in it. */
export interface Inspected {
  id: string
  name: string
  /** Where the public reads of it. */
  href: string
  /** Whose it is, and who puts right what is found; absent: the centre's own. */
  partyId?: string
}

/** A list of what can be inspected (4.5.1); every owner of such records defines its part beside them. */
export interface Inspectable {
  /** 服务商 */
  label: string
  /** Those that can be inspected today; limited, and always in the same order. */
  list(ctx: Ctx): Promise<Inspected[]>
  /** Whom to tell that it is inspected, and what came of it. */
  told(ctx: Ctx, id: string): Promise<Recipient[]>
}

export const inspectables = new Map<string, Inspectable>()

export function defineInspectable(name: string, part: Inspectable): void {
  if (inspectables.has(name)) throw new Error(`inspectable ${name} is defined twice`)
  inspectables.set(name, part)
}
