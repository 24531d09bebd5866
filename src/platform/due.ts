import { sql } from 'kysely'
import { type Day, endOfDay, startOfDay } from './calendar.ts'
import type { Ctx } from './ctx.ts'

/** Something that is due on a day: what, from whom, to whom. */
export interface Due {
  day: Day
  what: string
  /** Null where there is no record of it yet. */
  href: string | null
  /** Who does it, and who gets it. */
  from: string
  to: string
  /** `planned`: it will be there by itself when its time has come. */
  state: DueState
}
export type DueState = 'done' | 'late' | 'open' | 'planned'

/** What a module has due: the records that are there, and those that the clock will bring. */
export interface DueSource {
  /** '统计报表': what the calendar can be narrowed down to. */
  label: string
  /** What is due between two days, both of them included; in any order. */
  find(ctx: Ctx, from: Day, until: Day): Promise<Due[]>
}

export const dueSources = new Map<string, DueSource>()

/** Declares what a module has due on which days; there is one calendar of it all. */
export function defineDue(code: string, source: DueSource): void {
  if (dueSources.has(code)) throw new Error(`what is due of ${code} is declared twice`)
  dueSources.set(code, source)
}

/** What is due between two days, by whichever module, day by day in the order of the modules. */
export async function whatIsDue(
  ctx: Ctx,
  from: Day,
  until: Day,
  only?: string,
): Promise<Array<Due & { source: string }>> {
  const all: Array<Due & { source: string }> = []
  for (const [code, { label, find }] of dueSources)
    if (!only || only === code)
      for (const one of await find(ctx, from, until))
        if (one.day >= from && one.day <= until) all.push({ ...one, source: label })
  return all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** How something stands that is either done or not. */
export const dueState = (isDone: boolean, day: Day, today: Day): DueState =>
  isDone ? 'done' : day < today ? 'late' : 'open'

/** Steps of a flow's records that have, or had, a day by which they are done; closed ones are. */
export const stepsDue = (ctx: Ctx, flow: string, from: Day, until: Day) =>
  ctx.db
    .selectFrom('task')
    .select(['record_id', 'state', 'closed_at'])
    .select(sql<Date>`due_at`.as('due_at'))
    .where('flow', '=', flow)
    .where('due_at', '>=', startOfDay(from))
    .where('due_at', '<=', endOfDay(until))
    .orderBy('due_at')
    .limit(300)
    .execute()
