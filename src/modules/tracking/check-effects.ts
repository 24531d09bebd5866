import { randomInt } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden } from '#platform/errors'
import { perform } from '#platform/perform'
import { workflows } from '#platform/workflow'
import type { Listed, Reached, Script, Tried } from './inputs.ts'
import { usualOpening } from './inputs.ts'
import { nearOf } from './near.ts'
import type { Call, Check } from './people.ts'
import { digestOf, drawSample, writeList } from './sample.ts'
import { least, share } from './settings.ts'

/** Whoever sat in the class, passed or not, in the order of their enrolment: fixed before anybody is drawn. */
export async function fixedList(ctx: Ctx, _row: Check, input: Listed) {
  const learners = await ctx.db
    .selectFrom('enrolment')
    .select('id')
    .where('class_id', '=', input.class_id)
    .where('state', 'in', ['completed', 'failed'])
    .orderBy('turn')
    .limit(2_000)
    .execute()
  const [percent, fewest] = [share.of(ctx.centre), least.of(ctx.centre)]
  const list = writeList({
    ...{ classNumber: input.class_number, title: input.title, share: percent, least: fewest },
    learners: learners.map(one => one.id),
  })
  return {
    ...input,
    ...{ list, digest: digestOf(list), people: learners.length, share: percent, least: fewest },
    ...{ near: await nearOf(ctx, input.class_id), opening: usualOpening, script: '{"fields":[]}' },
  }
}

export const scripted = async (_ctx: Ctx, _row: Check, { opening, fields }: Script) => ({
  opening,
  script: JSON.stringify({ fields }),
})

/** The number is drawn once, after the list was fixed; nobody can draw until they like it. */
export async function drawn(ctx: Ctx, row: Check) {
  const near = [...new Set([...row.near, ...(await nearOf(ctx, row.class_id))])]
  if (near.includes(ctx.actor.staffId ?? '')) throw forbidden('办班和授课的人员不能抽查这个班。')
  const number = Array.from({ length: 16 }, () => randomInt(10)).join('')
  return { number, near, drawn_by: ctx.actor.staffId, drawn_at: ctx.now }
}

export async function pickedAll(ctx: Ctx, row: Check): Promise<void> {
  const flow = workflows.get('spot_call')
  if (!flow) throw new Error('calls are not declared')
  const sample = drawSample(row.list, row.number ?? '')
  for (const [at, enrolment_id] of sample.entries())
    await perform(ctx, flow, 'pick', null, { check_id: row.id, enrolment_id, rank: at + 1 })
}

export async function pickedOne(
  ctx: Ctx,
  _row: Call,
  input: { check_id: string; enrolment_id: string; rank: number },
) {
  const { class_id, owner_id, near } = await ctx.db
    .selectFrom('spot_check')
    .select(['class_id', 'owner_id', 'near'])
    .where('id', '=', input.check_id)
    .executeTakeFirstOrThrow()
  return { ...input, class_id, owner_id, near }
}

/** 409 while somebody waits to be called, or what was found waits to be explained. */
export async function closed(ctx: Ctx, row: Check, { conclusion }: { conclusion: string }) {
  const open = await ctx.db
    .selectFrom('spot_call')
    .select('state')
    .where('check_id', '=', row.id)
    .where('state', 'in', ['waiting', 'finding', 'explained'])
    .limit(500)
    .execute()
  const waiting = open.filter(one => one.state === 'waiting').length
  if (waiting > 0) throw conflict(`还有 ${waiting} 人没有打通，也没有登记联系不上。`)
  if (open.length > 0) throw conflict(`还有 ${open.length} 个问题没有说明、核对完。`)
  return { conclusion, closed_at: ctx.now }
}

/** A number that was found is kept no longer than it is needed. */
export async function withoutPhones(ctx: Ctx, row: Check): Promise<void> {
  await ctx.db.updateTable('spot_call').set({ phone: '' }).where('check_id', '=', row.id).execute()
}

export const triedOnce = async (ctx: Ctx, row: Call, { last_try, phone }: Tried) => ({
  ...{ tries: row.tries + 1, last_try, tried_at: ctx.now, called_by: ctx.actor.staffId },
  ...(phone && { phone }),
})

export const spokenTo = async (ctx: Ctx, row: Call, { answers, ...input }: Reached) => ({
  ...input,
  answers: JSON.stringify(answers ?? {}),
  ...{ tries: row.tries + 1, called_by: ctx.actor.staffId, called_at: ctx.now },
})
