import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'

// Dictionaries take a while to load and 40 MB: they come with the first search or writing.

export interface SearchDocument {
  subject: string
  recordId: string
  /** 'public', or the code of the duty that one must hold to find it. */
  audience: string
  title: string
  summary: string
  href: string
  /** What it is found by, besides its title. */
  text: string
  weight?: number
}

export interface Hit {
  subject: string
  record_id: string
  title: string
  summary: string
  href: string
}

/** Puts a document into the index, or replaces it. */
export async function putInIndex(ctx: Ctx, document: SearchDocument): Promise<void> {
  const { indexTokens } = await import('./tokens.ts')
  const tokens = indexTokens(`${document.title}\n${document.text}`)
  await sql`select put_search_document(${document.subject}, ${document.recordId}::uuid, ${document.audience}, ${document.title},
    ${document.summary}, ${document.href}, ${document.weight ?? 1}::real, ${tokens}::text[])`.execute(ctx.db)
}

export async function dropFromIndex(ctx: Ctx, subject: string, recordId: string): Promise<void> {
  await sql`select drop_search_document(${subject}, ${recordId}::uuid)`.execute(ctx.db)
}

/** Ids of all public records of a subject that match every word of the question; null where it has no words. */
export async function foundIds(ctx: Ctx, question: string, subject: string): Promise<string[] | null> {
  const { queryTokens } = await import('./tokens.ts')
  const tokens = queryTokens(question.slice(0, 100))
  if (tokens.length === 0) return null
  const { rows } = await sql<{
    record_id: string
  }>`select record_id from found_documents(${tokens}::text[], ${subject})`.execute(ctx.db)
  return rows.map(row => row.record_id)
}

/** Below this a document only happens to share a common word with a text. */
const leastFit = 4

/**
 * Ids of public documents of a subject that may answer a text as somebody types it, best first. Every telling word in
 * common counts, so half a sentence is enough; rare words count more than common ones.
 */
export async function similar(ctx: Ctx, text: string, subject: string, limit: number): Promise<string[]> {
  const { tellingTokens } = await import('./tokens.ts')
  const tokens = tellingTokens(text.slice(0, 500))
  if (tokens.length === 0) return []
  const { rows } = await sql<{
    record_id: string
    fit: number
  }>`select record_id, fit from similar_documents(${tokens}::text[], ${subject}, ${limit})`.execute(ctx.db)
  return rows.filter(({ fit }) => fit >= leastFit).map(({ record_id }) => record_id)
}

/**
 * Documents of this centre that match every word of the question: public ones, and with `asStaff` also those that the
 * actor's duties open. (A page that is kept for everyone asks without.)
 */
export async function search(
  ctx: Ctx,
  question: string,
  options: { asStaff?: boolean; subject?: string; limit?: number } = {},
): Promise<Hit[]> {
  const { queryTokens } = await import('./tokens.ts')
  const tokens = queryTokens(question.slice(0, 100))
  if (tokens.length === 0) return []
  const audiences = options.asStaff ? ['public', ...ctx.actor.duties] : ['public']
  const { rows } = await sql<Hit>`
    select subject, record_id, title, summary, href
    from search_documents(${tokens}::text[], ${audiences}::text[], ${options.subject ?? null}, ${options.limit ?? 20})`.execute(
    ctx.db,
  )
  return rows
}
