import type { Ctx } from '#platform/ctx'
import { friendly } from '#platform/format'
import { factsOf, type Of, type TimelineEntry, timeline } from '#platform/journal'
import type { Facts } from '#platform/who'
import {
  type AnyWorkflow,
  type FlowTable,
  offers,
  type RowOf,
  type Tone,
  type Workflow,
  workflows,
} from '#platform/workflow'
import { pathOf } from './form.ts'

export interface Button {
  href: string
  label: string
  tone: 'primary' | 'secondary' | 'danger'
  /** Performs at once by POST; otherwise leads to its form. */
  direct: boolean
  confirm?: string
  disabledReason?: string
}

/**
 * The buttons of a record: exactly what its workflow lets this actor do now. Rules look at the whole row; `facts` are read
 * unless they are at hand.
 */
export async function buttonsFor<T extends FlowTable>(
  ctx: Ctx,
  // biome-ignore lint/suspicious/noExplicitAny: which states and actions it has does not matter here
  flow: Workflow<T, any, any>,
  row: RowOf<T> & { id: string },
  facts?: Facts,
): Promise<Button[]> {
  const found = offers(flow, ctx.actor, row, facts ?? (await factsOf(ctx, flow.subject, row.id)))
  return found.map(offer => ({
    href: pathOf({ flow, name: offer.name, id: row.id }),
    label: offer.label,
    tone: offer.tone,
    direct: !offer.form && !offer.confirm,
    ...(offer.confirm && { confirm: offer.confirm }),
    ...(offer.blocked && { disabledReason: offer.blocked }),
  }))
}

/** May this actor create such a record? For the button above a list. */
export const mayCreate = (ctx: Ctx, flow: AnyWorkflow, name: string): boolean =>
  flow.actions[name].by.test(ctx.actor, null, { did: new Map(), now: ctx.now, centre: ctx.centre })

export interface Told {
  id: string
  at: string
  /** e.g. 王敏 受理 */
  title: string
  who: string
  note: string | null
  /** Of which record, on a timeline across many: its kind, and its title where the reader may see it. */
  subject: string
  href: string | null
  state: { label: string; tone: Tone } | null
}

/**
 * The journal of a record or of a party's whole file, in words. To the public the centre's people are 中心工作人员:
 * who they are is for the staff.
 */
export async function story(ctx: Ctx, of: Of, limit = 100): Promise<Told[]> {
  const entries = await timeline(ctx, of, limit)
  const titles = 'partyIds' in of ? await titlesOf(ctx, entries) : new Map<string, string>()
  return entries.flatMap(entry => {
    const flow = workflows.get(entry.flow)
    const action = flow?.actions[entry.action]
    if (!flow || !action || (action.amongStaff && !ctx.actor.staffId)) return []
    const who = entry.staffId && !ctx.actor.staffId ? '中心工作人员' : entry.actorName
    const state = entry.to && entry.to !== entry.from ? flow.states[entry.to] : undefined
    return [
      {
        id: entry.id,
        at: friendly(entry.at, ctx.now),
        title: `${who} ${action.past}`,
        who,
        note: entry.note,
        subject: titles.has(entry.recordId) ? `${flow.label}「${titles.get(entry.recordId)}」` : flow.label,
        href: recordLink(entry.flow, entry.recordId),
        state: state ? { label: state.label, tone: state.tone ?? 'grey' } : null,
      },
    ]
  })
}

/** What records are called, as far as the reader may know of them. */
async function titlesOf(ctx: Ctx, entries: readonly TimelineEntry[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  for (const [name, those] of Map.groupBy(entries, entry => entry.flow)) {
    const flow = workflows.get(name)
    if (!flow) continue
    const ids = [...new Set(those.map(entry => entry.recordId))]
    const all = ctx.db
      .selectFrom(flow.subject)
      .selectAll(flow.subject)
      .where(`${flow.subject}.id` as never, 'in', ids as never)
    const rows = (await flow.visible(ctx, all as never).execute()) as Array<{ id: string }>
    for (const row of rows) titles.set(row.id, flow.title(row as never))
  }
  return titles
}

/** What tells records apart of which only flow and id are known, by record id. */
export async function hintsOf(
  ctx: Ctx,
  records: ReadonlyArray<{ flow: string; record_id: string }>,
): Promise<Map<string, string>> {
  const found = await Promise.all(
    [...Map.groupBy(records, record => record.flow)].map(([name, those]) =>
      workflows.get(name)?.hints?.(
        ctx,
        those.map(record => record.record_id),
      ),
    ),
  )
  return new Map(found.flatMap(hints => [...(hints ?? [])]))
}

/** The address of a record of which only flow and id are known. */
export const recordLink = (flow: string, id: string): string => `/go/${flow}/${id}`

/** Label and tone of a record's state, for a badge. */
export function badgeOf(flow: AnyWorkflow, state: string): { label: string; tone: Tone } {
  const known = flow.states[state]
  return { label: known?.label ?? state, tone: known?.tone ?? 'grey' }
}
