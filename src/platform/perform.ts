import type { z } from 'zod'
import { type Ctx, system } from './ctx.ts'
import { savepoint } from './db.ts'
import { conflict, forbidden, invalid, notFound, Problem } from './errors.ts'
import { attachFiles } from './files.ts'
import { friendly } from './format.ts'
import { fileFieldsOf, validate, withoutSecrets } from './forms.ts'
import { isId, newId } from './ids.ts'
import { announce } from './jobs.ts'
import { factsOf, record, timeline } from './journal.ts'
import { type Message, tell } from './notify.ts'
import { keepTask } from './tasks.ts'
import { type AnyAction, type AnyWorkflow, type Join, judge, offers, workflows } from './workflow.ts'

interface FlowRow {
  id: string
  state: string
  [column: string]: unknown
}

export interface Performed {
  id: string
  row: FlowRow
  /** True when the same form had been sent before: nothing was done again. */
  repeated: boolean
}

/**
 * The only way anything changes. Inside the transaction of `ctx`: lock the row → 404 unless visible → 403 wrong
 * person → 409 wrong state or blocked → 422 bad input → effect → new state → journal → task → messages and
 * jobs. Throws a Problem; the caller's transaction then rolls back.
 *
 * `id` is null for actions from *new*. `key` makes a form perform once, however often it is sent.
 */
export async function perform(
  ctx: Ctx,
  flow: AnyWorkflow,
  name: string,
  id: string | null,
  raw: Record<string, unknown> = {},
  key?: string,
): Promise<Performed> {
  const action = actionOf(flow, name)
  if ((action.from === 'new') !== (id === null)) throw notFound('这项操作')
  if (id === null) return create(ctx, flow, name, action, raw, key)

  const row = await find(ctx, flow, id, { lock: true })
  if (key && (await submittedBefore(ctx, flow, name, key, id))) return { id, row, repeated: true }
  const verdict = judge(flow, name, ctx.actor, row, await factsOf(ctx, flow.subject, id))
  if (!verdict.may) throw await refusal(ctx, flow, row, verdict)
  const { input, kept } = await readInput(ctx, action, row, raw)
  const patch = (await action.effect?.(ctx, row, input)) ?? {}
  const state = nextState(action, row, input)
  const changed = await updateRow(ctx, flow, id, { ...patch, state })
  await action.consequence?.(ctx, changed, input)
  await follow(ctx, flow, { name, action, input, kept }, row, changed)
  return { id, row: changed, repeated: false }
}

/** The same action on many records; one that cannot be done leaves the others alone. */
export async function performMany(
  ctx: Ctx,
  flow: AnyWorkflow,
  name: string,
  ids: readonly string[],
  raw: Record<string, unknown> = {},
): Promise<{ done: string[]; refused: Array<{ id: string; reason: string }> }> {
  const done: string[] = []
  const refused: Array<{ id: string; reason: string }> = []
  for (const id of ids) {
    try {
      await savepoint(ctx.db, () => perform(ctx, flow, name, id, raw))
      done.push(id)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused.push({ id, reason: error.message })
    }
  }
  return { done, refused }
}

/** The row, if the actor may know of it; otherwise 404. */
export async function find(
  ctx: Ctx,
  flow: AnyWorkflow,
  id: string,
  options: { lock?: boolean } = {},
): Promise<FlowRow> {
  if (!isId(id)) throw notFound(`这条${flow.label}`)
  const all = ctx.db
    .selectFrom(flow.subject)
    .selectAll(flow.subject)
    .where(`${flow.subject}.id` as never, '=', id as never)
  const query = flow.visible(ctx, all as never)
  const row = await (options.lock ? query.forUpdate(flow.subject) : query).executeTakeFirst()
  if (!row) throw notFound(`这条${flow.label}`)
  return row as FlowRow
}

/** Reads and checks an action's input; throws 422 with messages by field. `kept` is what the journal keeps of it. */
async function readInput(ctx: Ctx, action: AnyAction, row: FlowRow | null, raw: Record<string, unknown>) {
  const schema = await schemaOf(ctx, action, row, raw)
  const input = schema ? validate(schema, raw) : {}
  return { input, kept: schema ? withoutSecrets(schema, input) : {} }
}

