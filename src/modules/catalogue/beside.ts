import type { Ctx } from '#platform/ctx'
import type { Tone } from '#platform/workflow'

/** What a later module has to say of a provider, beside what the directory says of it. */
export interface Beside {
  title: string
  lines: ReadonlyArray<{ href: string; label: string; about: string; state: { label: string; tone: Tone } }>
}
type Look = (ctx: Ctx, providerId: string) => Promise<Beside | null>
const looks = new Map<string, Look>()

/**
 * A card on a provider's page, at the desk and in its own place: null for those who may not know of it. `name` says whose
 * card it is, once.
 */
export function besideProvider(name: string, look: Look): void {
  if (looks.has(name)) throw new Error(`what ${name} shows beside a provider is declared twice`)
  looks.set(name, look)
}

export async function allBeside(ctx: Ctx, providerId: string): Promise<Beside[]> {
  const found = await Promise.all([...looks.values()].map(look => look(ctx, providerId)))
  return found.filter(one => one !== null)
}
