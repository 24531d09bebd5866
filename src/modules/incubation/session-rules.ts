import { dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { isId, noId } from '#platform/ids'
import { addMonths } from '#platform/periods'
import { availabilityOf } from './mentor.ts'
import type { Incubation, Mentor } from './people.ts'
import { mentorAhead } from './settings.ts'
import { freeSlots, type Span, slotAt } from './slots.ts'

/** States in which a session takes its time. */
export const holding = ['booked', 'recorded', 'confirmed'] as const

export async function mentorBy(ctx: Ctx, id: unknown): Promise<Mentor> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('mentor').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw notFound('这位导师')
  if (row.state !== 'active') throw conflict(`${row.name}已卸任，请另选一位。`)
  return row
}

/** The actor's own projects that are in the house. */
export const projectsOfActor = (ctx: Ctx): Promise<Incubation[]> =>
  ctx.db
    .selectFrom('incubation')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', 'in', ['incubating', 'warned'])
    .orderBy('id')
    .limit(20)
    .execute()

/** When the mentor has somebody, or keeps a slot for whoever waits for an earlier one. */
export async function takenOf(ctx: Ctx, mentorId: string, except: { session?: string; wait?: string } = {}) {
  const [sessions, offers, mentor] = await Promise.all([
    ctx.db
      .selectFrom('mentoring_session')
      .select(['id', 'starts_at', 'ends_at'])
      .where('mentor_id', '=', mentorId)
      .where('state', 'in', holding)
      .where('ends_at', '>', ctx.now)
      .limit(1_000)
      .execute(),
    ctx.db
      .selectFrom('mentoring_wait')
      .select(['id', 'offered_at'])
      .where('mentor_id', '=', mentorId)
      .where('state', '=', 'offered')
      .where('offer_until', '>', ctx.now)
      .limit(200)
      .execute(),
    ctx.db.selectFrom('mentor').select('slot_minutes').where('id', '=', mentorId).executeTakeFirstOrThrow(),
  ])
  const kept = offers
    .filter(one => one.id !== except.wait)
    .map(one => {
      const starts_at = one.offered_at as Date
      return { starts_at, ends_at: new Date(starts_at.getTime() + mentor.slot_minutes * 60_000) }
    })
  return [...sessions.filter(one => one.id !== except.session), ...kept]
}

export const freeOf = async (ctx: Ctx, mentor: Mentor, except: { session?: string } = {}): Promise<Span[]> =>
  freeSlots(
    availabilityOf(mentor),
    await takenOf(ctx, mentor.id, except),
    ctx.now,
    mentorAhead.of(ctx.centre) + 1,
  )

/** How many sessions of a month count: whoever did not come is counted elsewhere, not here. */
export async function loadOf(ctx: Ctx, mentorId: string, at: Date, except = noId): Promise<number> {
  const first = `${dayOf(at).slice(0, 7)}-01`
  const { n } = await ctx.db
    .selectFrom('mentoring_session')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('mentor_id', '=', mentorId)
    .where('id', '!=', except)
    .where('state', 'in', holding)
    .where('starts_at', '>=', startOfDay(first))
    .where('starts_at', '<', startOfDay(addMonths(first, 1)))
    .executeTakeFirstOrThrow()
  return Number(n)
}

interface Wanted {
  mentor: Mentor
  incubationId: string
  at: Date
  session?: string
  wait?: string
}

/**
 * The slot, if it is to be had: 422 where it lies outside the hours, on leave, in the past or over the load; 409 where
 * somebody was quicker. One after the other for one project and one mentor, in this order of locks.
 */
export async function slotFor(ctx: Ctx, { mentor, incubationId, at, session, wait }: Wanted): Promise<Span> {
  const slot = slotAt(availabilityOf(mentor), at)
  if (!slot) throw invalid({ slot: '导师这个时间不能约（不在可约时间内，或在请假），请另选一个。' })
  if (slot.starts_at <= ctx.now) throw invalid({ slot: '这个时间已经过了，请选以后的时间。' })
  const horizon = ctx.now.getTime() + (mentorAhead.of(ctx.centre) + 1) * 86_400_000
  if (slot.starts_at.getTime() > horizon)
    throw invalid({ slot: `最多提前 ${mentorAhead.of(ctx.centre)} 天约。` })
  await ctx.db.selectFrom('incubation').select('id').where('id', '=', incubationId).forNoKeyUpdate().execute()
  await ctx.db.selectFrom('mentor').select('id').where('id', '=', mentor.id).forNoKeyUpdate().execute()
  const except = { ...(session && { session }), ...(wait && { wait }) }
  const taken = await takenOf(ctx, mentor.id, except)
  if (taken.some(one => one.starts_at < slot.ends_at && slot.starts_at < one.ends_at))
    throw conflict('这个时间刚被约走，请另选一个。')
  await refuseElsewhere(ctx, incubationId, slot, session)
  const load = await loadOf(ctx, mentor.id, slot.starts_at, session)
  if (load >= mentor.most_month)
    throw invalid({
      slot: `${mentor.name}这个月已约满 ${mentor.most_month} 次，请选下个月的时间或另选一位导师。`,
    })
  return slot
}

/** The start-up itself is with nobody else then. */
async function refuseElsewhere(ctx: Ctx, incubationId: string, slot: Span, session?: string): Promise<void> {
  const other = await ctx.db
    .selectFrom('mentoring_session')
    .select('id')
    .where('incubation_id', '=', incubationId)
    .where('id', '!=', session ?? noId)
    .where('state', 'in', holding)
    .where('starts_at', '<', slot.ends_at)
    .where('ends_at', '>', slot.starts_at)
    .executeTakeFirst()
  if (other) throw conflict('你们这个时间已约了另一位导师，请另选一个。')
}
