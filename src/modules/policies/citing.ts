import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { similar } from '#platform/search'

/** A policy in a line, as an answer may rest on it. */
export interface Citable {
  id: string
  version: number
  title: string
  /** 文号; '' where it has none. */
  number: string
  plain_gains: string
}

/** So many can be chosen from. */
const mostChosen = 300

const inForce = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'policy.centre_id')
        .onRef('v.policy_id', '=', 'policy.id')
        .onRef('v.version', '=', 'policy.version'),
    )
    .select(['policy.id', 'v.version', 'v.title', 'v.number', 'v.plain_gains'])
    .where('policy.in_force', '=', true)

/** Policies in force that may answer a text as somebody types it, best first. */
export async function suggestedPolicies(ctx: Ctx, text: string, limit: number): Promise<Citable[]> {
  // What is no longer in force is found as well, and does not count.
  const best = await similar(ctx, text, 'policy', 2 * limit)
  const rows = await inForce(ctx)
    .where('policy.id', 'in', [noId, ...best])
    .limit(2 * limit)
    .execute()
  const found = new Map(rows.map(row => [row.id, citable(row)]))
  return best.flatMap(id => found.get(id) ?? []).slice(0, limit)
}

const citable = ({ id, version, title, number, plain_gains }: Citable): Citable => ({
  ...{ id, version, title, number, plain_gains },
})

/** Every policy in force, the latest first. */
export const citablePolicies = async (ctx: Ctx): Promise<Citable[]> =>
  (await inForce(ctx).orderBy('policy.issued_on', 'desc').limit(mostChosen).execute()).map(citable)

/** One that an answer may rest on today. */
export async function citablePolicy(ctx: Ctx, id: string): Promise<Citable | null> {
  const row = await inForce(ctx).where('policy.id', '=', id).executeTakeFirst()
  return row ? citable(row) : null
}

export interface Cited {
  id: string
  title: string
  number: string
  /** No longer in force: an answer that rests on it is to be looked at again. */
  over: boolean
  /** Whether the public may still read it. */
  shown: boolean
}

/** What was cited, as it read then, and whether it still holds. */
export async function citedPolicy(
  ctx: Ctx,
  id: string | null,
  version: number | null,
): Promise<Cited | null> {
  const row = await ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join.onRef('v.centre_id', '=', 'policy.centre_id').onRef('v.policy_id', '=', 'policy.id'),
    )
    .select(['policy.id', 'v.title', 'v.number', 'policy.in_force', 'policy.shown'])
    .where('policy.id', '=', id ?? noId)
    .where('v.version', '=', version ?? 0)
    .executeTakeFirst()
  return row
    ? { id: row.id, title: row.title, number: row.number, over: !row.in_force, shown: row.shown === true }
    : null
}

/** 《直播电商主体培育扶持办法》（怀电商办〔2026〕3号） */
export const inBrackets = ({ title, number }: Pick<Citable, 'title' | 'number'>): string =>
  `《${title}》${number && `（${number}）`}`
