import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import type { Colleague } from './queries.ts'

/**
 * What hangs on a member of staff and must not be orphaned when they go or are away (4.2.2). Every module that puts
 * somebody in charge of a record defines its part beside that; handing on is an action of each record, so that each
 * says in its own story who has it now.
 */
export interface Holding {
  /** 承办中的办件 */
  label: string
  /** Who could take it over. */
  successors(ctx: Ctx): Promise<Colleague[]>
  /** It stays with whom it belongs to while they are only away. */
  lasting?: true
  count(ctx: Ctx, staffId: string): Promise<number>
  /** Hands all of it on. `reason` says why, for the stories. */
  handOn(ctx: Ctx, from: string, to: string, reason: string): Promise<void>
}

export const holdings = new Map<string, Holding>()

export function defineHolding(name: string, holding: Holding): void {
  if (holdings.has(name)) throw new Error(`holding ${name} is defined twice`)
  holdings.set(name, holding)
}

/** The usual holding: records that wait for one person, each handed on by its own inner action `handOn`. */
export const defineRecordHolding = (
  name: string,
  {
    flow,
    theirs,
    input,
    ...holding
  }: Omit<Holding, 'count' | 'handOn'> & {
    flow: AnyWorkflow
    /** The records that wait for this person, limited. */
    theirs(ctx: Ctx, staffId: string): Promise<ReadonlyArray<{ id: string }>>
    /** The input of `handOn`. */
    input(to: string, reason: string): Record<string, unknown>
  },
): void =>
  defineHolding(name, {
    ...holding,
    count: async (ctx, staffId) => (await theirs(ctx, staffId)).length,
    handOn: async (ctx, from, to, reason) => {
      const ids = (await theirs(ctx, from)).map(row => row.id)
      await performMany({ ...ctx, actor: system }, flow, 'handOn', ids, input(to, reason))
    },
  })

export interface Held {
  name: string
  holding: Holding
  count: number
}

/** What hangs on this person now, without what they have none of. */
export async function heldBy(ctx: Ctx, staffId: string): Promise<Held[]> {
  const all: Held[] = []
  for (const [name, holding] of holdings) {
    const count = await holding.count(ctx, staffId)
    if (count > 0) all.push({ name, holding, count })
  }
  return all
}
