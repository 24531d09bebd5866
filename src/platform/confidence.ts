import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { workflows } from './workflow.ts'

/**
 * For lists across all kinds of records (tasks, journal): leaves out the confidential ones that the actor may not see.
 * By the flow's own `visible`, so that who may see a record and who may know that there is one are the same.
 */
export function mayKnow(ctx: Ctx, table: 'journal' | 'task'): RawBuilder<boolean> {
  const flows = confidential()
  if (flows.length === 0 || ctx.actor.kind === 'system') return sql<boolean>`true`
  const flow = sql.ref(`${table}.flow`)
  const others = sql<boolean>`${flow} not in (${sql.join(flows.map(one => one.subject))})`
  const seen = flows.map(one => {
    const record = ctx.db
      .selectFrom(one.subject)
      .select(`${one.subject}.id` as never)
      .whereRef(`${one.subject}.id` as never, '=', `${table}.record_id` as never)
    return sql<boolean>`(${flow} = ${one.subject} and exists ${one.visible(ctx, record as never)})`
  })
  return sql<boolean>`(${sql.join([others, ...seen], sql` or `)})`
}

const confidential = () => [...workflows.values()].filter(flow => flow.confidential)

/** The kinds of records of which not everybody may know. */
export const confidentialFlows = (): string[] => confidential().map(flow => flow.subject)
