import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { search } from '#platform/search'

export const pageSize = 20
/** So many hits of a search are looked at; whoever finds more narrows it down. */
const mostHits = 200

export interface LibraryFilter {
  question?: string
  level?: string
  audience?: string
  topic?: string
  /** 'open': one can apply today; 'over': no longer in force. */
  now?: string
}

type Ids = string[] | null

/** Policies as the public knows them: the version that was let out, never the one being written. */
const shown = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version', join =>
      join
        .onRef('policy_version.centre_id', '=', 'policy.centre_id')
        .onRef('policy_version.policy_id', '=', 'policy.id')
        .onRef('policy_version.version', '=', 'policy.version'),
    )
    .where('policy.shown', '=', true)

/** By the row alone: what is counted needs no version. */
function filtered(ctx: Ctx, filter: LibraryFilter, ids: Ids) {
  let query = ctx.db.selectFrom('policy').where('policy.shown', '=', true)
  query =
    filter.now === 'over'
      ? query.where('policy.in_force', '=', false)
      : query.where('policy.in_force', '=', true)
  if (ids !== null) query = query.where(sql<boolean>`policy.id = any (${ids}::uuid[])`)
  if (filter.level) query = query.where('policy.level', '=', filter.level)
  if (filter.audience) query = query.where(sql<boolean>`${filter.audience} = any (policy.audience)`)
  if (filter.topic) query = query.where(sql<boolean>`${filter.topic} = any (policy.topics)`)
  if (filter.now === 'open') query = query.where(isOpenOn(dayOf(ctx.now)))
  return query
}

const isOpenOn = (today: string) =>
  sql<boolean>`(window_kind = 'always' or ${today}::date between opens_on and closes_on)`

/** One page of the library, newest first, by key; the first one with counts. */
export async function libraryPage(ctx: Ctx, filter: LibraryFilter, after = '') {
  const ids = filter.question
    ? (await search(ctx, filter.question, { subject: 'policy', limit: mostHits })).map(hit => hit.record_id)
    : null
  let keys = filtered(ctx, filter, ids)
    .select(['policy.id', 'policy.centre_id', 'policy.version', 'policy.issued_on'])
    .orderBy('policy.issued_on', 'desc')
    .orderBy('policy.id', 'desc')
    .limit(pageSize + 1)
  if (after)
    keys = keys.where(
      sql<boolean>`(policy.issued_on, policy.id) < (select issued_on, id from policy where id = ${after})`,
    )
  const page = ctx.db
    .selectFrom(keys.as('key'))
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'key.centre_id')
        .onRef('v.policy_id', '=', 'key.id')
        .onRef('v.version', '=', 'key.version'),
    )
    .select(['key.id', 'v.title', 'v.number', 'v.issuer', 'v.level', 'v.issued_on', 'v.plain_gains'])
    .select(['v.amount', 'v.window_kind', 'v.opens_on', 'v.closes_on'])
    .orderBy('key.issued_on', 'desc')
    .orderBy('key.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  // Counting costs more than the page: it is done where one begins to read.
  const [found, counted] = await Promise.all([page, after ? null : counts(ctx, filter, ids)])
  const rows = found.slice(0, pageSize)
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null, counted }
}

