import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { indexTokens, queryTokens } from './tokens.ts'

export interface SearchDocument {
  subject: string
  recordId: string
  /** 'public' documents are found by everyone, 'staff' ones in the workbench only. */
  audience: 'public' | 'staff'
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
  const tokens = indexTokens(`${document.title}\n${document.text}`)
  await sql`select put_search_document(${document.subject}, ${document.recordId}::uuid, ${document.audience}, ${document.title},
    ${document.summary}, ${document.href}, ${document.weight ?? 1}::real, ${tokens}::text[])`.execute(ctx.db)
}

export async function dropFromIndex(ctx: Ctx, subject: string, recordId: string): Promise<void> {
  await sql`select drop_search_document(${subject}, ${recordId}::uuid)`.execute(ctx.db)
}

/** Documents of this centre that match every word of the question; staff also find what is not public. */
export async function search(
  ctx: Ctx,
  question: string,
  options: { audience?: 'public' | 'staff'; subject?: string; limit?: number } = {},
): Promise<Hit[]> {
  const tokens = queryTokens(question.slice(0, 100))
  if (tokens.length === 0) return []
  const audience = options.audience === 'staff' && ctx.actor.staffId ? 'staff' : 'public'
  const { rows } = await sql<Hit>`
    select subject, record_id, title, summary, href
    from search_documents(${tokens}::text[], ${audience}, ${options.subject ?? null}, ${options.limit ?? 20})`.execute(
    ctx.db,
  )
  return rows
}
