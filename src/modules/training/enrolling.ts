import { sql } from 'kysely'
import { z } from 'zod'
import { inBrief } from '#modules/activities'
import { byProxy, partiesByPhone } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import { tell } from '#platform/notify'
import type { Enrolment, TrainingClass } from './doors.ts'
import { classFor, type Enrolling, type Entering } from './enrolment-inputs.ts'
import { quotasOf } from './inputs.ts'
import { advanceLine, hasSeat, lockClass, nextTurn } from './line.ts'
import { toldLearner, toldWithReason } from './messages.ts'
import { clashOf, holdTimetable } from './queries/lessons.ts'

/** Set under the lock: whether there is a seat, not typed. */
export interface Seating {
  seated?: boolean
}

export const outcome = z.object({
  outcome: z.array(z.object({ rule: z.string(), met: z.boolean(), says: z.string() })),
  reason: z.string(),
})
export type Outcome = z.infer<typeof outcome>

/** Takes the next turn under the lock of the class; one person once, known by the number of their identity card. */
export async function joined(ctx: Ctx, _row: Enrolment, input: Enrolling) {
  const proxy = await byProxy(ctx, input.party_id)
  const number = await numberOf(ctx, input)
  return {
    ...(await entry(ctx, input, number, true)),
    ...proxy,
    party_id: input.party_id,
    // Whoever enrols another than themselves is not the learner.
    identity_id:
      proxy.proxy_id === null && input.person_name === ctx.actor.name ? ctx.actor.identityId : null,
    channel: proxy.proxy_id === null ? ('self' as const) : ('proxy' as const),
  }
}

/** At the desk: whose file it is, is found where phone and name say so. */
export async function entered(ctx: Ctx, _row: Enrolment, input: Entering & { channel?: 'sheet' }) {
  const known = (await partiesByPhone(ctx, input.phone)).filter(
    one =>
      one.contact_phone === input.phone && one.contact_name === input.person_name && one.kind === 'person',
  )
  return {
    ...(await entry(ctx, input, input.id_number as string, false)),
    party_id: known.length === 1 ? (known[0]?.id ?? null) : null,
    channel: 'desk' as const,
  }
}

async function entry(ctx: Ctx, input: Entering, number: string, self: boolean) {
  const id_hash = ctx.centre.keys.hash(number)
  await holdTimetable(ctx, 'enrols')
  await holdPerson(ctx, id_hash)
  const one = await lockClass(ctx, input.class_id)
  refuseOutside(one, ctx.now, self)
  await refuseTwice(ctx, one, id_hash)
  await refuseClash(ctx, one, id_hash)
  const { class_id, person_name, phone, village, groups, education, intention } = input
  return {
    ...{ class_id, person_name, phone, village, groups, education, intention, id_hash },
    id_number_encrypted: ctx.centre.keys.encrypt(number),
    turn: await nextTurn(ctx, one.id),
    town: input.town ?? null,
    quota: quotasOf(one).find(quota => (groups as string[]).includes(quota.code))?.code ?? null,
    applied_at: ctx.now,
  }
}

