import { bookingFlow } from '#modules/bookings'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, Problem } from '#platform/errors'
import { time } from '#platform/format'
import { perform, performMany } from '#platform/perform'
import type { Activity } from './inputs.ts'

const half = 30 * 60_000

/**
 * Books the own room that the plan names, by the rules of bookings; null where none is named. 409 with what stands in the
 * way: somebody was quicker, the house is closed then, there are too few chairs.
 */
export async function bookPlace(
  ctx: Ctx,
  row: Pick<Activity, 'resource_id' | 'starts_at' | 'ends_at' | 'capacity' | 'title' | 'owner_id'> & {
    purpose?: string
  },
): Promise<string | null> {
  if (!row.resource_id) return null
  const from = new Date(Math.floor(row.starts_at.getTime() / half) * half)
  const to = new Date(Math.ceil(row.ends_at.getTime() / half) * half)
  if (dayOf(from) !== dayOf(new Date(to.getTime() - 1)))
    throw conflict('中心的场地只能预约当天的时间，请改活动时间或不选中心的场地。')
  const owner = await ctx.db
    .selectFrom('staff')
    .select(['name', 'phone'])
    .where('id', '=', row.owner_id)
    .executeTakeFirst()
  if (!owner?.phone) throw conflict('负责人还没有登记手机号，订不了场地，请先在“岗位与人员”中登记。')
  const asking = {
    ...{ resource_id: row.resource_id, day: dayOf(from), from: time(from), to: time(to) },
    ...{ people: row.capacity, purpose: row.purpose ?? `活动：${row.title}` },
    ...{ contact_name: owner.name, contact_phone: owner.phone },
  }
  try {
    return (await perform(ctx, bookingFlow, 'ask', null, asking)).id
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw conflict(`场地没有订上：${Object.values(error.errors)[0] ?? error.message}`)
  }
}

/** Lets go of the room, if one was booked and not used yet. */
export const releasePlace = async (ctx: Ctx, bookingId: string | null): Promise<void> => {
  if (bookingId) await performMany({ ...ctx, actor: system }, bookingFlow, 'release', [bookingId])
}

/** Whether the room is really to be had; 409 while somebody must still decide, or said no. */
export async function refuseWithoutPlace(ctx: Ctx, { booking_id }: Activity): Promise<void> {
  if (!booking_id) return
  const booking = await ctx.db
    .selectFrom('booking')
    .select('state')
    .where('id', '=', booking_id)
    .executeTakeFirst()
  if (booking?.state === 'asked') throw conflict('场地预约还没有审核，请先到“场地预约”中审核。')
  if (booking?.state !== 'granted' && booking?.state !== 'in_use')
    throw conflict('场地预约没有通过或已取消，请先改活动方案。')
}
