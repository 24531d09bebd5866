import type { Ctx } from '#platform/ctx'
import { isId } from '#platform/ids'
import { similar } from '#platform/search'
import type { Basis } from './codes.ts'
import { entriesById, publicEntries, publicEntry } from './queries.ts'

export interface Suggested {
  id: string
  title: string
  body: string
  basis: Basis[]
}

/**
 * Published, visible entries that may answer a text as somebody types it, best first. Every telling word in common
 * counts, so half a sentence is enough.
 */
export async function suggestedAnswers(ctx: Ctx, text: string, limit: number): Promise<Suggested[]> {
  const best = await similar(ctx, text, 'knowledge_entry', limit)
  const entries = new Map((await entriesById(ctx, best)).map(entry => [entry.id, entry]))
  return best.flatMap(id => {
    const entry = entries.get(id)
    return entry ? [{ ...entry, basis: entry.basis as unknown as Basis[] }] : []
  })
}

/** An entry that the public may read, by its id or its address; null where there is none. */
export async function publicAnswer(ctx: Ctx, idOrLink: string) {
  const id = /[0-9a-f-]{36}/i.exec(idOrLink)?.[0] ?? ''
  return isId(id) ? ((await publicEntry(ctx, id)) ?? null) : null
}

/** What the public reads most. */
export const mostRead = (ctx: Ctx, limit: number) =>
  publicEntries(ctx, { kind: '', topicId: '', question: '' }, limit)
