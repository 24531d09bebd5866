import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { foundIds } from '#platform/search'
import { kinds } from './codes.ts'

export const topics = (ctx: Ctx, options: { ended?: boolean } = {}) =>
  ctx.db
    .selectFrom('knowledge_topic')
    .select(['id', 'state', 'kind', 'name'])
    .$if(!options.ended, query => query.where('state', '=', 'active'))
    .orderBy('state')
    .orderBy(sql`array_position(array['policy', 'technology', 'business'], kind)`)
    .orderBy('id')
    .limit(200)
    .execute()

/** 政策：补贴扶持 */
export const topicChoices = async (ctx: Ctx) =>
  (await topics(ctx)).map(one => ({
    value: one.id,
    label: `${kinds[one.kind as keyof typeof kinds]}：${one.name}`,
  }))

export const versionOf = (ctx: Ctx, entryId: string, version: number) =>
  ctx.db
    .selectFrom('knowledge_version')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where('version', '=', version)
    .executeTakeFirst()

export const versionsOf = (ctx: Ctx, entryId: string) =>
  ctx.db
    .selectFrom('knowledge_version')
    .leftJoin('knowledge_topic', 'knowledge_topic.id', 'knowledge_version.topic_id')
    .selectAll('knowledge_version')
    .select('knowledge_topic.name as topic')
    .where('entry_id', '=', entryId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

/** What the public may read, each with its public text and how often that was read. */
const shownEntries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('knowledge_entry')
    .innerJoin('knowledge_version', join =>
      join
        .onRef('knowledge_version.entry_id', '=', 'knowledge_entry.id')
        .onRef('knowledge_version.version', '=', 'knowledge_entry.version'),
    )
    .leftJoin('knowledge_topic', 'knowledge_topic.id', 'knowledge_version.topic_id')
    .leftJoin('knowledge_count', join =>
      join
        .onRef('knowledge_count.entry_id', '=', 'knowledge_entry.id')
        .onRef('knowledge_count.version', '=', 'knowledge_entry.version'),
    )
    .where('knowledge_entry.hidden', '=', false)
    .where('knowledge_entry.state', '!=', 'withdrawn')

export interface PublicFilter {
  kind: string
  topicId: string
  question: string
}

/** Public entries, those that were read most first. */
export async function publicEntries(ctx: Ctx, filter: PublicFilter, limit: number) {
  const found = filter.question ? await foundIds(ctx, filter.question, 'knowledge_entry') : null
  return shownEntries(ctx)
    .select([
      'knowledge_entry.id',
      'knowledge_version.title',
      'knowledge_version.form',
      'knowledge_version.kind',
      'knowledge_version.body',
      'knowledge_topic.name as topic',
      'knowledge_entry.confirmed_at',
      sql<number>`coalesce(knowledge_count.reads, 0)`.as('reads'),
    ])
    .$if(filter.kind !== '', query => query.where('knowledge_version.kind', '=', filter.kind))
    .$if(filter.topicId !== '', query => query.where('knowledge_version.topic_id', '=', filter.topicId))
    .$if(found !== null, query => query.where('knowledge_entry.id', 'in', [noId, ...(found ?? [])]))
    .orderBy(sql`coalesce(knowledge_count.reads, 0)`, 'desc')
    .orderBy('knowledge_entry.id', 'desc')
    .limit(limit)
    .execute()
}

export const publicEntry = (ctx: Ctx, id: string) =>
  shownEntries(ctx)
    .selectAll('knowledge_version')
    .select([
      'knowledge_entry.id',
      'knowledge_topic.name as topic',
      'knowledge_entry.published_at as first_published_at',
      'knowledge_entry.confirmed_at',
    ])
    .where('knowledge_entry.id', '=', id)
    .executeTakeFirst()
export type PublicEntry = NonNullable<Awaited<ReturnType<typeof publicEntry>>>

/** Those of these entries that the public may read. */
export const entriesById = (ctx: Ctx, ids: readonly string[]) =>
  shownEntries(ctx)
    .select([
      'knowledge_entry.id',
      'knowledge_version.title',
      'knowledge_version.body',
      'knowledge_version.basis',
    ])
    .where('knowledge_entry.id', 'in', [noId, ...ids])
    .limit(200)
    .execute()

export interface DeskFilter {
  state: string
  kind: string
  topicId: string
  doubted: number
  question: string
  after: string
}

/** Entries for the workbench, the latest first, page by key. */
export async function entryList(ctx: Ctx, filter: DeskFilter, limit: number) {
  let query = ctx.db
    .selectFrom('knowledge_entry')
    .innerJoin('knowledge_version as latest', join =>
      join
        .onRef('latest.entry_id', '=', 'knowledge_entry.id')
        .onRef('latest.version', '=', 'knowledge_entry.latest_version'),
    )
    .leftJoin('knowledge_topic', 'knowledge_topic.id', 'latest.topic_id')
    .leftJoin('staff as author', 'author.id', 'knowledge_entry.author_id')
    .leftJoin('staff as reviewer', 'reviewer.id', 'knowledge_entry.reviewer_id')
    .leftJoin('knowledge_count', join =>
      join
        .onRef('knowledge_count.entry_id', '=', 'knowledge_entry.id')
        .onRef('knowledge_count.version', '=', 'knowledge_entry.version'),
    )
    .select([
      'knowledge_entry.id',
      'knowledge_entry.state',
      'knowledge_entry.title',
      'knowledge_entry.valid_until',
      'knowledge_entry.source_id',
      'knowledge_entry.published_at',
      'latest.form',
      'latest.kind',
      'latest.basis',
      'knowledge_topic.name as topic',
      'author.name as author',
      'reviewer.name as reviewer',
      sql<number>`coalesce(knowledge_count.reads, 0)`.as('reads'),
      sql<number>`coalesce(knowledge_count.helpful, 0)`.as('helpful'),
      sql<number>`coalesce(knowledge_count.unhelpful, 0)`.as('unhelpful'),
    ])
    .orderBy('knowledge_entry.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('knowledge_entry.state', '=', filter.state)
  if (filter.kind) query = query.where('latest.kind', '=', filter.kind)
  if (filter.topicId) query = query.where('latest.topic_id', '=', filter.topicId)
  if (filter.doubted > 0)
    query = query
      .where('knowledge_count.unhelpful', '>=', filter.doubted)
      .whereRef('knowledge_count.unhelpful', '>=', 'knowledge_count.helpful')
      .where('knowledge_entry.state', '!=', 'withdrawn')
  if (filter.question.trim())
    query = query.where('knowledge_entry.title', 'like', `%${filter.question.trim().slice(0, 40)}%`)
  if (filter.after) query = query.where('knowledge_entry.id', '<', filter.after)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type EntryRow = Awaited<ReturnType<typeof entryList>>['rows'][number]

export const countsOf = (ctx: Ctx, entryId: string, version: number) =>
  ctx.db
    .selectFrom('knowledge_count')
    .select(['reads', 'helpful', 'unhelpful'])
    .where('entry_id', '=', entryId)
    .where('version', '=', version)
    .executeTakeFirst()

/** What became due today, and what is being corrected although its public version ran out before `day`. */
export async function overDue(ctx: Ctx, today: string, hideBefore: string) {
  const [due, late] = await Promise.all([
    ctx.db
      .selectFrom('knowledge_entry')
      .select('id')
      .where('state', '=', 'published')
      .where('valid_until', '<=', today)
      .limit(500)
      .execute(),
    ctx.db
      .selectFrom('knowledge_entry')
      .select('id')
      .where('state', 'in', ['revising', 'revising_review'])
      .where('hidden', '=', false)
      .where('valid_until', '<', hideBefore)
      .limit(500)
      .execute(),
  ])
  return { due: due.map(one => one.id), late: late.map(one => one.id) }
}
