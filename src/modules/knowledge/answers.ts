import type { Ctx } from '#platform/ctx'
import { fitting, telling, wordsIn } from '#platform/fitting'
import { isId } from '#platform/ids'
import type { Basis } from './codes.ts'
import { entriesWith, publicEntries, publicEntry } from './queries.ts'

export interface Suggested {
  id: string
  title: string
  body: string
  basis: Basis[]
}

/** Below this an entry only happens to share a common word. */
const leastFit = 4

/**
 * Published, visible entries that may answer a text as somebody types it, best first. Every telling word in common
 * counts, so half a sentence is enough.
 */
export async function suggestedAnswers(ctx: Ctx, text: string, limit: number): Promise<Suggested[]> {
  const asked = telling(await wordsIn(text.slice(0, 500)))
  if (asked.length === 0) return []
  const [entries, all] = [await entriesWith(ctx, asked), await publicEntries(ctx, nothing, 500)]
  const spread = new Map(
    asked.map(word => [word, entries.filter(entry => entry.tokens.includes(word)).length]),
  )
  const weighed = await Promise.all(
    entries.map(async entry => ({
      entry,
      fit: fitting(
        asked,
        { tokens: entry.tokens, title: await wordsIn(entry.title) },
        spread,
        // Among few entries every word is rare: as if there were some more.
        Math.max(all.length, 20),
      ),
    })),
  )
  return weighed
    .filter(({ fit }) => fit >= leastFit)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, limit)
    .map(({ entry: { id, title, body, basis } }) => ({
      ...{ id, title, body },
      basis: basis as unknown as Basis[],
    }))
}
const nothing = { kind: '', topicId: '', question: '' }

/** An entry that the public may read, by its id or its address; null where there is none. */
export async function publicAnswer(ctx: Ctx, idOrLink: string) {
  const id = /[0-9a-f-]{36}/i.exec(idOrLink)?.[0] ?? ''
  return isId(id) ? ((await publicEntry(ctx, id)) ?? null) : null
}

/** What the public reads most. */
export const mostRead = (ctx: Ctx, limit: number) => publicEntries(ctx, nothing, limit)
