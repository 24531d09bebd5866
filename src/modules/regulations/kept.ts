import { type RawBuilder, sql } from 'kysely'
import { hintsOf, recordLink } from '#modules/actions'
import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { type Binding, statesOf } from './bindings.ts'

/** Figures of the last 90 days; of fewer than five nothing is said. */
export const windowDays = 90
export const fewest = 5

export interface Late {
  /** Null where the public must not learn how many: few of what is confidential. */
  count: number | null
  /** For staff: those that they may open. */
  records: Array<{ href: string; title: string }>
}
export interface Kept {
  onTime: { share: number; n: number } | null
  late: Late
}
type ClockBinding = Extract<Binding, { kind: 'clock' }>
type StepBinding = Extract<Binding, { kind: 'step' }>

/** How well the bound clocks are kept, by the code of the binding. */
export async function clocksKept(ctx: Ctx, bindings: readonly Binding[]): Promise<Map<string, Kept>> {
  const clocks = [...new Map(bindings.map(one => [one.code, one])).values()].filter(
    (one): one is ClockBinding => one.kind === 'clock',
  )
  if (clocks.length === 0) return new Map()
  const watched = watchedStates(clocks)
  const [shares, late] = await Promise.all([onTimeShares(ctx, watched), openLate(ctx, watched)])
  return new Map(
    clocks.map(one => {
      const share = shares.get(one.code)
      const onTime = share && share.n >= fewest ? { share: share.on_time / share.n, n: share.n } : null
      return [one.code, { onTime, late: lateFor(ctx, one.flow, late.get(one.code) ?? []) }]
    }),
  )
}

/** Each state in which one of the clocks runs, as rows that a query joins. */
const watchedStates = (clocks: readonly ClockBinding[]): RawBuilder<unknown> =>
  sql`(values ${sql.join(
    clocks.flatMap(({ code, flow, name, clock }) =>
      statesOf(flow, name).map(
        state => sql`(${code}::text, ${flow.subject}::text, ${state}::text, ${clock.anew === true}::boolean)`,
      ),
    ),
  )}) as watched (code, flow, state, anew)`

/**
 * Of the records whose clock stopped in the window: how many by the day that it gave. A clock that goes on over several
 * states counts once, by where it stopped; one that is set anew counts each time.
 */
async function onTimeShares(ctx: Ctx, watched: RawBuilder<unknown>) {
  const since = new Date(ctx.now.getTime() - windowDays * 86_400_000)
  const { rows } = await sql<{ code: string; n: number; on_time: number }>`
    with watched as (select * from ${watched}), stops as (
      select distinct on (watched.code, case when anew then task.id else task.record_id end)
        watched.code, closed_at <= due_at as on_time
      from task join watched on watched.flow = task.flow and watched.state = task.state
      where closed_at > ${since} and due_at is not null
        and (anew or not exists (
          select from task running join watched still on still.flow = running.flow and still.state = running.state
          where running.flow = task.flow and running.record_id = task.record_id and running.closed_at is null
            and still.code = watched.code))
      order by watched.code, case when anew then task.id else task.record_id end, closed_at desc
    )
    select code, count(*)::int as n, count(*) filter (where on_time)::int as on_time from stops group by code`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.code, row]))
}

interface LateTask {
  code: string
  flow: string
  record_id: string
  title: string
  hint?: string | undefined
  opens: boolean
}

/** Open tasks past their day; staff are told of those that they may know of, with those that they may open. */
async function openLate(ctx: Ctx, watched: RawBuilder<unknown>): Promise<Map<string, LateTask[]>> {
  const { rows } = await sql<Omit<LateTask, 'hint' | 'opens'>>`
    with watched as (select * from ${watched})
    select watched.code, task.flow, task.record_id, task.title
    from task join watched on watched.flow = task.flow and watched.state = task.state
    where closed_at is null and due_at < ${ctx.now} ${ctx.actor.staffId ? sql`and ${mayKnow(ctx, 'task')}` : sql``}
    order by due_at limit 500`.execute(ctx.db)
  const [opens, hints] = ctx.actor.staffId
    ? await Promise.all([visibleAmong(ctx, rows), hintsOf(ctx, rows)])
    : [new Set<string>(), new Map<string, string>()]
  const told = rows.map(row => ({ ...row, hint: hints.get(row.record_id), opens: opens.has(row.record_id) }))
  return Map.groupBy(told, row => row.code)
}

/** Of records of which only flow and id are known, those that the actor may open. */
async function visibleAmong(
  ctx: Ctx,
  records: ReadonlyArray<{ flow: string; record_id: string }>,
): Promise<Set<string>> {
  const found = await Promise.all(
    [...Map.groupBy(records, one => one.flow)].map(async ([name, those]) => {
      const flow = workflows.get(name) as AnyWorkflow
      const rows = ctx.db
        .selectFrom(flow.subject)
        .select(`${flow.subject}.id` as never)
        .where(`${flow.subject}.id` as never, 'in', those.map(one => one.record_id) as never)
      return (await flow.visible(ctx, rows as never).execute()) as Array<{ id: string }>
    }),
  )
  return new Set(found.flat().map(row => row.id))
}

/** How many records a page names; the number says how many there are. */
const named = 5
function lateFor(ctx: Ctx, flow: AnyWorkflow, tasks: readonly LateTask[]): Late {
  const count = ctx.actor.staffId === null && flow.confidential && tasks.length < fewest ? null : tasks.length
  const records = tasks
    .filter(task => task.opens)
    .slice(0, named)
    .map(task => ({
      href: recordLink(task.flow, task.record_id),
      title: [task.title, task.hint].filter(Boolean).join(' · '),
    }))
  return { count, records }
}

/**
 * How often the bound steps were performed in the window, by the code of the binding. Null where few of what is
 * confidential would be told to the public.
 */
export async function stepsTaken(
  ctx: Ctx,
  bindings: readonly Binding[],
): Promise<Map<string, number | null>> {
  const steps = [...new Map(bindings.map(one => [one.code, one])).values()].filter(
    (one): one is StepBinding => one.kind === 'step',
  )
  if (steps.length === 0) return new Map()
  const since = new Date(ctx.now.getTime() - windowDays * 86_400_000)
  const { rows } = await sql<{ code: string; n: number }>`
    select bound.code, count(*)::int as n
    from (values ${sql.join(
      steps.map(({ code, flow, name }) => sql`(${code}::text, ${flow.subject}::text, ${name}::text)`),
    )}) as bound (code, flow, action)
    join journal on journal.flow = bound.flow and journal.action = bound.action
    where journal.at > ${since} ${ctx.actor.staffId ? sql`and ${mayKnow(ctx, 'journal')}` : sql``}
    group by bound.code`.execute(ctx.db)
  const counts = new Map(rows.map(row => [row.code, row.n]))
  return new Map(
    steps.map(({ code, flow }) => {
      const n = counts.get(code) ?? 0
      return [code, ctx.actor.staffId === null && flow.confidential && n < fewest ? null : n]
    }),
  )
}
