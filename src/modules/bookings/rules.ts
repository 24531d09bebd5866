import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { time } from '#platform/format'
import { holds } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { manageBookings } from './duties.ts'
import { takenBetween } from './queries.ts'
import { aheadDays, missedMost, openMost } from './settings.ts'
import { freeBetween, instantOf } from './slots.ts'

export type Resource = RowOf<'resource'>

/** When something is wanted: a day, and from when to when. */
export interface Wanted {
  day: Day
  from: string
  to: string
  people: number
}

const day = 86_400_000

/** What is asked for, if the actor may book it: the public sees only what is for them. */
export async function resourceFor(ctx: Ctx, id: unknown): Promise<Resource> {
  const row =
    typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
      ? await ctx.db.selectFrom('resource').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row || !(row.for_public || ctx.actor.staffId)) throw notFound('这个场地')
  if (row.state !== 'open') throw conflict(`「${row.name}」已停用，请另选一个。`)
  return row
}

/** Whether this booking is decided by staff first. Nobody grants a vehicle to themself. */
export const needsApproval = (ctx: Ctx, resource: Resource): boolean =>
  resource.needs_approval && (resource.kind === 'vehicle' || !holds(ctx.actor, manageBookings))

/**
 * The hours that are wanted, if they are to be had; 422 by field where the rules of the resource are against it, 409 where
 * somebody was quicker. Bookings of one resource are taken one after the other; whoever can see already that it is taken
 * does not queue.
 */
export async function hoursFor(ctx: Ctx, resource: Resource, wanted: Wanted) {
  const span = {
    starts_at: instantOf(wanted.day, wanted.from),
    ends_at: instantOf(wanted.day, wanted.to),
  }
  refuseOutside(ctx, resource, wanted, span)
  await refuseTaken(ctx, resource, wanted.day, span)
  await ctx.db.selectFrom('resource').select('id').where('id', '=', resource.id).forUpdate().execute()
  await refuseTaken(ctx, resource, wanted.day, span)
  return span
}

async function refuseTaken(
  ctx: Ctx,
  resource: Resource,
  wanted: Day,
  { starts_at, ends_at }: { starts_at: Date; ends_at: Date },
): Promise<void> {
  const taken = await takenBetween(ctx, [resource.id], starts_at, ends_at)
  if (taken.length > 0) throw conflict(await tooLate(ctx, resource, wanted))
}

/** The rules that need no look at other bookings. */
function refuseOutside(
  ctx: Ctx,
  resource: Resource,
  { day: wanted, from, to, people }: Wanted,
  span: { starts_at: Date; ends_at: Date },
): void {
  if (to <= from) throw invalid({ to: '要晚于开始的时间' })
  if (from < resource.opens || to > resource.closes)
    throw invalid({ from: `开放时间是 ${resource.opens}–${resource.closes}` })
  if (span.ends_at.getTime() - span.starts_at.getTime() > resource.longest_hours * 3_600_000)
    throw invalid({ to: `一次最长 ${resource.longest_hours} 小时` })
  if (span.starts_at <= ctx.now) throw invalid({ from: '这个时间已经过了，请选以后的时间' })
  if (!resource.days_off && !ctx.centre.calendar.isWorkingDay(wanted))
    throw invalid({ day: '这一天不开放，请选工作日' })
  const ahead = aheadDays.of(ctx.centre)
  if (!ctx.actor.staffId && span.starts_at.getTime() > ctx.now.getTime() + ahead * day)
    throw invalid({ day: `最多提前 ${ahead} 天预约` })
  if (people > resource.capacity) throw invalid({ people: `最多容纳 ${resource.capacity} 人` })
  for (const [until, what] of [
    [resource.inspection_until, '年检'],
    [resource.insurance_until, '保险'],
  ])
    if (until && until < wanted) throw invalid({ day: `这辆车的${what} ${until} 到期，那天不能用` })
}

/** Says who was not quicker, but what is still free. */
async function tooLate(ctx: Ctx, resource: Resource, wanted: Day): Promise<string> {
  const taken = await takenBetween(ctx, [resource.id], instantOf(wanted, '00:00'), instantOf(wanted, '24:00'))
  const free = freeBetween(wanted, resource, taken, ctx.now)
  const left =
    free.length > 0
      ? `当天还有：${free.map(one => `${one.from}–${one.to}`).join('、')}。`
      : '当天已经约满，请另选一天。'
  return `「${resource.name}」这个时段刚被约走。${left}`
}

/** What is free is for all: nobody hoards, and who lets rooms stand empty books at the counter. */
export async function refuseHoarding(ctx: Ctx, partyId: string): Promise<void> {
  const { open, missed } = await ctx.db
    .selectFrom('booking')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('state', 'in', ['asked', 'granted', 'in_use']).as('open'),
      fn
        .countAll<number>()
        .filterWhere('state', '=', 'missed')
        .filterWhere('starts_at', '>', new Date(ctx.now.getTime() - 90 * day))
        .as('missed'),
    ])
    .where('party_id', '=', partyId)
    .where('lease', '=', false)
    .executeTakeFirstOrThrow()
  const [mostOpen, mostMissed] = [openMost.of(ctx.centre), missedMost.of(ctx.centre)]
  if (open >= mostOpen) throw conflict(`同时最多预约 ${mostOpen} 次，用完或取消一次后再约。`)
  if (missed >= mostMissed) throw conflict(`90 天内有 ${missed} 次预约没有来，请到窗口或打电话预约。`)
}

/** '11-26 09:00–11:00', or the days of a letting */
export const hoursOf = ({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): string =>
  ends_at.getTime() - starts_at.getTime() > 2 * day
    ? `${dayOf(starts_at)} 至 ${dayOf(ends_at)}`
    : `${dayOf(starts_at).slice(5)} ${time(starts_at)}–${time(ends_at)}`
