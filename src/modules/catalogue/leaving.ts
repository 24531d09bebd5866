import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'

type Provider = RowOf<'provider'>
type Work = (ctx: Ctx, gone: Provider) => Promise<void>

const parts = new Map<string, Work>()

/**
 * What a later module does in the transaction in which a provider leaves the directory (4.5.1): whatever of its waits for
 * the provider is handed back there and then. `name` says whose part it is, once.
 */
export function whenProviderLeaves(name: string, work: Work): void {
  if (parts.has(name)) throw new Error(`what ${name} does when a provider leaves is declared twice`)
  parts.set(name, work)
}

/** The consequence of leaving. */
export async function providerLeft(ctx: Ctx, row: Provider): Promise<void> {
  for (const work of parts.values()) await work(ctx, row)
}
