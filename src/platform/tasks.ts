import { sql } from 'kysely'
import { type Day, dueAt, endOfDay } from './calendar.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'
import type { TaskAddress } from './who.ts'
import { type AnyWorkflow, daysOf, type State } from './workflow.ts'

interface FlowRow {
  id: string
  state: string
}

/**
 * Brings the record's one open task in line with its state: closes the old one and opens the next, or corrects
 * address and deadline where the record stayed in its state. `before` is null where the record is new.
 */
export async function keepTask(
  ctx: Ctx,
  flow: AnyWorkflow,
  before: FlowRow | null,
  row: FlowRow,
  journalId: string,
): Promise<void> {
  const state = flow.states[row.state] as State<unknown>
  const [open, entries] = await Promise.all([
    before ? openTask(ctx, flow, row.id) : undefined,
    before ? entriesOf(ctx, flow, row.id, journalId) : ([] as Entry[]),
  ])
  if (before?.state !== row.state) entries.push({ state: row.state, at: ctx.now })
  const wanted = state.final ? null : addressed(taskFor(ctx, flow, row, visitsFrom(entries)))
  if (open && wanted && open.state === row.state) {
    await ctx.db
      .updateTable('task')
      .set(eb => ({
        ...wanted,
        // A new day is reminded of anew.
        reminded_at: eb
          .case()
          .when('due_at', 'is not distinct from', wanted.due_at)
          .then(eb.ref('reminded_at'))
          .else(null)
          .end(),
      }))
      .where('id', '=', open.id)
      .execute()
    return
  }
  if (open) {
    await ctx.db
      .updateTable('task')
      .set({ closed_at: ctx.now, closed_by: journalId })
      .where('id', '=', open.id)
      .execute()
  }
  if (wanted) {
    await ctx.db
      .insertInto('task')
      .values({
        id: newId(),
        flow: flow.subject,
        record_id: row.id,
        state: row.state,
        opened_at: ctx.now,
        ...wanted,
      })
      .execute()
  }
}

/** What waits for nobody who has a list of tasks, and not for the clock either, is no task. */
const addressed = (task: ReturnType<typeof taskFor>) =>
  task.duty || task.staff_id || task.party_id || task.act ? task : null

const openTask = (ctx: Ctx, flow: AnyWorkflow, recordId: string) =>
  ctx.db
    .selectFrom('task')
    .select(['id', 'state'])
    .where('flow', '=', flow.subject)
    .where('record_id', '=', recordId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** A stay in a state; the last one is open. */
interface Visit {
  state: string
  from: Date
  to: Date | null
}

function taskFor(ctx: Ctx, flow: AnyWorkflow, row: FlowRow, visits: readonly Visit[]) {
  const state = flow.states[row.state] as State<unknown>
  const clock = state.clock ? flow.clocks[state.clock] : undefined
  const { calendar } = ctx.centre
  const due = clock
    ? later(
        dueAt({
          visits: clock.anew
            ? visits.slice(-1)
            : visits.filter(visit => flow.states[visit.state]?.clock === state.clock),
          allowanceDays: daysOf(clock.within, row, ctx.centre),
          calendar,
        }),
        clock.until?.(row) ?? null,
      )
    : null
  const act = state.after
    ? dueAt({
        visits: visits.slice(-1),
        allowanceDays: daysOf(state.after.within, row, ctx.centre),
        calendar,
      })
    : null
  const address: Partial<Record<'duty' | 'staff_id' | 'party_id', string>> = state.awaits
    ? (state.awaits.address(row) satisfies TaskAddress)
    : {}
  return {
    title: flow.title(row as never),
    duty: address.duty ?? null,
    staff_id: address.staff_id ?? null,
    party_id: address.party_id ?? null,
    due_at: due ?? act,
    act: state.after?.do ?? null,
    act_at: act,
  }
}

const later = (due: Date, until: Day | null): Date =>
  until !== null && endOfDay(until) > due ? endOfDay(until) : due

/** That a record came into a state. */
interface Entry {
  state: string
  at: Date
}

/** The states that the record came into, from the journal, but for the action that is being performed. */
const entriesOf = (ctx: Ctx, flow: AnyWorkflow, id: string, performing?: string): Promise<Entry[]> =>
  ctx.db
    .selectFrom('journal')
    .select([sql<string>`to_state`.as('state'), 'at'])
    .where('flow', '=', flow.subject)
    .where('record_id', '=', id)
    .$if(performing !== undefined, entries => entries.where('id', '<>', performing as string))
    .where(sql<boolean>`from_state is distinct from to_state`)
    .orderBy('id')
    .execute()

const visitsFrom = (entries: readonly Entry[]): Visit[] =>
  entries.map(({ state, at }, index) => ({ state, from: at, to: entries[index + 1]?.at ?? null }))

/** Records whose time has come, for the clock to act on; oldest first. */
export const ripe = (ctx: Ctx, limit = 100) =>
  ctx.db
    .selectFrom('task')
    .select(['flow', 'record_id', 'act'])
    .where('closed_at', 'is', null)
    .where('act_at', '<=', ctx.now)
    .orderBy('act_at')
    .limit(limit)
    .execute()

/** Open tasks by id, for the calendar to go through. */
export const openTasks = (ctx: Ctx, after: string, limit = 200) =>
  ctx.db
    .selectFrom('task')
    .select(['id', 'flow', 'record_id'])
    .where('closed_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

/** When an open task is due, counted anew by the calendar as it is now. */
export async function recount(ctx: Ctx, flow: AnyWorkflow, row: FlowRow): Promise<void> {
  const visits = visitsFrom(await entriesOf(ctx, flow, row.id))
  const { due_at, act_at } = taskFor(ctx, flow, row, visits)
  await ctx.db
    .updateTable('task')
    .set({ due_at, act_at })
    .where('flow', '=', flow.subject)
    .where('record_id', '=', row.id)
    .where('closed_at', 'is', null)
    .execute()
}

/** When what waits for somebody is due. */
export const dueOf = async (ctx: Ctx, flow: string, id: string): Promise<Date | null> =>
  (
    await ctx.db
      .selectFrom('task')
      .select('due_at')
      .where('flow', '=', flow)
      .where('record_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
  )?.due_at ?? null

/** Notes on an open task: that its addressee was reminded, or urged (督办). No action of the record. */
export const markTask = (ctx: Ctx, id: string, mark: { reminded_at: Date } | { urged_at: Date }) =>
  ctx.db.updateTable('task').set(mark).where('id', '=', id).execute()

/** What waits for one party now waits for another, because the two were one. */
export const moveTasks = (ctx: Ctx, fromParty: string, toParty: string) =>
  ctx.db
    .updateTable('task')
    .set({ party_id: toParty })
    .where('party_id', '=', fromParty)
    .where('closed_at', 'is', null)
    .execute()
