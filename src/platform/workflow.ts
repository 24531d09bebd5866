import type { RawBuilder, Selectable, SelectQueryBuilder } from 'kysely'
import type { z } from 'zod'
import type { DB, JsonValue } from '../../db/types.gen.ts'
import type { Day } from './calendar.ts'
import type { Actor, Ctx } from './ctx.ts'
import type { Message } from './notify.ts'
import type { Setting } from './settings.ts'
import { type Addressee, asOutside, type Duty, type Facts, type Who } from './who.ts'

/** Tables that can be the subject of a workflow: they have an id and a state. */
export type FlowTable = {
  [T in keyof DB]: Selectable<DB[T]> extends { centre_id: number; id: string; state: string } ? T : never
}[keyof DB]
export type RowOf<T extends FlowTable> = Selectable<DB[T]>

/** What a column is set to: a value (as text where it is jsonb), or what the database makes of it. */
type Writable<R> = { [K in keyof R]: R[K] | (JsonValue extends R[K] ? string : never) | RawBuilder<R[K]> }

export type Tone = 'green' | 'orange' | 'red' | 'grey' | 'blue'
/** Working days: a number, a setting of the centre, or something the row says (a promise its item made). */
export type Days<R> = number | Setting<number> | ((row: R) => number)

export interface State<R> {
  label: string
  tone?: Tone
  /** Arranged: whom it waits for has nothing to do but to come; it stands among what is coming up, not among what is to be done. */
  arranged?: true
  /** Whom the record waits for here; becomes the address of its open task. */
  awaits?: Addressee<R>
  /** The clock that runs here. It stands still in states that do not name it. */
  clock?: string
  /** The record moves by itself: the system performs `do` when the days are over. */
  after?: { within: Days<R>; do: string }
  final?: true
}

/** An allowance of working days, used up only in the states that name the clock. */
export interface Clock<R> {
  label: string
  within: Days<R>
  /** A day that was agreed on for this record: the clock does not run out before its end. */
  until?: (row: R) => Day | null
  /** Every stay has the whole allowance: a thing that is lent again is not late for having been lent before. */
  anew?: true
}

export interface Action<R, S extends string, I = unknown> {
  /** On the button: 退回补正 */
  label: string
  /** In the timeline: 退回补正了申请 */
  past: string
  /** 'new' creates the record. */
  from: 'new' | 'any' | readonly S[]
  /** Absent: the record stays where it is (an edit, a message). */
  to?: S | ((row: R, input: I) => S)
  by: Who<R>
  /** The form. A function where it depends on the record or on what is applied for. */
  input?: z.ZodType<I> | ((ctx: Ctx, row: R | null, raw: Record<string, unknown>) => Promise<z.ZodType<I>>)
  /** Rows that it makes sense for at all; for others it is neither offered nor done. */
  suits?: (row: R) => boolean
  /** Why it cannot be done just now; shown on the disabled button and as the 409. */
  blockedBy?: (row: R, actor: Actor, facts: Facts) => string | null | undefined | false
  /** The columns of the row to set. For actions from *new*, `row` has only its id. */
  effect?: (ctx: Ctx, row: R, input: I) => Promise<Partial<Writable<R>> | undefined>
  /** What else changes, in the same transaction, once the row itself stands. */
  consequence?: (ctx: Ctx, row: R, input: I) => Promise<void>
  /** What the timeline shows beside the action (free text; erasable). */
  note?: (input: I, row: R) => string | null | undefined
  /** Who is told what, after the row has changed. */
  tell?: (row: R, input: I, ctx: Ctx) => Array<Message | null | undefined | false>
  tone?: 'primary' | 'secondary' | 'danger'
  /** Asked before it is done. */
  confirm?: string
  /** Where 返回 leads from its form, where going back to where one came from would lead here again. */
  leave?: string
  /** On the button that keeps what was typed, to go on with later on any device; absent: it is kept while one types only. */
  keep?: string
  /** Told to who did it, where '…：已办理' would say too much or too little. */
  done?: string
  /** Public pages show this record: the page cache is renewed. */
  publishes?: true
  /** Not offered as a button: performed from a page of its own, by the clock, or by another action. */
  quiet?: true
  /** Among staff: the timeline tells nobody else that it was done. */
  amongStaff?: true
  /** Done by another action or a page of the program only: it has no address, neither as a form nor for machines. */
  inner?: true
  /** What a form for something new is about, where that is known: the item that is applied for. */
  about?: (ctx: Ctx, raw: Record<string, unknown>) => Promise<string | null>
  /** Values that the form starts with. */
  prefill?: (ctx: Ctx, row: R | null, raw: Record<string, unknown>) => Promise<Record<string, unknown>>
}

