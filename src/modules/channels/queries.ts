import { sql } from 'kysely'
import { type Day, dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** Whoever does the same about the same thing waits here until the other's transaction is over. */
export const lockFor = (ctx: Ctx, what: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`channels ${ctx.centre.id} ${what}`}, 0))`.execute(
    ctx.db,
  )

/** New addresses that were written to today. */
export async function lettersToday(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('digest_subscriber')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('asked_at', '>=', startOfDay(dayOf(ctx.now)))
    .executeTakeFirstOrThrow()
  return n
}

/** Plans that wait for somebody. */
export const plansOf = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('publicity_plan')
    .select('id')
    .where('assignee_id', '=', staffId)
    .where('state', '=', 'planned')
    .limit(500)
    .execute()

/** Plans between two days, in their order. */
export const plansBetween = (ctx: Ctx, from: Day, until: Day, limit = 500) =>
  ctx.db
    .selectFrom('publicity_plan')
    .leftJoin('staff', 'staff.id', 'publicity_plan.assignee_id')
    .selectAll('publicity_plan')
    .select('staff.name as assignee')
    .where('on_day', '>=', from)
    .where('on_day', '<=', until)
    .orderBy('on_day')
    .orderBy('publicity_plan.id')
    .limit(limit)
    .execute()
export type PlanRow = Awaited<ReturnType<typeof plansBetween>>[number]

export interface PostFilter {
  state: string
  channel: string
  question: string
}

/** What is posted where, newest first, a page at a time; one more than `most`. */
export function postsPage(ctx: Ctx, filter: PostFilter, page: number, most: number) {
  let query = ctx.db
    .selectFrom('channel_post')
    .leftJoin('staff', 'staff.id', 'channel_post.posted_by')
    .selectAll('channel_post')
    .select('staff.name as poster')
    .orderBy('channel_post.id', 'desc')
    .offset((page - 1) * most)
    .limit(most + 1)
  if (filter.state) query = query.where('channel_post.state', '=', filter.state)
  if (filter.channel) query = query.where('channel', '=', filter.channel)
  if (filter.question)
    query = query.where('publication_title', 'like', `%${filter.question.replaceAll(/[%_\\]/g, '\\$&')}%`)
  return query.execute()
}

/** Posts of publications, whatever became of them, but for what was never posted. */
export const postsOf = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('channel_post')
    .select(['id', 'channel', 'state', 'subject', 'publication_id', 'publication_title', 'url', 'posted_at'])
    .where('publication_id', 'in', [noId, ...ids])
    .where('state', '<>', 'dropped')
    .orderBy('id')
    .limit(5_000)
    .execute()

/** The figures that were typed in of posts, newest first. */
export const reportsOf = (ctx: Ctx, postIds: readonly string[]) =>
  ctx.db
    .selectFrom('channel_reported')
    .leftJoin('staff', 'staff.id', 'channel_reported.staff_id')
    .select([
      'channel_reported.id',
      'post_id',
      'on_day',
      sql<number>`readings::float8`.as('readings'),
      'channel_reported.at',
      'staff.name as reporter',
    ])
    .where('post_id', 'in', [noId, ...postIds])
    .orderBy('on_day', 'desc')
    .orderBy('channel_reported.id', 'desc')
    .limit(5_000)
    .execute()

/** What was counted of publications between two days, by channel. */
export const countedBetween = (ctx: Ctx, from: Day, until: Day, ids?: readonly string[]) => {
  const query = ctx.db
    .selectFrom('channel_reading')
    .select(['subject', 'publication_id', 'channel'])
    .select(sql<number>`sum(readings)::int`.as('readings'))
    .where('day', '>=', from)
    .where('day', '<=', until)
    .groupBy(['subject', 'publication_id', 'channel'])
  return (ids ? query.where('publication_id', 'in', [noId, ...ids]) : query).limit(20_000).execute()
}

/** The newest subscriptions, and how many there are of each kind. */
export const subscriberRows = (ctx: Ctx, state: string, page: number, most: number) => {
  const query = ctx.db
    .selectFrom('digest_subscriber')
    .selectAll()
    .orderBy('id', 'desc')
    .offset((page - 1) * most)
    .limit(most + 1)
  return (state ? query.where('state', '=', state) : query).execute()
}

export const subscriberCounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('digest_subscriber')
    .select(['state', 'rhythm'])
    .select(sql<number>`count(*)::int`.as('n'))
    .groupBy(['state', 'rhythm'])
    .execute()

export const groups = (ctx: Ctx) =>
  ctx.db.selectFrom('channel_group').selectAll().orderBy('id', 'desc').limit(200).execute()

export const webhooks = (ctx: Ctx) =>
  ctx.db.selectFrom('webhook').selectAll().orderBy('id', 'desc').limit(200).execute()

export const screens = (ctx: Ctx, shownOnly = false) => {
  const query = ctx.db.selectFrom('hall_screen').selectAll().orderBy('id').limit(50)
  return (shownOnly ? query.where('state', '=', 'shown') : query).execute()
}

/** What became of the letters that are about a record, newest first. */
export const lettersAbout = (ctx: Ctx, aboutIds: readonly string[], limit = 30) =>
  ctx.db
    .selectFrom('outbox')
    .select(['id', 'about_id', 'body', 'state', 'tries', 'error', 'at', 'sent_at', 'due_at'])
    .where('about_id', 'in', [noId, ...aboutIds])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** The messages of a webhook with what became of each the last time. */
export const deliveriesOf = (ctx: Ctx, webhookId: string, limit = 50) =>
  ctx.db
    .selectFrom('webhook_delivery')
    .innerJoin('channel_event', 'channel_event.id', 'webhook_delivery.event_id')
    .innerJoin('outbox', 'outbox.id', 'webhook_delivery.letter_id')
    .select(['webhook_delivery.id', 'event_id', 'webhook_delivery.at', 'move', 'title'])
    .select(['outbox.state', 'outbox.tries', 'outbox.error', 'outbox.due_at', 'outbox.sent_at'])
    .where('webhook_id', '=', webhookId)
    .orderBy('webhook_delivery.id', 'desc')
    .limit(limit)
    .execute()
export type DeliveryRow = Awaited<ReturnType<typeof deliveriesOf>>[number]