/** The schema of an action's input for this record, or null where it needs none. */
export async function schemaOf(
  ctx: Ctx,
  action: AnyAction,
  row: FlowRow | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType | null> {
  return typeof action.input === 'function' ? action.input(ctx, row, raw) : (action.input ?? null)
}

export function actionOf(flow: AnyWorkflow, name: string): AnyAction {
  if (!Object.hasOwn(flow.actions, name)) throw notFound('这项操作')
  return flow.actions[name]
}

async function create(
  ctx: Ctx,
  flow: AnyWorkflow,
  name: string,
  action: AnyAction,
  raw: Record<string, unknown>,
  key?: string,
): Promise<Performed> {
  const verdict = judge(flow, name, ctx.actor, null, { did: new Map(), now: ctx.now, centre: ctx.centre })
  if (!verdict.may) throw forbidden(verdict.reason)
  const id = newId()
  const before = key ? await submittedBefore(ctx, flow, name, key, id) : null
  if (before) return { id: before, row: await find(ctx, flow, before), repeated: true }

  const { input, kept } = await readInput(ctx, action, null, raw)
  const blank = { id } as FlowRow
  const values = (await action.effect?.(ctx, blank, input)) ?? {}
  const state = nextState(action, blank, input)
  const row = (await ctx.db
    .insertInto(flow.subject)
    .values({ id, ...values, state } as never)
    .returningAll()
    .executeTakeFirstOrThrow()) as FlowRow
  await action.consequence?.(ctx, row, input)
  await follow(ctx, flow, { name, action, input, kept }, null, row)
  return { id, row, repeated: false }
}

/** Claims the form's key. A second, parallel sending waits for the first and then finds its record. */
async function submittedBefore(
  ctx: Ctx,
  flow: AnyWorkflow,
  action: string,
  key: string,
  id: string,
): Promise<string | null> {
  if (!isId(key)) throw invalid({ '': '表单已失效，请刷新页面后重新填写。' })
  const claimed = await ctx.db
    .insertInto('submission')
    .values({
      key,
      identity_id: ctx.actor.identityId,
      flow: flow.subject,
      action,
      record_id: id,
      at: ctx.now,
    })
    .onConflict(conflict => conflict.columns(['centre_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return null
  const first = await ctx.db
    .selectFrom('submission')
    .select('record_id')
    .where('key', '=', key)
    .where('flow', '=', flow.subject)
    .where('action', '=', action)
    .where('identity_id', 'is not distinct from', ctx.actor.identityId)
    .executeTakeFirst()
  if (!first) throw invalid({ '': '表单已失效，请刷新页面后重新填写。' })
  return first.record_id
}

function nextState(action: AnyAction, row: FlowRow, input: unknown): string {
  if (action.to === undefined) return row.state
  return typeof action.to === 'function' ? action.to(row, input) : action.to
}

const updateRow = async (
  ctx: Ctx,
  flow: AnyWorkflow,
  id: string,
  values: Record<string, unknown>,
): Promise<FlowRow> =>
  (await ctx.db
    .updateTable(flow.subject)
    .set(values as never)
    .where('id', '=', id as never)
    .returningAll()
    .executeTakeFirstOrThrow()) as FlowRow

/** What follows from every action, whichever it was. */
async function follow(
  ctx: Ctx,
  flow: AnyWorkflow,
  { name, action, input, kept }: { name: string; action: AnyAction; input: unknown; kept: unknown },
  before: FlowRow | null,
  row: FlowRow,
): Promise<void> {
  const journalId = newId()
  const told = (action.tell?.(row, input, ctx) ?? []).filter(message => message)
  // Side by side: on a server they travel together.
  await Promise.all([
    record(ctx, journalId, {
      flow: flow.subject,
      action: name,
      recordId: row.id,
      from: before?.state ?? null,
      to: row.state,
      partyId: flow.party(row),
      note: action.note?.(input as never, row as never) ?? null,
      input: kept,
    }),
    attachFiles(ctx, flow.subject, row.id, fileFieldsOf(input), { keepsCamera: flow.keepsCamera === true }),
    keepTask(ctx, flow, before, row, journalId),
    tell(ctx, ...(told as Message[])),
  ])
  if (flow.joins?.settled.includes(row.state)) await join(ctx, flow, flow.joins, row)
  await announce(ctx, {
    flow: flow.subject,
    action: name,
    recordId: row.id,
    journalId,
    publishes: action.publishes === true,
  })
}

/** Moves the parent once all its children are settled. */
async function join(
  ctx: Ctx,
  flow: AnyWorkflow,
  { parent, by, settled, do: action }: Join,
  child: FlowRow,
): Promise<void> {
  const parentFlow = workflows.get(parent) as AnyWorkflow
  const parentId = child[by] as string
  const asSystem = { ...ctx, actor: system }
  const { state } = await find(asSystem, parentFlow, parentId, { lock: true })
  if (!(parentFlow.actions[action].from as readonly string[]).includes(state)) return
  const open = await ctx.db
    .selectFrom(flow.subject)
    .select('id' as never)
    .where(by as never, '=', parentId as never)
    .where('state' as never, 'not in', settled as never)
    .limit(1)
    .execute()
  if (open.length === 0) await performMany(asSystem, parentFlow, action, [parentId])
}

/** '王敏 今天 10:23 受理。': who came first, for colleagues. */
async function lastDone(ctx: Ctx, recordId: string): Promise<string> {
  const entries = ctx.actor.staffId ? await timeline(ctx, { recordId }, 20) : []
  // A message or a note did not bring it here.
  const last = entries.find(entry => entry.from !== entry.to)
  const past = last && workflows.get(last.flow)?.actions[last.action]?.past
  return past ? `${last.actorName} ${friendly(last.at, ctx.now)} ${past}。` : ''
}

/** What is refused, and what can be done instead. */
export async function refusal(
  ctx: Ctx,
  flow: AnyWorkflow,
  row: FlowRow,
  verdict: { status: 403 | 409; reason: string },
): Promise<Problem> {
  if (verdict.status === 403) return forbidden(verdict.reason)
  const possible = offers(flow, ctx.actor, row, await factsOf(ctx, flow.subject, row.id)).filter(
    offer => !offer.blocked,
  )
  const instead =
    possible.length > 0
      ? `您现在可以：${possible.map(offer => offer.label).join('、')}。`
      : '现在不需要您办理，请刷新页面查看最新进展。'
  return conflict(
    [verdict.reason, await lastDone(ctx, row.id), instead].join(''),
    flow.href(row as never, ctx.actor),
  )
}