// Rows and inputs differ from flow to flow; the engine handles them all, so here they are opened up.
// biome-ignore lint/suspicious/noExplicitAny: the engine is generic over every row and input
export type AnyAction = Action<any, any, any>

export interface Workflow<
  T extends FlowTable = FlowTable,
  S extends string = string,
  A extends Record<string, AnyAction> = Record<string, AnyAction>,
> {
  subject: T
  /** What a record of it is called: 办件 */
  label: string
  /** That there is such a record is itself not for everyone: no list of tasks, no journal, no timeline names it to others. */
  confidential?: true
  /** By this duty outsiders work on it as staff; without it they see of it, and do to it, what any member of the public may. */
  outsiders?: Duty
  /** Keeps what cameras noted in its pictures (when, where) beside them; elsewhere it is thrown away. */
  keepsCamera?: true
  /** Clauses of DB34/T 4229-2022 that it carries out. */
  clause: string
  states: Record<S, State<RowOf<T>>>
  clocks: Record<string, Clock<RowOf<T>>>
  actions: A
  /** Limits a query to the rows that the actor may know of. */
  visible: Visible<T>
  /** May the actor open a file of this field, though the record is not theirs to see? A provider asked to quote may. */
  opensFile?: (ctx: Ctx, recordId: string, field: string) => Promise<boolean>
  /** Which of its files whoever may see the record may still not open: what hangs on a version that is not public yet. */
  hidesFile?: (ctx: Ctx, recordId: string, fileId: string) => Promise<boolean>
  title(row: RowOf<T>): string
  /** What tells records of the same title apart where only a line is shown: number and party of a case. By id. */
  hints?: (ctx: Ctx, ids: readonly string[]) => Promise<Map<string, string>>
  href(row: RowOf<T>, actor: Actor): string
  /** The party in whose file (一户一档) its journal appears. */
  party(row: RowOf<T>): string | null
  /** Work that runs in parallel is child records: when all of a parent's are settled, the parent moves. */
  joins?: Join
  /** What machines may read: columns of the row that leave through /api/v1. */
  record: z.ZodType
}

// biome-ignore lint/suspicious/noExplicitAny: what is selected does not matter to who may see it
type RowsOf<T extends FlowTable> = SelectQueryBuilder<DB, T, any>
export type Visible<T extends FlowTable> = (ctx: Ctx, query: RowsOf<T>) => RowsOf<T>

// biome-ignore lint/suspicious/noExplicitAny: the registry holds flows of every table
export type AnyWorkflow = Workflow<any, any, any>
export const workflows = new Map<string, AnyWorkflow>()

export interface Join {
  parent: FlowTable
  /** Column of the child that names its parent. */
  by: string
  settled: readonly string[]
  /** Action of the parent; where its own rules refuse, the parent stays where it is. */
  do: string
}

type Spec<T extends FlowTable, S extends string, A> = Omit<
  Workflow<T, S>,
  'subject' | 'actions' | 'clocks' | 'party'
> & {
  subject: T
  clocks?: Record<string, Clock<RowOf<T>>>
  party?: (row: RowOf<T>) => string | null
  actions: (action: <I>(spec: Action<RowOf<T>, S, I>) => Action<RowOf<T>, S, I>) => A
}

