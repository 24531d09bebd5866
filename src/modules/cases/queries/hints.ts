import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** '340822-20261123-0042 · 独秀山专业合作社', by case; whoever has only one party to act for knows whose it is. */
export async function caseHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('service_case')
    .innerJoin('party', 'party.id', 'service_case.party_id')
    .select(['service_case.id', 'number', 'party.name'])
    .where('service_case.id', 'in', [noId, ...ids])
    .execute()
  const own = ctx.actor.staffId === null && ctx.actor.parties.length === 1 && !ctx.actor.proxies?.length
  return new Map(rows.map(row => [row.id, own ? row.number : `${row.number} · ${row.name}`]))
}

/** '340822-20261123-0042 · 短视频拍摄', by quote: who asked is not for every provider to know. */
export async function quoteHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('quote')
    .innerJoin('service_case', 'service_case.id', 'quote.case_id')
    .select(['quote.id', 'number', 'service_case.title'])
    .where('quote.id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, `${row.number} · ${row.title}`]))
}