/** Two classes at once are decided one after the other, so that no person has a seat in both. */
const holdPerson = (ctx: Ctx, hash: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`learner ${ctx.centre.id} ${hash}`}, 0))`.execute(
    ctx.db,
  )

/** The number that was typed, or that of the recipient's own file. */
async function numberOf(ctx: Ctx, { party_id, id_number, person_name }: Enrolling): Promise<string> {
  if (id_number) return id_number
  const file = await ctx.db
    .selectFrom('party')
    .select(['id_number_cipher', 'contact_name'])
    .where('id', '=', party_id)
    .where('kind', '=', 'person')
    .executeTakeFirst()
  if (!file?.id_number_cipher || file.contact_name !== person_name)
    throw invalid({ id_number: '请填写参加人的身份证号' })
  return ctx.centre.keys.decrypt(file.id_number_cipher)
}

function refuseOutside(one: TrainingClass, now: Date, self: boolean): void {
  if (one.state === 'cancelled') throw conflict('这个培训班已经取消。')
  // Staff still take who comes on the first days.
  if (one.state !== 'published' && (self || one.state !== 'running'))
    throw conflict('这个培训班已经开始或结束。')
  if (now < one.opens_at) throw conflict(`${inBrief(one.opens_at, now)} 开始报名，请到时再来。`)
  if (self && now >= one.closes_at) throw conflict('报名已经截止，请打电话问问还能不能参加。')
}

/** Under the lock, so that two taps are one enrolment. */
async function refuseTwice(ctx: Ctx, one: TrainingClass, hash: string): Promise<void> {
  const before = await ctx.db
    .selectFrom('enrolment')
    .select('id')
    .where('class_id', '=', one.id)
    .where('id_hash', '=', hash)
    .where('state', 'in', ['applied', 'waiting', 'accepted', 'completed', 'failed'])
    .limit(1)
    .executeTakeFirst()
  if (before) throw conflict('这个人已经报过名了，不用重复报。')
}

async function refuseClash(ctx: Ctx, one: TrainingClass, hash: string): Promise<void> {
  const other = await clashOf(ctx, hash, one.id)
  if (other) throw conflict(`上课时间和已经报名的“${other}”冲突，请先取消其中一个。`)
}

/** A seat where nobody before goes without, else a place in the line. */
export async function reviewed(ctx: Ctx, row: Enrolment, input: Seating) {
  const one = await lockClass(ctx, row.class_id)
  if (one.state !== 'published' && one.state !== 'running') throw conflict('这个培训班已经结束，不能再录取。')
  input.seated = await hasSeat(ctx, one, row.id)
  if (!input.seated && one.state === 'running')
    throw conflict('已经开班，名额也满了，不能再排候补；请选“不通过”并说明。')
  return input.seated ? { accepted_at: ctx.now } : {}
}

export async function declined(ctx: Ctx, row: Enrolment): Promise<void> {
  await informWithReason(ctx, row, 'declined')
  await freed(ctx, row)
}

/** Seats became free, or the line shorter: the job looks whose turn it is, once this is committed. */
export const freed = (ctx: Ctx, { class_id }: Enrolment): Promise<void> =>
  enqueue(ctx, advanceLine, { class_id })

/** Once it has begun nobody cancels any more: whoever stops coming has withdrawn. */
export async function beforeStart(ctx: Ctx, row: Enrolment): Promise<undefined> {
  const one = await classFor(ctx, row.class_id)
  if (row.state === 'accepted' && dayOf(ctx.now) >= one.starts_on)
    throw conflict('已经开班，不能取消报名；不能再来的，请告诉工作人员办理退出。')
}

export async function withdrawn(ctx: Ctx, row: Enrolment, input: { reason: string }) {
  const one = await classFor(ctx, row.class_id)
  if (!['published', 'running', 'finishing'].includes(one.state)) throw conflict('这个培训班已经结业。')
  return { reason: input.reason }
}

export async function calledOff(ctx: Ctx, row: Enrolment): Promise<void> {
  const one = await classFor(ctx, row.class_id)
  const told = toldWithReason('cancelled', row, one, one.cancel_reason ?? '')
  if (told) await tell(ctx, told)
}

export async function inform(
  ctx: Ctx,
  row: Enrolment,
  what: Parameters<typeof toldLearner>[0],
): Promise<void> {
  const told = toldLearner(what, row, await classFor(ctx, row.class_id))
  if (told) await tell(ctx, told)
}

export async function informWithReason(
  ctx: Ctx,
  row: Enrolment,
  what: 'declined' | 'withdrawn' | 'failed' | 'unmasked',
  reason = row.reason ?? '',
): Promise<void> {
  const told = toldWithReason(what, row, await classFor(ctx, row.class_id), reason)
  if (told) await tell(ctx, told)
}
