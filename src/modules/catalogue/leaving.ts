import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type AnyWorkflow, type RowOf, workflows } from '#platform/workflow'

/** What a later module keeps that waits for a provider. */
interface Part {
  /** Locks it, before the provider is locked: whoever works on it reaches for the provider last. */
  lock(ctx: Ctx, providerId: string): Promise<void>
  /** Hands it back, once the provider is gone. */
  handBack(ctx: Ctx, gone: RowOf<'provider'>): Promise<void>
}
const parts = new Map<string, Part>()

/**
 * What a later module does in the transaction in which a provider leaves the directory (4.5.1): whatever of its waits for
 * the provider is handed back there and then. `name` says whose part it is, once.
 */
export function whenProviderLeaves(name: string, part: Part): void {
  if (parts.has(name)) throw new Error(`what ${name} does when a provider leaves is declared twice`)
  parts.set(name, part)
}

/** The one way out of the directory, as the last step of an exit. */
export async function leaveDirectory(given: Ctx, providerId: string, reason: string): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  for (const part of parts.values()) await part.lock(ctx, providerId)
  await perform(ctx, workflows.get('provider') as AnyWorkflow, 'leave', providerId, { reason })
}

/** The consequence of leaving. */
export async function providerLeft(ctx: Ctx, row: RowOf<'provider'>): Promise<void> {
  for (const part of parts.values()) await part.handBack(ctx, row)
}
