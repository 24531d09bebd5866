import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Examined, Reached, Visit } from './check-inputs.ts'
import type { Check } from './people.ts'
import { numberMinutes } from './settings.ts'
import { atWork } from './work.ts'

/** 409 once the report is with the head: what it stands on does not change any more. */
export const whileWorking = async (ctx: Ctx, row: Check): Promise<undefined> => {
  await atWork(ctx, row.appraisal_id, ['working'])
}

export async function dialled(ctx: Ctx, row: Check) {
  await whileWorking(ctx, row)
  return { dialled_at: ctx.now, dialled_by: ctx.actor.staffId }
}

/** Whether the number is still shown: to who dialled, for the minutes that the centre sets. */
export const showsNumber = (ctx: Ctx, row: Check): boolean =>
  row.state === 'waiting' &&
  row.dialled_at !== null &&
  row.dialled_by === ctx.actor.staffId &&
  ctx.now.getTime() - row.dialled_at.getTime() < numberMinutes.of(ctx.centre) * 60_000

const done = (ctx: Ctx) => ({ done_on: dayOf(ctx.now), done_by: ctx.actor.staffId })

export async function reached(ctx: Ctx, row: Check, { answers, ...input }: Reached) {
  await whileWorking(ctx, row)
  return { ...input, answers: JSON.stringify(answers ?? {}), tries: row.tries + 1, ...done(ctx) }
}

/** The next try is another call: the number is shown anew, and that is noted anew. */
export async function missed(ctx: Ctx, row: Check) {
  await whileWorking(ctx, row)
  return { tries: row.tries + 1, dialled_by: null }
}

export async function examined(ctx: Ctx, row: Check, { photos: _, ...input }: Examined) {
  await whileWorking(ctx, row)
  return { ...input, done_on: row.done_on ?? dayOf(ctx.now), done_by: ctx.actor.staffId }
}

export async function visited(ctx: Ctx, _row: Check, { photos: _, ...input }: Visit) {
  await atWork(ctx, input.appraisal_id, ['working'], { lock: true })
  return { ...input, done_by: ctx.actor.staffId }
}