/** Declares the table of a record's states and actions. One row of it is one sentence that staff would say. */
export function defineWorkflow<T extends FlowTable, S extends string, A extends Record<string, AnyAction>>(
  spec: Spec<T, S, A>,
): Workflow<T, S, A> {
  if (workflows.has(spec.subject)) throw new Error(`workflow ${spec.subject} is declared twice`)
  const flow = {
    clocks: {},
    party: () => null,
    ...spec,
    visible: (ctx: Ctx, query: RowsOf<T>) =>
      spec.visible({ ...ctx, actor: asOutside(ctx.actor, spec.outsiders) }, query),
    actions: spec.actions(action => action),
  } as Workflow<T, S, A>
  checkFlow(flow as AnyWorkflow)
  workflows.set(spec.subject, flow as AnyWorkflow)
  return flow
}

/** Mistakes that a type cannot see stop the program at its start. */
function checkFlow(flow: AnyWorkflow): void {
  const wrong = (what: string) => {
    throw new Error(`workflow ${flow.subject}: ${what}`)
  }
  for (const [name, state] of Object.entries(flow.states as Record<string, State<unknown>>)) {
    if (state.clock && !flow.clocks[state.clock])
      wrong(`state ${name} names the unknown clock ${state.clock}`)
    if (state.after && !flow.actions[state.after.do])
      wrong(`state ${name} names the unknown action ${state.after.do}`)
    if (!state.final && !state.awaits && !state.after) wrong(`state ${name} awaits nobody and is not final`)
  }
  // In a circle of imports an effect may not be there yet when the table is made: it would silently do nothing.
  for (const [name, action] of Object.entries<object>(flow.actions))
    for (const [part, value] of Object.entries(action))
      if (value === undefined) wrong(`action ${name} has a part ${part} that is not there yet`)
}

/** The verdict on one action: the button and the guard are two faces of it. */
export type Verdict = { may: true } | { may: false; status: 403 | 409; reason: string }

export function judge(flow: AnyWorkflow, name: string, who: Actor, row: unknown, facts: Facts): Verdict {
  const actor = asOutside(who, flow.outsiders)
  const action: AnyAction = flow.actions[name]
  const state: string = (row as { state: string } | null)?.state ?? ''
  if (!action.by.test(actor, row, facts))
    return { may: false, status: 403, reason: `这一步由${action.by.says}办理。` }
  if (!fits(action, row)) {
    return {
      may: false,
      status: 409,
      reason: `${flow.label}现为「${flow.states[state]?.label ?? '新建'}」，不能「${action.label}」。`,
    }
  }
  const blocked = action.blockedBy?.(row as never, actor, facts)
  return blocked ? { may: false, status: 409, reason: blocked } : { may: true }
}

function fits(action: AnyAction, row: unknown): boolean {
  const state = (row as { state: string } | null)?.state
  if (state === undefined || action.from === 'new') return state === undefined && action.from === 'new'
  return (action.from === 'any' || action.from.includes(state)) && action.suits?.(row) !== false
}

export interface Offer {
  name: string
  label: string
  tone: 'primary' | 'secondary' | 'danger'
  /** Has a form to fill in; otherwise the button performs at once. */
  form: boolean
  confirm?: string
  blocked?: string
}

/** The buttons: what this actor may do with this row now, blocked ones with their reason. */
export function offers(flow: AnyWorkflow, actor: Actor, row: unknown, facts: Facts): Offer[] {
  return Object.entries<AnyAction>(flow.actions).flatMap(([name, action]) => {
    if (action.quiet || action.inner || action.from === 'new') return []
    const verdict = judge(flow, name, actor, row, facts)
    const blocked = !verdict.may && verdict.status === 409 && fits(action, row) ? verdict.reason : undefined
    if (!verdict.may && !blocked) return []
    return [
      {
        name,
        label: action.label,
        tone: action.tone ?? 'secondary',
        form: action.input !== undefined,
        ...(action.confirm && { confirm: action.confirm }),
        ...(blocked && { blocked }),
      },
    ]
  })
}

/** Working days of a clock or a timed move, for this row at this centre. */
export const daysOf = <R>(days: Days<R>, row: R, centre: Ctx['centre']): number =>
  typeof days === 'number' ? days : typeof days === 'function' ? days(row) : days.of(centre)
