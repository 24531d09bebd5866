import type { Ctx } from '#platform/ctx'
import { fitting, telling, wordsIn } from '#platform/fitting'
import { noId } from '#platform/ids'
import { documentsMeeting } from '#platform/search'

/** A policy in a line, as an answer may rest on it. */
export interface Citable {
  id: string
  version: number
  title: string
  /** 文号; '' where it has none. */
  number: string
  plain_gains: string
}

/** So many are looked at, and so many can be chosen from. */
const mostLooked = 60
const mostChosen = 300
/** Below this a policy only happens to share a common word. */
const leastFit = 4

const inForce = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'policy.centre_id')
        .onRef('v.policy_id', '=', 'policy.id')
        .onRef('v.version', '=', 'policy.version'),
    )
    .select(['policy.id', 'v.version', 'v.title', 'v.number', 'v.plain_gains', 'v.plain_how'])
    .where('policy.in_force', '=', true)

/**
 * Policies in force that may answer a text as somebody types it, best first: by what they give and how, in plain words.
 * Whom they are for tells little: half of them are for cooperatives.
 */
export async function suggestedPolicies(ctx: Ctx, text: string, limit: number): Promise<Citable[]> {
  const asked = telling(await wordsIn(text.slice(0, 500)))
  if (asked.length === 0) return []
  const met = await documentsMeeting(ctx, asked, 'policy', mostLooked)
  if (met.length === 0) return []
  const rows = await inForce(ctx).where('policy.id', 'in', met).limit(mostLooked).execute()
  const read = await Promise.all(
    rows.map(async row => ({
      row,
      tokens: await wordsIn([row.title, row.plain_gains, row.plain_how].join(' ')),
      title: await wordsIn(row.title),
    })),
  )
  const spread = new Map(
    asked.map(word => [word, read.filter(({ tokens }) => tokens.includes(word)).length || 1]),
  )
  return read
    .map(one => ({ row: one.row, fit: fitting(asked, one, spread, Math.max(read.length, 20)) }))
    .filter(({ fit }) => fit >= leastFit)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, limit)
    .map(({ row }) => citable(row))
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
