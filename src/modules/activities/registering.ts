import { byProxy, partiesByPhone, partyOnPhone } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import { tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'
import type { Activity } from './inputs.ts'
import { advanceLine, holding, lockActivity, nextTurn, seatedAtOnce } from './line.ts'
import { toldOf, toldWithReason } from './messages.ts'
import { tooManyMissed } from './missed.ts'
import { answerUntil, inBrief } from './moments.ts'
import { activityOf, participantsOf } from './queries.ts'
import type { Registration } from './registration.ts'
import type { Editing, Person, Registering, WalkIn } from './registration-inputs.ts'
import { confirmHours, offerHours } from './settings.ts'

/** Takes the next turn under the lock of the activity, and a seat where nobody who waits is passed by. */
export async function joined(ctx: Ctx, row: Registration, input: Registering) {
  const self = !ctx.actor.staffId
  const activity = await lockActivity(ctx, input.activity_id)
  refuseOutside(activity, ctx.now, self)
  const party = self ? (input.party_id as string) : await callerOf(ctx, input)
  const proxy = self ? await byProxy(ctx, party) : {}
  await refuseTwice(ctx, activity.id, party)
  const people = 1 + (input.companions?.length ?? 0)
  if (people > activity.most_people) throw invalid({ companions: `一次最多报 ${activity.most_people} 人` })
  const behind = await tooManyMissed(ctx, party)
  const who = { id: row.id, group_code: input.group_code ?? null, people, behind }
  input.seated = await seatedAtOnce(ctx, activity, who)
  return {
    activity_id: activity.id,
    turn: await nextTurn(ctx, activity.id),
    ...proxy,
    ...{ behind, people, party_id: party, group_code: who.group_code },
    ...{ contact_name: input.contact_name, contact_phone: input.contact_phone },
    answers: JSON.stringify(input.answers ?? {}),
    channel: self ? ('self' as const) : ('desk' as const),
    joined_at: ctx.now,
  }
}

function refuseOutside(activity: Activity, now: Date, self: boolean): void {
  if (activity.state !== 'published')
    throw conflict(activity.state === 'cancelled' ? '这个活动已经取消。' : '这个活动已经结束。')
  if (now < activity.opens_at) throw conflict(`${inBrief(activity.opens_at, now)} 开始报名，请到时再来。`)
  // Staff still take calls until it begins.
  const closes = self ? activity.closes_at : activity.starts_at
  if (now >= closes) throw conflict('报名已经截止，请打电话问问还能不能参加。')
}

/** Whom a call is for: the one recipient of this phone, the one that was picked of several, or a new one. */
async function callerOf(ctx: Ctx, input: Registering): Promise<string> {
  const { contact_phone: phone, contact_name, party_id } = input
  const caller = { phone, party_id, party_name: contact_name, contact_name }
  return (await partyOnPhone(ctx, caller, 'contact_phone')).id
}

/** Under the lock, so that two taps are one registration. */
async function refuseTwice(ctx: Ctx, activityId: string, party: string): Promise<void> {
  const before = await ctx.db
    .selectFrom('activity_registration')
    .select('id')
    .where('activity_id', '=', activityId)
    .where('party_id', '=', party)
    .where('state', 'in', [...holding, 'waiting'])
    .limit(1)
    .executeTakeFirst()
  if (before)
    throw conflict(
      '已经报过名了，不用重复报。',
      ctx.actor.staffId ? undefined : `/my/activities/${before.id}`,
    )
}

/** One row a seat: whoever registered first, then who comes along. */
export async function bringPeople(ctx: Ctx, row: Registration, input: Registering | WalkIn): Promise<void> {
  const first: Person = { name: row.contact_name, phone: row.contact_phone }
  const all = [first, ...('companions' in input ? (input.companions ?? []) : [])]
  const here = row.channel === 'walk_in'
  await ctx.db
    .insertInto('activity_participant')
    .values(
      all.map(({ name, phone }) => ({
        ...{ id: newId(), registration_id: row.id, activity_id: row.activity_id, name, phone: phone ?? '' },
        ...(here && { arrived_at: ctx.now, method: 'walk_in', arrived_by: ctx.actor.staffId }),
      })),
    )
    .execute()
  if (here) await leaveLine(ctx, row)
}

/** Whoever waited and came all the same does not wait any more. */
async function leaveLine(ctx: Ctx, row: Registration): Promise<void> {
  const flow = workflows.get('activity_registration')
  if (!row.contact_phone || !flow) return
  const waiting = await ctx.db
    .selectFrom('activity_registration')
    .select('id')
    .where('activity_id', '=', row.activity_id)
    .where('contact_phone', '=', row.contact_phone)
    .where('state', '=', 'waiting')
    .limit(10)
    .execute()
  const ids = waiting.map(one => one.id)
  await performMany({ ...ctx, actor: system }, flow, 'letIn', ids)
}

/** A seat, or a place in the line: told at once. */
export async function welcome(ctx: Ctx, row: Registration, input: Registering): Promise<void> {
  await bringPeople(ctx, row, input)
  await inform(ctx, row, row.state === 'registered' ? 'registered' : 'waiting')
}

/** At the door the house is full when as many are inside as it holds: who registered and is not there leaves a chair. */
export async function walkedIn(ctx: Ctx, _row: Registration, input: WalkIn) {
  const activity = await lockActivity(ctx, input.activity_id)
  if (activity.state === 'cancelled' || activity.state === 'closed') throw conflict('这个活动不再登记到场。')
  if (activity.settled_at) throw conflict('签到已经核对完毕，不能再登记。')
  const { inside } = await ctx.db
    .selectFrom('activity_participant')
    .select(({ fn }) => fn.countAll<number>().as('inside'))
    .where('activity_id', '=', activity.id)
    .where('arrived_at', 'is not', null)
    .executeTakeFirstOrThrow()
  if (inside >= activity.capacity) throw conflict(`场内已有 ${inside} 人，到了容量，不能再进。`)
  const known = input.contact_phone ? await partiesByPhone(ctx, input.contact_phone) : []
  return {
    activity_id: activity.id,
    turn: await nextTurn(ctx, activity.id),
    party_id: known.length === 1 ? (known[0]?.id ?? null) : null,
    ...{ contact_name: input.contact_name, contact_phone: input.contact_phone ?? '', people: 1 },
    group_code: input.group_code ?? null,
    channel: 'walk_in' as const,
    joined_at: ctx.now,
  }
}

/** Until registration closes; who comes with fewer gives seats back, and nobody comes with more. */
export async function edited(ctx: Ctx, row: Registration, { companions = [], answers = {} }: Editing) {
  const activity = await activityOf(ctx, row.activity_id)
  if (ctx.now >= activity.closes_at && !ctx.actor.staffId)
    throw conflict('报名已经截止，不能再改；来不了请取消报名。')
  const others = new Set((await participantsOf(ctx, [row.id])).slice(1).map(one => one.id))
  const kept = new Set(companions.map(one => one.id).filter(id => others.has(id)))
  if (kept.size !== companions.length) throw invalid({ companions: '要多带人，请取消后重新报名。' })
  return { people: 1 + kept.size, answers: JSON.stringify(answers) }
}

export async function editPeople(ctx: Ctx, row: Registration, { companions = [] }: Editing): Promise<void> {
  const kept = new Map(companions.map(one => [one.id, one]))
  const others = (await participantsOf(ctx, [row.id])).slice(1)
  for (const { id } of others) {
    const one = kept.get(id)
    if (!one) await ctx.db.deleteFrom('activity_participant').where('id', '=', id).execute()
    else
      await ctx.db
        .updateTable('activity_participant')
        .set({ name: one.name, phone: one.phone ?? '' })
        .where('id', '=', id)
        .execute()
  }
  if (kept.size < others.length) await freed(ctx, row)
}

/** An answer that comes after its time does not count, though the clock has not come round yet. */
export const tooLate = (row: Registration, _actor: unknown, { now }: { now: Date }): string | false =>
  row.answer_until !== null && row.answer_until <= now && '答复的时间已经过了，名额正在让给下一位。'

/** Once it has begun nobody cancels any more: who is not there has not come. */
export async function beforeStart(ctx: Ctx, row: Registration) {
  const { starts_at } = await activityOf(ctx, row.activity_id)
  if (ctx.now >= starts_at) throw conflict('活动已经开始，不能再取消；没有来的，可以向工作人员说明情况。')
  return { answer_until: null }
}

/** Seats became free, or the line shorter: the job looks whose turn it is, once this is committed. */
export const freed = (ctx: Ctx, { activity_id }: Registration): Promise<void> =>
  enqueue(ctx, advanceLine, { activity_id })

export async function offered(ctx: Ctx, row: Registration) {
  const { starts_at } = await activityOf(ctx, row.activity_id)
  return { answer_until: answerUntil(ctx.now, offerHours.of(ctx.centre), starts_at) }
}

export async function askedAgain(ctx: Ctx, row: Registration) {
  const { starts_at } = await activityOf(ctx, row.activity_id)
  return { answer_until: answerUntil(ctx.now, confirmHours.of(ctx.centre), starts_at) }
}

export async function inform(ctx: Ctx, row: Registration, what: Parameters<typeof toldOf>[0]): Promise<void> {
  const told = toldOf(what, row, await activityOf(ctx, row.activity_id), ctx.now)
  if (told) await tell(ctx, told)
}

export async function informWithReason(
  ctx: Ctx,
  row: Registration,
  what: 'moved' | 'cancelled',
): Promise<void> {
  const activity = await activityOf(ctx, row.activity_id)
  const reason = (what === 'moved' ? activity.move_reason : activity.cancel_reason) ?? ''
  const told = toldWithReason(what, row, activity, reason, ctx.now)
  if (told) await tell(ctx, told)
}
