import { badgeOf, buttonsFor } from '#modules/actions'
import { addDays, type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { time } from '#platform/format'
import { addressOfFeed, calendarFeedFlow, feedOf } from './feed.ts'
import { marks } from './inputs.ts'
import type { BookingView } from './pages/booking.tsx'
import type { BoardEntry } from './pages/desk.tsx'
import type { ListedBooking } from './pages/lists.tsx'
import type { Feed } from './pages/my.tsx'
import type { FreeDay } from './pages/public.tsx'
import type { ResourceLine } from './pages/resources.tsx'
import { type BookingRow, takenBetween } from './queries.ts'
import { type ResourceKind, resourceFlow, resourceKinds } from './resource.ts'
import type { Resource } from './rules.ts'
import { freeBetween, instantOf } from './slots.ts'
import { bookingFlow } from './workflow.ts'

/** '2026-11-26 09:00–11:00' */
export const hoursWithDay = ({ starts_at, ends_at }: Pick<BookingRow, 'starts_at' | 'ends_at'>): string =>
  `${dayOf(starts_at)} ${time(starts_at)}–${time(ends_at)}`

const whoOf = (row: BookingRow): string => row.party ?? row.colleague ?? row.contact_name

export const kindLabel = (kind: string): string => resourceKinds[kind as ResourceKind]

export const viewOf = (row: BookingRow): BookingView => ({
  ...row,
  hours: hoursWithDay(row),
  mark: marks.find(one => Number(one.value) === row.mark)?.label ?? null,
})

export const entryOf = (row: BookingRow): BoardEntry => ({
  id: row.id,
  hours: `${time(row.starts_at)}–${time(row.ends_at)}`,
  who: whoOf(row),
  purpose: row.purpose,
  state: badgeOf(bookingFlow, row.state),
})

export const listedOf = (row: BookingRow): ListedBooking => ({
  id: row.id,
  resource: row.resource,
  plate: row.plate ?? '',
  hours: hoursWithDay(row),
  who: whoOf(row),
  contact: row.contact_name,
  people: row.people,
  purpose: row.purpose,
  driver: row.driver ?? '',
  destination: row.destination ?? '',
  km_from: row.km_from,
  km_to: row.km_to,
  state: badgeOf(bookingFlow, row.state),
})

export const lineOfResource = (row: Resource): ResourceLine => ({
  id: row.id,
  name: row.name,
  kind: kindLabel(row.kind),
  place: row.place,
  plate: row.plate,
  capacity: row.capacity,
  hours: `${row.days_off ? '每天' : '工作日'} ${row.opens}–${row.closes}`,
  access: row.for_public
    ? row.needs_approval
      ? '所有人，须审核'
      : '所有人'
    : row.needs_approval
      ? '工作人员，须审核'
      : '工作人员',
  state: badgeOf(resourceFlow, row.state),
})

/** What is free of each resource from today on, by resource, for so many days. */
export async function freeDays(
  ctx: Ctx,
  resources: readonly Resource[],
  length: number,
): Promise<Map<string, FreeDay[]>> {
  const today = dayOf(ctx.now)
  const days = Array.from({ length }, (_, n) => addDays(today, n))
  const taken = await takenBetween(
    ctx,
    resources.map(one => one.id),
    instantOf(today, '00:00'),
    instantOf(addDays(today, length), '00:00'),
  )
  const byResource = Map.groupBy(taken, one => one.resource_id)
  return new Map(
    resources.map(one => [one.id, days.map(day => freeDay(ctx, one, day, byResource.get(one.id) ?? []))]),
  )
}

const freeDay = (
  ctx: Ctx,
  resource: Resource,
  day: Day,
  taken: ReadonlyArray<{ starts_at: Date; ends_at: Date }>,
): FreeDay => {
  const closed = !resource.days_off && !ctx.centre.calendar.isWorkingDay(day)
  return {
    ...{ day, closed, today: day === dayOf(ctx.now) },
    free: closed ? [] : freeBetween(day, resource, taken, ctx.now),
  }
}

/** The actor's calendar feed with its address and what can be done with it. */
export async function feedView(ctx: Ctx, resourceId: string | null): Promise<Feed | null> {
  const feed = await feedOf(ctx, resourceId)
  return feed
    ? { address: addressOfFeed(ctx, feed), buttons: await buttonsFor(ctx, calendarFeedFlow, feed) }
    : null
}
