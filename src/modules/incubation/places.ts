import { z } from 'zod'
import { bookable, bookingFlow } from '#modules/bookings'
import { endOfDay, startOfDay } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { choice } from './fields.ts'
import type { Incubation } from './people.ts'

/** The workplaces that a project has now. */
export const placesOf = (ctx: Ctx, incubationId: string) =>
  ctx.db
    .selectFrom('incubation_place')
    .innerJoin('booking', 'booking.id', 'incubation_place.booking_id')
    .innerJoin('resource', 'resource.id', 'booking.resource_id')
    .select(['incubation_place.id', 'booking_id', 'resource_id', 'resource.name', 'resource.place'])
    .select(['resource.capacity', 'booking.starts_at', 'booking.ends_at', 'booking.state'])
    .where('incubation_place.incubation_id', '=', incubationId)
    .orderBy('incubation_place.id')
    .limit(50)
    .execute()
const current = async (ctx: Ctx, id: string) =>
  (await placesOf(ctx, id)).filter(one => one.state === 'in_use')

export const placeForm = async (ctx: Ctx) => {
  const all = (await bookable(ctx)).filter(one => one.kind === 'workplace')
  if (all.length === 0) throw invalid({ '': '还没有登记可用的工位，请先在“场地预约”里登记。' })
  return z.object({
    resource_id: choice(
      all.map(one => ({ value: one.id, label: `${one.name}（${one.place}，${one.capacity} 人）` })),
      '工位',
      '安排后，这个工位在孵化期内不能再被别人预约。',
    ),
  }) as unknown as z.ZodType<{ resource_id: string }>
}

/** The workplace is let for the rest of the term, by the same constraint that keeps bookings apart. */
export async function allot(
  ctx: Ctx,
  row: Incubation,
  { resource_id }: { resource_id: string },
): Promise<void> {
  const [mine, resource] = await Promise.all([
    current(ctx, row.id),
    ctx.db.selectFrom('resource').select('capacity').where('id', '=', resource_id).executeTakeFirstOrThrow(),
  ])
  if (mine.some(one => one.resource_id === resource_id)) throw conflict('这个工位已经安排给这个项目。')
  const begins = startOfDay(row.first_day as string)
  const { id } = await perform({ ...ctx, actor: system }, bookingFlow, 'let', null, {
    ...{ resource_id, party_id: row.party_id, people: resource.capacity },
    from: new Date(Math.max(begins.getTime(), ctx.now.getTime())),
    until: endOfDay(row.last_day as string),
    purpose: `孵化项目「${row.name}」`,
    ...{ contact_name: row.contact_name, contact_phone: row.contact_phone },
  })
  await ctx.db
    .insertInto('incubation_place')
    .values({ id: newId(), incubation_id: row.id, booking_id: id })
    .execute()
}

/** Gives back all workplaces: the project left, graduated, or no longer needs them. */
export async function vacate(ctx: Ctx, row: Incubation): Promise<void> {
  for (const { booking_id } of await current(ctx, row.id))
    await perform({ ...ctx, actor: system }, bookingFlow, 'vacate', booking_id)
}

export async function prolongPlaces(ctx: Ctx, row: Incubation): Promise<void> {
  for (const { booking_id } of await current(ctx, row.id))
    await perform({ ...ctx, actor: system }, bookingFlow, 'prolong', booking_id, {
      until: endOfDay(row.last_day as string),
    })
}
