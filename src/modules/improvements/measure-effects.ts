import { sql } from 'kysely'
import { dayOf, workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import type { MeasureInput, PutOff } from './improvement-inputs.ts'
import type { Improvement, Measure } from './people.ts'

/** The improvement while it is planned, held fast; only who answers for it plans its measures. */
async function planOf(ctx: Ctx, id: string): Promise<Improvement> {
  const row = await ctx.db
    .selectFrom('improvement')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.owner_id !== ctx.actor.staffId) throw forbidden('措施由改进事项的责任人拟订。')
  if (row.state !== 'planning') throw conflict('方案不在拟订中，不能改措施。')
  return row
}

const within = (improvement: Improvement, { due_on }: { due_on: string }): void => {
  if (improvement.due_on === null) throw conflict('请先拟订方案，定下全部落实的日期。')
  if (due_on > improvement.due_on) throw invalid({ due_on: `不能晚于全部落实的日期 ${improvement.due_on}。` })
}

export async function added(ctx: Ctx, _row: Measure, input: MeasureInput) {
  within(await planOf(ctx, input.improvement_id), input)
  const { last } = await ctx.db
    .selectFrom('measure')
    .select(eb => eb.fn.coalesce(eb.fn.max('rank'), sql<number>`0`).as('last'))
    .where('improvement_id', '=', input.improvement_id)
    .executeTakeFirstOrThrow()
  if (last >= 30) throw conflict('一个改进事项最多列 30 条措施。')
  return { ...input, rank: last + 1 }
}

export async function edited(ctx: Ctx, row: Measure, { what, owner_id, due_on }: MeasureInput) {
  within(await planOf(ctx, row.improvement_id), { due_on })
  return { what, owner_id, due_on }
}

export async function struck(ctx: Ctx, row: Measure) {
  await planOf(ctx, row.improvement_id)
  return { reason: '方案中去掉' }
}

export const started = async (ctx: Ctx, row: Measure) => ({ work_days: daysUntil(ctx, row.due_on) })

const daysUntil = (ctx: Ctx, day: string): number =>
  Math.max(1, workingDaysBetween(ctx.centre.calendar, dayOf(ctx.now), day))

export async function putOff(ctx: Ctx, _row: Measure, { due_on, reason }: PutOff) {
  return { due_on, reason, work_days: daysUntil(ctx, due_on) }
}

/** How many measures wait for approval stands at the improvement: its button needs to know. */
export async function counted(ctx: Ctx, { improvement_id }: Measure): Promise<void> {
  await ctx.db
    .updateTable('improvement')
    .set(eb => ({
      planned: eb
        .selectFrom('measure')
        .select(one => one.fn.countAll<number>().as('n'))
        .where('measure.improvement_id', '=', improvement_id)
        .where('measure.state', '=', 'planned'),
    }))
    .where('id', '=', improvement_id)
    .execute()
}

/** Whoever carried out one of the measures does not verify. */
export async function noteDoer(ctx: Ctx, { improvement_id, done_by }: Measure): Promise<void> {
  await ctx.db
    .updateTable('improvement')
    .set({ doers: sql`array(select distinct unnest(array_append(doers, ${done_by}::uuid)))` })
    .where('id', '=', improvement_id)
    .execute()
}
