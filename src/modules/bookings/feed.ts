import { timingSafeEqual } from 'node:crypto'
import ical from 'ical-generator'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { isId } from '#platform/ids'
import { allOf, anyPerson, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type BookingRow, bookingsForFeed } from './queries.ts'

type Feed = RowOf<'calendar_feed'>

const holder: Who<Feed> = {
  says: '订阅人',
  test: (actor, row) => actor.identityId === row.identity_id,
}

/**
 * 日历订阅: an address by which a calendar program reads bookings without signing in: one's own, or for staff those of one
 * resource. Whoever has the address has the dates, so it can be revoked, and says no more than it must.
 */
export const calendarFeedFlow = defineWorkflow({
  subject: 'calendar_feed',
  label: '日历订阅',
  clause: '4.3.3',
  states: {
    active: { label: '有效', tone: 'green', final: true },
    revoked: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('calendar_feed.identity_id', '=', actor.identityId),
  title: () => '日历订阅',
  href: (row, actor) =>
    row.resource_id && actor.staffId
      ? `/desk/bookings/resources/${row.resource_id}`
      : actor.staffId
        ? '/desk/bookings'
        : '/my/bookings',
  record: z.object({ id: z.uuid(), state: z.string(), resource_id: z.uuid().nullable() }),
  actions: action => ({
    subscribe: action<{ resource_id?: string | undefined }>({
      label: '订阅到日历',
      past: '订阅了日历',
      from: 'new',
      to: 'active',
      by: anyPerson,
      input: z.object({ resource_id: z.uuid().optional().meta({ widget: 'hidden' }) }),
      done: '订阅地址已生成，复制到日历程序里即可',
      effect: async (ctx, _row, { resource_id }) => {
        if (resource_id && !ctx.actor.staffId) throw notFound('这个场地')
        if (await feedOf(ctx, resource_id ?? null)) throw conflict('您已经订阅过，地址在页面上。')
        return {
          identity_id: ctx.actor.identityId as string,
          resource_id: resource_id ?? null,
          created_at: ctx.now,
        }
      },
    }),
    revoke: action({
      label: '停用订阅',
      past: '停用了日历订阅',
      from: ['active'],
      to: 'revoked',
      by: allOf(anyPerson, holder),
      confirm: '停用后，这个地址立即失效；需要时可以重新订阅。',
    }),
  }),
})

/** The actor's feed of a resource, or of their own bookings. */
export const feedOf = (ctx: Ctx, resourceId: string | null) =>
  ctx.db
    .selectFrom('calendar_feed')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId)
    .where('resource_id', 'is not distinct from', resourceId)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** The secret in the address: derived from the id by the centre's own key, so that it need not be kept anywhere. */
const tokenOf = (ctx: Ctx, id: string): string => ctx.centre.keys.hash(`calendar feed ${id}`).slice(0, 40)

export const addressOfFeed = (ctx: Ctx, feed: Pick<Feed, 'id'>): string =>
  `${ctx.centre.origin}/calendar/${feed.id}/${tokenOf(ctx, feed.id)}.ics`

/** The feed behind an address; 404 where the address is wrong or was revoked. */
export async function feedBehind(ctx: Ctx, id: string, token: string): Promise<Feed> {
  const given = Buffer.from(token.replace(/\.ics$/, ''))
  const right = Buffer.from(isId(id) ? tokenOf(ctx, id) : '')
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound('这个日历')
  const feed = await ctx.db
    .selectFrom('calendar_feed')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!feed) throw notFound('这个日历')
  return feed
}

/** An entry of somebody's own calendar that another module knows of. */
export interface FeedEntry {
  /** Stays the same, so that a change moves the entry. */
  id: string
  stamp: Date
  start: Date
  end: Date
  summary: string
  location: string
  description: string
  url: string
}
type Mine = (ctx: Ctx, identityId: string) => Promise<FeedEntry[]>
const mine: Mine[] = []

/** A later module adds to everybody's own calendar (活动、课程): one subscription shows all. */
export const whatIsMine = (entries: Mine): void => void mine.push(entries)

/** The calendar as iCalendar (RFC 5545), in UTC; ids stay the same, so that a change moves the entry. */
export async function calendarOf(ctx: Ctx, feed: Feed): Promise<string> {
  const rows = await bookingsForFeed(ctx, feed)
  const calendar = ical({
    name: feed.resource_id ? `${rows[0]?.resource ?? '场地'}预约` : `${ctx.centre.name}预约`,
    prodId: { company: ctx.centre.name, product: 'bookings', language: 'ZH' },
    ttl: 3600,
  })
  for (const row of rows) calendar.createEvent(eventOf(ctx, feed, row))
  if (!feed.resource_id)
    for (const entries of mine)
      for (const entry of await entries(ctx, feed.identity_id)) calendar.createEvent(entry)
  return calendar.toString()
}

const eventOf = (ctx: Ctx, feed: Feed, row: BookingRow) => ({
  id: `${row.id}@${new URL(ctx.centre.origin).hostname}`,
  stamp: row.asked_at,
  start: row.starts_at,
  end: row.ends_at,
  summary: feed.resource_id ? `${row.purpose}（${row.contact_name}）` : `${row.resource}：${row.purpose}`,
  location: [ctx.centre.name, row.place].filter(Boolean).join(' '),
  description: row.state === 'asked' ? '待审核' : '',
  url: `${ctx.centre.origin}/${row.party_id && !feed.resource_id ? 'my' : 'desk'}/bookings/${row.id}`,
})