/** Each facet counts what the others leave. */
async function counts(ctx: Ctx, filter: LibraryFilter, ids: Ids) {
  const { level: _l, ...anyLevel } = filter
  const { audience: _a, ...anyAudience } = filter
  const { topic: _t, ...anyTopic } = filter
  const { now: _n, ...anyTime } = filter
  const n = sql<number>`count(*)`.as('n')
  const today = dayOf(ctx.now)
  const [total, byLevel, byAudience, byTopic, open, over] = await Promise.all([
    filtered(ctx, filter, ids).select(n).executeTakeFirstOrThrow(),
    filtered(ctx, anyLevel, ids)
      .select([sql<string>`level`.as('value'), n])
      .groupBy('value')
      .execute(),
    filtered(ctx, anyAudience, ids)
      .select([sql<string>`unnest(audience)`.as('value'), n])
      .groupBy('value')
      .execute(),
    filtered(ctx, anyTopic, ids)
      .select([sql<string>`unnest(topics)`.as('value'), n])
      .groupBy('value')
      .execute(),
    filtered(ctx, anyTime, ids).where(isOpenOn(today)).select(n).executeTakeFirstOrThrow(),
    filtered(ctx, { ...anyTime, now: 'over' }, ids)
      .select(n)
      .executeTakeFirstOrThrow(),
  ])
  const asMap = (rows: ReadonlyArray<{ value: string; n: number }>) =>
    new Map(rows.map(row => [row.value, row.n]))
  return {
    total: total.n,
    by: {
      level: asMap(byLevel),
      audience: asMap(byAudience),
      topic: asMap(byTopic),
      now: new Map([
        ['open', open.n],
        ['over', over.n],
      ]),
    },
  }
}
export type Counted = Awaited<ReturnType<typeof counts>>

/** One policy as the public reads it, or none. */
export const publicPolicy = (ctx: Ctx, id: string) =>
  shown(ctx)
    .selectAll('policy_version')
    .select(['policy.state', 'policy.published_at as first_at', 'policy.changed_at', 'policy.replaced_by'])
    .where('policy.id', '=', id)
    .executeTakeFirst()
export type PublicPolicy = NonNullable<Awaited<ReturnType<typeof publicPolicy>>>

/** Every policy that has a public page, for lists of all pages. */
export const policyPages = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .select(['id', 'changed_at as at'])
    .where('shown', '=', true)
    .orderBy('id', 'desc')
    .limit(20_000)
    .execute()

/** When what the public reads was let out, version by version, newest first. */
export const publishedVersions = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('policy_version')
    .select(['version', 'published_at', 'change_note'])
    .where('policy_id', '=', id)
    .where('published_at', 'is not', null)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()

/** What came out and what was corrected, newest first, of policies that were not withdrawn since. */
export const changes = (ctx: Ctx, limit: number) =>
  ctx.db
    .selectFrom('policy_version as v')
    .innerJoin('policy', join =>
      join.onRef('policy.centre_id', '=', 'v.centre_id').onRef('policy.id', '=', 'v.policy_id'),
    )
    .select(['v.policy_id', 'v.version', 'v.title', 'v.number', 'v.plain_gains', 'v.change_note'])
    .select(['v.topics', sql<Date>`v.published_at`.as('at')])
    .where('policy.shown', '=', true)
    .where('v.published_at', 'is not', null)
    .orderBy('v.published_at', 'desc')
    .limit(limit)
    .execute()

export interface DeskFilter {
  question: string
  state: string
  level: string
  topic: string
  after: string
}

/** All policies for the workbench, whatever their state, by what was written last; newest first, by key. */
export async function deskPage(ctx: Ctx, filter: DeskFilter, limit: number) {
  let query = ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'policy.centre_id')
        .onRef('v.policy_id', '=', 'policy.id')
        .onRef('v.version', '=', sql<number>`coalesce(policy.version, policy.latest_version)`),
    )
    .select(['policy.id', 'policy.state', 'policy.latest_version', 'policy.changed_at'])
    .select(['v.title', 'v.number', 'v.issuer', 'v.level', 'v.issued_on', 'v.until_on', 'v.amount'])
    .select(['v.window_kind', 'v.opens_on', 'v.closes_on', 'v.audience', 'v.topics'])
    .orderBy('policy.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('policy.state', '=', filter.state)
  if (filter.level) query = query.where('v.level', '=', filter.level)
  if (filter.topic) query = query.where(sql<boolean>`${filter.topic} = any (v.topics)`)
  if (filter.after) query = query.where('policy.id', '<', filter.after)
  if (filter.question) {
    const like = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb => eb.or([eb('v.title', 'like', like), eb('v.number', 'like', like)]))
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
