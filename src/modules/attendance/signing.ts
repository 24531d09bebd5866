import type { Ctx } from '#platform/ctx'
import { conflict, Problem } from '#platform/errors'
import { performMany } from '#platform/perform'
import { expectLearners, recordFor, sessionById } from './queries/records.ts'
import { attendanceFlow, type Sign } from './record.ts'

/** What a device or a form says of one record. */
export interface Tick {
  id: string
  ticked_at?: string | undefined
}
export interface Answered {
  done: string[]
  refused: Array<{ id: string; reason: string }>
}

/**
 * Signs people in, each record for itself, so that one that cannot be done leaves the others alone. Whoever is in already
 * counts as done: what is sent twice, or by two ways, is the same.
 */
export async function signInMany(
  ctx: Ctx,
  sessionId: string,
  ticks: readonly Tick[],
  how: Omit<Sign, 'ticked_at'>,
): Promise<Answered> {
  if (ticks.length === 0) return { done: [], refused: [] }
  const known = await ctx.db
    .selectFrom('attendance')
    .select(['id', 'state'])
    .where('session_id', '=', sessionId)
    .where(
      'id',
      'in',
      ticks.map(one => one.id),
    )
    .execute()
  const stateOf = new Map(known.map(one => [one.id, one.state]))
  const answer: Answered = { done: [], refused: [] }
  for (const { id, ticked_at } of ticks) {
    const state = stateOf.get(id)
    if (state === undefined || state === 'left') answer.refused.push({ id, reason: '名单上已经没有这个人。' })
    else if (state === 'present') answer.done.push(id)
    else {
      const { done, refused } = await performMany(ctx, attendanceFlow, 'signIn', [id], {
        ...how,
        ...(ticked_at && { ticked_at }),
      })
      // Another way may have been quicker, between our look and our lock.
      const again = refused[0] && (await isIn(ctx, id))
      answer.done.push(...done, ...(again ? [id] : []))
      if (!again) answer.refused.push(...refused)
    }
  }
  return answer
}

const isIn = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await ctx.db.selectFrom('attendance').select('state').where('id', '=', id).executeTakeFirst())?.state ===
  'present'

/**
 * One learner signs in; `as` says by whose right it is done. Returns the record and whether they were in already. 409
 * outside the half day.
 */
export async function signInOne(
  ctx: Ctx,
  sessionId: string,
  enrolmentId: string,
  how: Sign,
  as: (recordId: string) => Ctx['actor'],
): Promise<{ id: string; before: boolean }> {
  let record = await recordFor(ctx, sessionId, enrolmentId)
  if (!record) {
    // Taken into the class a moment ago: the list of this half day does not know them yet.
    await expectLearners(ctx, await sessionById(ctx, sessionId))
    record = await recordFor(ctx, sessionId, enrolmentId)
  }
  if (!record || record.state === 'left') throw conflict('名单上已经没有这个人。')
  if (record.state === 'present') return { id: record.id, before: true }
  const answer = await performMany({ ...ctx, actor: as(record.id) }, attendanceFlow, 'signIn', [record.id], {
    ...how,
  })
  if (answer.done[0]) return { id: record.id, before: false }
  if (await isIn(ctx, record.id)) return { id: record.id, before: true }
  throw new Problem(409, '现在不能签到', answer.refused[0]?.reason ?? '请找工作人员。')
}
