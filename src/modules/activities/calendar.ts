import { timingSafeEqual } from 'node:crypto'
import ical from 'ical-generator'
import { type FeedEntry, whatIsMine } from '#modules/bookings'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Activity } from './inputs.ts'
import { comingActivities, type RegistrationRow } from './queries.ts'

const entryOf = (
  ctx: Ctx,
  id: string,
  row: Pick<Activity, 'title' | 'place' | 'starts_at' | 'ends_at'>,
  more: {
    stamp: Date
    path: string
    description: string
  },
): FeedEntry => ({
  id: `${id}@${new URL(ctx.centre.origin).hostname}`,
  stamp: more.stamp,
  start: row.starts_at,
  end: row.ends_at,
  summary: row.title,
  location: row.place,
  description: more.description,
  url: ctx.centre.origin + more.path,
})

/** One's own registrations in one's own calendar: whoever still waits is not told to be there. */
whatIsMine(async (ctx, identityId) => {
  const theirs = ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
  const rows = await ctx.db
    .selectFrom('activity_registration')
    .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
    .select(['activity_registration.id', 'activity_registration.state', 'joined_at'])
    .select(['title', 'place', 'starts_at', 'ends_at'])
    .where('activity_registration.party_id', 'in', theirs)
    .where('activity_registration.state', 'in', ['registered', 'offered', 'confirming', 'attended'])
    .where('starts_at', '>', new Date(ctx.now.getTime() - 90 * 86_400_000))
    .orderBy('starts_at')
    .limit(500)
    .execute()
  return rows.map(row =>
    entryOf(ctx, row.id, row, {
      stamp: row.joined_at,
      path: `/my/activities/${row.id}`,
      description: row.state === 'registered' || row.state === 'attended' ? '' : '待您确认',
    }),
  )
})

/** One registration as iCalendar (RFC 5545). */
export function calendarOfOne(ctx: Ctx, row: RegistrationRow): string {
  const calendar = ical({ prodId: product(ctx) })
  calendar.createEvent(
    entryOf(ctx, row.id, row, { stamp: row.joined_at, path: `/my/activities/${row.id}`, description: '' }),
  )
  return calendar.toString()
}

/** All published activities to come, for everybody. */
export async function publicCalendar(ctx: Ctx): Promise<string> {
  const calendar = ical({ name: `${ctx.centre.name}活动`, prodId: product(ctx), ttl: 3600 })
  for (const row of await comingActivities(ctx))
    calendar.createEvent(
      entryOf(ctx, row.id, row, {
        stamp: row.published_at ?? ctx.now,
        path: `/activities/${row.id}`,
        description: row.about,
      }),
    )
  return calendar.toString()
}

const product = (ctx: Ctx) => ({ company: ctx.centre.name, product: 'activities', language: 'ZH' })

/** What the QR code of a ticket carries besides the id: derived by the centre's own key, so that it is kept nowhere. */
export const ticketToken = (ctx: Ctx, registrationId: string): string =>
  ctx.centre.keys.hash(`activity ticket ${registrationId}`).slice(0, 32)

export const ticketAddress = (ctx: Ctx, registrationId: string): string =>
  `${ctx.centre.origin}/desk/activities/tickets/${registrationId}/${ticketToken(ctx, registrationId)}`

export function isTicket(ctx: Ctx, registrationId: string, token: string): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(ticketToken(ctx, registrationId))]
  return given.length === right.length && timingSafeEqual(given, right)
}
