import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { performMany } from '#platform/perform'
import { type RowOf, workflows } from '#platform/workflow'
import { activityOf } from './queries.ts'
import { earlyMinutes } from './settings.ts'

type Registration = RowOf<'activity_registration'>

export const methods = {
  scan: '扫码',
  list: '名单',
  offline: '离线',
  paper: '纸质补录',
  walk_in: '现场登记',
} as const

/** Who of a registration came, and how that was seen. */
export interface Arrival {
  participants: string[]
  method: 'scan' | 'list' | 'offline' | 'paper'
  /** By the clock of the device, where it was off the net; kept beside our own, never instead of it. */
  ticked_at?: string | undefined
  /** 补录 only. */
  reason?: string | undefined
}
export const arrival = z
  .object({
    participants: z.array(z.uuid()).min(1).max(50).meta({ label: '到场的人' }),
    method: z.enum(['scan', 'list', 'offline', 'paper']),
    ticked_at: z.iso.datetime({ offset: true }).optional(),
    reason: z.string().trim().min(2).max(200).optional(),
  })
  .refine(input => input.method !== 'paper' || input.reason, {
    path: ['reason'],
    message: '补录要写明原因',
  }) as unknown as z.ZodType<Arrival>

/** Marks those who came; who was marked already stays as they were, however often it is sent. */
export async function noteArrival(ctx: Ctx, row: Registration, input: Arrival): Promise<void> {
  const activity = await activityOf(ctx, row.activity_id)
  if (activity.state !== 'published' && activity.state !== 'held')
    throw conflict(activity.state === 'cancelled' ? '这个活动已经取消。' : '这个活动已经归档，签到不能再改。')
  const opens = activity.starts_at.getTime() - earlyMinutes.of(ctx.centre) * 60_000
  if (ctx.now.getTime() < opens) throw conflict('还没有到签到时间。')
  if (activity.settled_at && !input.reason)
    throw conflict('签到已经核对完毕；确有遗漏，请用“纸质签到补录”写明原因。')
  const theirs = await ctx.db
    .selectFrom('activity_participant')
    .select('id')
    .where('registration_id', '=', row.id)
    .where('id', 'in', input.participants)
    .execute()
  if (theirs.length !== new Set(input.participants).size)
    throw invalid({ participants: '名单已变，请刷新后再试。' })
  const ticked = input.ticked_at ? new Date(input.ticked_at) : null
  await ctx.db
    .updateTable('activity_participant')
    .set({
      arrived_at: ctx.now,
      method: input.method,
      arrived_by: ctx.actor.staffId,
      backfill_reason: input.reason ?? null,
      // A clock that is plainly wrong says nothing.
      ticked_at: ticked && ticked <= ctx.now && ticked.getTime() >= opens ? ticked : null,
    })
    .where('registration_id', '=', row.id)
    .where('id', 'in', input.participants)
    .where('arrived_at', 'is', null)
    .execute()
}

export async function arrivedAgain(ctx: Ctx, row: Registration) {
  const activity = await activityOf(ctx, row.activity_id)
  if (activity.settled_at) throw conflict('签到已经核对完毕，不能再撤销。')
  return {}
}

export async function takeBack(ctx: Ctx, row: Registration): Promise<void> {
  await ctx.db
    .updateTable('activity_participant')
    .set({ arrived_at: null, ticked_at: null, method: null, arrived_by: null, backfill_reason: null })
    .where('registration_id', '=', row.id)
    .execute()
}

/** What a device or a form says about one person. */
export interface Tick {
  participant: string
  ticked_at?: string | undefined
}

/**
 * Signs people in, each registration for itself, so that one that cannot be done leaves the others alone. Whoever is in
 * already counts as done: what is sent twice, or by two devices, is the same.
 */
export async function signIn(
  ctx: Ctx,
  activityId: string,
  ticks: readonly Tick[],
  how: { method: Arrival['method']; reason?: string },
): Promise<{ done: string[]; refused: Array<{ id: string; reason: string }> }> {
  const flow = workflows.get('activity_registration')
  if (!flow || ticks.length === 0) return { done: [], refused: [] }
  const known = await ctx.db
    .selectFrom('activity_participant')
    .select(['id', 'registration_id', 'arrived_at'])
    .where('activity_id', '=', activityId)
    .where(
      'id',
      'in',
      ticks.map(one => one.participant),
    )
    .execute()
  const done = known.filter(one => one.arrived_at !== null).map(one => one.id)
  const found = new Set(known.map(one => one.id))
  const refused = ticks
    .filter(one => !found.has(one.participant))
    .map(one => ({ id: one.participant, reason: '名单上已经没有这个人。' }))
  const tickOf = new Map(ticks.map(one => [one.participant, one.ticked_at]))
  const waiting = known.filter(one => one.arrived_at === null)
  for (const [registration, those] of Map.groupBy(waiting, one => one.registration_id)) {
    const ids = those.map(one => one.id)
    const answer = await performMany(ctx, flow, 'arrive', [registration], {
      participants: ids,
      ...how,
      ...(tickOf.get(ids[0] ?? '') && { ticked_at: tickOf.get(ids[0] ?? '') }),
    })
    if (answer.refused[0]) refused.push(...ids.map(id => ({ id, reason: answer.refused[0]?.reason ?? '' })))
    else done.push(...ids)
  }
  return { done, refused }
}
