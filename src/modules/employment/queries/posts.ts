import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { foundIds } from '#platform/search'
import type { JobPost } from '../people.ts'

export type PostRow = JobPost & { party: string; party_kind: string }

/** With the employer's name; pages decide what of it is public. */
const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('job_post')
    .innerJoin('party', 'party.id', 'job_post.party_id')
    .selectAll('job_post')
    .select(['party.name as party', 'party.kind as party_kind'])

export interface JobFilter {
  question: string
  kind: string
  town: string
  trade: string
  /** The least that the employer pays at most, in 元 a month; 0: whatever. */
  pay: number
  after: string
}

/** 招聘求职, newest first: what is open today. */
export async function publicPosts(ctx: Ctx, filter: JobFilter, limit: number) {
  const today = dayOf(ctx.now)
  let query = listed(ctx)
    .where('job_post.state', '=', 'published')
    .where('job_post.valid_until', '>=', today)
    .orderBy('job_post.id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('job_post.kind', '=', filter.kind)
  if (filter.town) query = query.where('job_post.town', '=', filter.town)
  if (filter.trade) query = query.where('job_post.trade', '=', filter.trade)
  if (filter.pay > 0) query = query.where(sql<boolean>`${monthly} >= ${filter.pay * 100}`)
  if (filter.after) query = query.where('job_post.id', '<', filter.after)
  if (filter.question) {
    const ids = await foundIds(ctx, filter.question, 'job_post')
    if (ids) query = query.where('job_post.id', 'in', [noId, ...ids])
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** What is paid at most, as a month of 22 days of eight hours, so that all can be compared. */
const monthly = sql`(job_post.high_fen * case job_post.pay_per when 'day' then 22 when 'hour' then 176 when 'month' then 1 else 0.0833 end)`

/** A post that is or was public: what ran out and what was closed stay to be found. */
export const publicPost = (ctx: Ctx, id: string): Promise<PostRow | undefined> =>
  listed(ctx)
    .where('job_post.id', '=', id)
    .where('job_post.published_at', 'is not', null)
    .where('job_post.state', 'in', ['published', 'expired', 'closed'])
    .executeTakeFirst()

/** What was published last, whether or not it is over. */
export const latestPosts = (ctx: Ctx, limit: number): Promise<PostRow[]> =>
  listed(ctx)
    .where('job_post.published_at', 'is not', null)
    .where('job_post.state', 'in', ['published', 'expired', 'closed'])
    .orderBy('job_post.published_at', 'desc')
    .limit(limit)
    .execute()

export const postById = (ctx: Ctx, id: string): Promise<PostRow | undefined> =>
  listed(ctx).where('job_post.id', '=', id).executeTakeFirst()

/** Open today, of others than this party. */
export const openPosts = (ctx: Ctx, besides: string): Promise<PostRow[]> =>
  listed(ctx)
    .where('job_post.state', '=', 'published')
    .where('job_post.valid_until', '>=', dayOf(ctx.now))
    .where('job_post.party_id', '!=', besides)
    .orderBy('job_post.id', 'desc')
    .limit(200)
    .execute()

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

export interface PostFilter {
  question: string
  kind: string
  state: string
  trade: string
  after: string
}

/** 岗位台账, newest first, with what came of each. */
export async function postList(ctx: Ctx, filter: PostFilter, limit: number) {
  const count = (states: readonly string[] | null) =>
    states === null
      ? sql<number>`(select count(*)::int from job_application a where a.centre_id = job_post.centre_id and a.post_id = job_post.id)`
      : sql<number>`(select count(*)::int from job_application a where a.centre_id = job_post.centre_id
          and a.post_id = job_post.id and a.state = any (${[...states]}::text[]))`
  let query = listed(ctx)
    .select(count(null).as('applications'))
    .select(count(['hired', 'started']).as('hired'))
    .select(count(['started']).as('started'))
    .orderBy('job_post.id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('job_post.kind', '=', filter.kind)
  if (filter.state) query = query.where('job_post.state', '=', filter.state)
  if (filter.trade) query = query.where('job_post.trade', '=', filter.trade)
  if (filter.after) query = query.where('job_post.id', '<', filter.after)
  if (filter.question) {
    const words = like(filter.question)
    query = query.where(sql<boolean>`(job_post.title like ${words} or party.name like ${words})`)
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** Posts of the employers that the actor acts for, newest first, with how many wait to be looked at. */
export const postsOfActor = (ctx: Ctx) =>
  listed(ctx)
    .select(
      sql<number>`(select count(*)::int from job_application a where a.centre_id = job_post.centre_id
        and a.post_id = job_post.id and a.state = 'applied')`.as('waiting'),
    )
    .where('job_post.party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('job_post.id', 'desc')
    .limit(100)
    .execute()

/** For the clock: public ones that end by this day, and were not told of it yet. */
export const endingBy = (ctx: Ctx, day: string, limit: number) =>
  ctx.db
    .selectFrom('job_post')
    .select(['id', 'valid_until'])
    .where('state', '=', 'published')
    .where('valid_until', '<=', day)
    .where(sql<boolean>`(valid_until < ${dayOf(ctx.now)} or reminded_until is distinct from valid_until)`)
    .orderBy('valid_until')
    .limit(limit)
    .execute()

/** 招聘会 to come, or under way. */
export const fairsAhead = (ctx: Ctx) =>
  ctx.db
    .selectFrom('activity')
    .select(['id', 'title', 'starts_at'])
    .where('kind', '=', '招聘会')
    .where('state', '=', 'published')
    .where('ends_at', '>', ctx.now)
    .orderBy('starts_at')
    .limit(20)
    .execute()

export const fairsOfPost = (ctx: Ctx, postId: string) =>
  ctx.db
    .selectFrom('job_fair_post')
    .innerJoin('activity', 'activity.id', 'job_fair_post.activity_id')
    .select(['activity.id', 'activity.title', 'activity.starts_at', 'job_fair_post.booth'])
    .where('job_fair_post.post_id', '=', postId)
    .where('activity.state', 'in', ['published', 'held', 'closed'])
    .orderBy('activity.starts_at', 'desc')
    .limit(20)
    .execute()

/** Posts that employers bring to a 招聘会. */
export const postsAtFair = (ctx: Ctx, activityId: string) =>
  listed(ctx)
    .innerJoin('job_fair_post', 'job_fair_post.post_id', 'job_post.id')
    .select('job_fair_post.booth')
    .where('job_fair_post.activity_id', '=', activityId)
    .where('job_post.state', 'in', ['published', 'expired', 'closed'])
    .orderBy('job_fair_post.booth')
    .orderBy('party.name')
    .limit(500)
    .execute()
