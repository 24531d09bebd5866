import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

/** What holds a resource: asked for, granted, or in use. */
const holding = ['asked', 'granted', 'in_use'] as const

/** What can be booked, for the public or for staff too, by kind and name. */
export function bookable(ctx: Ctx, of: { forPublic?: boolean; closed?: boolean } = {}) {
  let query = ctx.db
    .selectFrom('resource')
    .selectAll()
    .orderBy(sql`array_position(array['room', 'studio', 'workplace', 'vehicle'], kind)`)
    .orderBy('name')
    .limit(200)
  if (!of.closed) query = query.where('state', '=', 'open')
  if (of.forPublic) query = query.where('for_public', '=', true)
  return query.execute()
}

/** When resources are taken between two instants; by whom is for staff only and not read here. */
export const takenBetween = (ctx: Ctx, ids: readonly string[], from: Date, to: Date) =>
  ctx.db
    .selectFrom('booking')
    .select(['resource_id', 'starts_at', 'ends_at'])
    .where(sql<boolean>`resource_id = any (${[...ids]}::uuid[])`)
    .where('state', 'in', holding)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .orderBy('starts_at')
    .limit(2_000)
    .execute()

const detailed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('booking')
    .innerJoin('resource', 'resource.id', 'booking.resource_id')
    .leftJoin('party', 'party.id', 'booking.party_id')
    .leftJoin('staff', 'staff.id', 'booking.staff_id')
    .leftJoin('staff as driver', 'driver.id', 'booking.driver_id')
    .selectAll('booking')
    .select([
      'resource.name as resource',
      'resource.kind',
      'resource.place',
      'resource.plate',
      'resource.terms',
      'party.name as party',
      'staff.name as colleague',
      'driver.name as driver',
    ])
export type BookingRow = Awaited<ReturnType<typeof bookingById>> & object

export const bookingById = (ctx: Ctx, id: string) =>
  detailed(ctx).where('booking.id', '=', id).executeTakeFirst()

/** The bookings of the actor's parties, what is to come first. */
export const bookingsOfActor = (ctx: Ctx, limit = 100) =>
  detailed(ctx)
    .where(sql<boolean>`booking.party_id = any (${[...ctx.actor.parties]}::uuid[])`)
    .orderBy('booking.starts_at', 'desc')
    .limit(limit)
    .execute()

export interface BookingFilter {
  state?: string
  resource?: string
  /** Only trips of vehicles. */
  trips?: boolean
}

/** All bookings for the workbench, latest first, by pages of 50. */
export function bookingList(ctx: Ctx, filter: BookingFilter, page: number, size: number) {
  let query = detailed(ctx)
    .orderBy('booking.starts_at', 'desc')
    .orderBy('booking.id')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('booking.state', '=', filter.state)
  if (filter.resource) query = query.where('booking.resource_id', '=', filter.resource)
  if (filter.trips) query = query.where('resource.kind', '=', 'vehicle')
  return query.execute()
}

/** What holds or held resources between two instants, with by whom: for the calendar of the workbench. */
export const bookingsBetween = (ctx: Ctx, from: Date, to: Date, resourceId?: string) => {
  const query = detailed(ctx)
    .where('booking.state', 'in', [...holding, 'done'])
    .where('booking.starts_at', '<', to)
    .where('booking.ends_at', '>', from)
    .orderBy('booking.starts_at')
    .limit(1_000)
  return (resourceId ? query.where('booking.resource_id', '=', resourceId) : query).execute()
}

/** What waits to be decided, the next to begin first. */
export const askedBookings = (ctx: Ctx) =>
  detailed(ctx).where('booking.state', '=', 'asked').orderBy('booking.starts_at').limit(100).execute()

/** How each resource was used from one instant to another: times, hours, people, parties, missed, marks. */
export const usage = (ctx: Ctx, from: Date, to: Date) =>
  ctx.db
    .selectFrom('booking')
    .select(({ fn }) => [
      'resource_id',
      fn.countAll<number>().filterWhere('state', '=', 'done').as('times'),
      fn.countAll<number>().filterWhere('state', '=', 'missed').as('missed'),
      sql<number>`coalesce(sum(extract(epoch from used_until - used_from)) filter (where state = 'done'), 0)::float8 / 3600`.as(
        'hours',
      ),
      sql<number>`coalesce(sum(people) filter (where state = 'done'), 0)::int`.as('people'),
      sql<number>`count(distinct party_id) filter (where state = 'done')::int`.as('parties'),
      sql<number>`coalesce(sum(km_to - km_from) filter (where state = 'done'), 0)::int`.as('km'),
      sql<number | null>`avg(mark)::float8`.as('mark'),
    ])
    .where('lease', '=', false)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .groupBy('resource_id')
    .limit(500)
    .execute()

/** For the clock: what began or ended without a sign, and what was never decided. */
export const overdueBookings = (ctx: Ctx, graceMinutes: number) =>
  ctx.db
    .selectFrom('booking')
    .innerJoin('resource', 'resource.id', 'booking.resource_id')
    .select(['booking.id', 'booking.state', 'resource.kind'])
    .where(eb =>
      eb.or([
        eb.and([eb('booking.state', '=', 'asked'), eb('starts_at', '<=', ctx.now)]),
        eb.and([
          eb('booking.state', '=', 'granted'),
          eb('starts_at', '<=', new Date(ctx.now.getTime() - graceMinutes * 60_000)),
        ]),
        // A vehicle that is not back is still out, whatever was planned.
        eb.and([
          eb('booking.state', '=', 'in_use'),
          eb('resource.kind', '!=', 'vehicle'),
          eb('ends_at', '<=', ctx.now),
        ]),
      ]),
    )
    .orderBy('starts_at')
    .limit(500)
    .execute()

/** Vehicles whose inspection or insurance ends, for the clock to warn of. */
export const vehicles = (ctx: Ctx) =>
  ctx.db
    .selectFrom('resource')
    .select([
      'id',
      'name',
      'plate',
      'inspection_until',
      'insurance_until',
      'inspection_warned',
      'insurance_warned',
    ])
    .where('kind', '=', 'vehicle')
    .where('state', '=', 'open')
    .limit(200)
    .execute()

/**
 * What a calendar feed holds, from 90 days ago: of a resource while its subscriber is staff, or what they booked for
 * themselves and for whom they still act.
 */
export async function bookingsForFeed(ctx: Ctx, feed: { identity_id: string; resource_id: string | null }) {
  const staff = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('identity_id', '=', feed.identity_id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const query = detailed(ctx)
    .where('booking.state', 'in', [...holding, 'done'])
    .where('booking.lease', '=', false)
    .where('booking.starts_at', '>', new Date(ctx.now.getTime() - 90 * 86_400_000))
    .orderBy('booking.starts_at')
    .limit(1_000)
  if (feed.resource_id) {
    return staff ? query.where('booking.resource_id', '=', feed.resource_id).execute() : []
  }
  const theirs = ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', feed.identity_id)
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
  return query
    .where(eb =>
      eb.or([
        eb('booking.party_id', 'in', theirs),
        ...(staff ? [eb('booking.staff_id', '=', staff.id)] : []),
      ]),
    )
    .execute()
}
