import type { Ctx } from '#platform/ctx'
import { draftOf } from '#platform/drafts'
import { forbidden, notFound } from '#platform/errors'
import { type Field, fieldsOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { factsOf } from '#platform/journal'
import { find, refusal, schemaOf } from '#platform/perform'
import { type AnyAction, type AnyWorkflow, judge, workflows } from '#platform/workflow'

/** An action as its address names it: /act/service_case/return/018f… */
export interface Addressed {
  flow: AnyWorkflow
  name: string
  action: AnyAction
  id: string | null
}

export function addressed(flowName: string, name: string, id: string | undefined): Addressed {
  const flow = workflows.get(flowName)
  if (!flow || !Object.hasOwn(flow.actions, name)) throw notFound('这项操作')
  const action: AnyAction = flow.actions[name]
  if (action.inner || (action.from === 'new') !== (id === undefined)) throw notFound('这项操作')
  return { flow, name, action, id: id ?? null }
}

export const pathOf = ({ flow, name, id }: Pick<Addressed, 'flow' | 'name' | 'id'>): string =>
  `/act/${flow.subject}/${name}${id ? `/${id}` : ''}`

export interface PreparedForm {
  fields: Field[]
  values: Record<string, unknown>
  /** When a draft was last saved, if the form starts with one. */
  draftSavedAt: Date | null
  row: Record<string, unknown> | null
}

/**
 * The form of an action as it is shown first: judged like the action itself, filled with what a draft, the record
 * or the link says. `raw` is what the link carries, e.g. the item applied for.
 */
export async function prepareForm(
  ctx: Ctx,
  { flow, name, action, id }: Addressed,
  raw: Record<string, unknown>,
): Promise<PreparedForm> {
  const row = id ? await find(ctx, flow, id) : null
  const facts = id
    ? await factsOf(ctx, flow.subject, id)
    : { did: new Map(), now: ctx.now, centre: ctx.centre }
  const verdict = judge(flow, name, ctx.actor, row, facts)
  if (!verdict.may) throw row ? await refusal(ctx, flow, row, verdict) : forbidden(verdict.reason)
  const schema = await schemaOf(ctx, action, row, raw)
  const saved = await draftOf(ctx, draftKey(flow.subject, name, id, raw))
  // What somebody else saved meanwhile is not put back to what was typed before.
  const draft = saved && row?.edited_at instanceof Date && row.edited_at > saved.savedAt ? null : saved
  const prefill = await action.prefill?.(ctx, row, raw)
  return {
    fields: schema ? fieldsOf(schema) : [],
    values: { ...raw, ...prefill, ...draft?.input },
    draftSavedAt: draft?.savedAt ?? null,
    row,
  }
}

/** One draft per person, action and subject: the record, or the item, the order or the contest that something new is about. */
export const draftKey = (flow: string, action: string, id: string | null, raw: Record<string, unknown>) => ({
  flow,
  action,
  subjectId:
    id ??
    [raw.item_id, raw.order_id, raw.contest_id].filter(one => typeof one === 'string').find(isId) ??
    null,
})
