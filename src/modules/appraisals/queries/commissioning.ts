import { cycles, type Evaluation, indicatorOf, partOf, type SheetRow } from '#modules/evaluations'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { lastOver, periodFrom, periodOf } from '#platform/periods'
import { assess } from '../duties.ts'
import type { Item } from '../scores.ts'

/** People of an assessor in post; their account may have run out, a new contract opens it again. */
export const assessors = (ctx: Ctx): Promise<Array<{ id: string; name: string }>> =>
  ctx.db
    .selectFrom('staff')
    .innerJoin('duty_holder', 'duty_holder.staff_id', 'staff.id')
    .select(['staff.id', 'staff.name'])
    .where('duty_holder.duty', '=', assess.code)
    .where('staff.organisation', '=', 'assessor')
    .where('staff.state', '=', 'active')
    .orderBy('staff.id')
    .limit(100)
    .execute()

export const scoreSheets = (ctx: Ctx): Promise<Array<{ id: string; name: string; version: number }>> =>
  ctx.db
    .selectFrom('score_sheet')
    .select(['id', 'name', 'version'])
    .where('state', '=', 'in_use')
    .orderBy('name')
    .limit(50)
    .execute()

/** The rows of a sheet as they are scored; what only adds a bonus is for the centre's own account. */
export async function itemsOfSheet(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string; version: number; items: Item[] }> {
  const row = await ctx.db
    .selectFrom('score_sheet')
    .select(['id', 'name', 'version', 'rows'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const rows = row.rows as unknown as SheetRow[]
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    items: rows
      .filter(one => !one.bonus)
      .map(one => ({
        ...{ key: `k${one.key}`, part: partOf(one), clause: one.clause, text: indicatorOf(one) },
        ...{ standard: one.explanation, points: one.points },
      })),
  }
}

/**
 * Periods that may be commissioned: those whose round waits for it, the last one that is over and the one that runs. A
 * period with an appraisal is left out.
 */
export async function openPeriods(ctx: Ctx): Promise<Array<{ value: string; label: string }>> {
  const kind = cycles.third_party.of(ctx.centre)
  const today = dayOf(ctx.now)
  const waiting = await ctx.db
    .selectFrom('evaluation')
    .select('period')
    .where('kind', '=', 'third_party' satisfies Evaluation['kind'])
    .where('state', 'in', ['opened', 'working'])
    .orderBy('last_day', 'desc')
    .limit(10)
    .execute()
  const taken = await ctx.db
    .selectFrom('appraisal')
    .select('period')
    .where('state', '!=', 'terminated')
    .limit(200)
    .execute()
  const codes = new Set([
    ...waiting.map(one => one.period),
    lastOver(kind, today).code,
    periodOf(kind, today).code,
  ])
  return [...codes]
    .filter(code => !taken.some(one => one.period === code))
    .map(code => ({ value: code, label: periodFrom(code).label }))
}
