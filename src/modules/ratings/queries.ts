import { fewestRatings } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** The right to rate of a case, as its applicant sees it. */
export const rightOf = (ctx: Ctx, caseId: string) =>
  ctx.db.selectFrom('rating_right').selectAll().where('case_id', '=', caseId).executeTakeFirst()

export const rightByToken = (ctx: Ctx, tokenHash: string) =>
  ctx.db.selectFrom('rating_right').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

/** Share satisfied by item, for those with enough ratings; the rest only say that they have too few. */
export async function itemRatings(ctx: Ctx, since: string) {
  const rows = await ctx.db
    .selectFrom('rating')
    .innerJoin('service_item', 'service_item.id', 'rating.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'service_item_version.name',
      ({ fn }) => fn.countAll<number>().as('total'),
      ({ fn }) => fn.countAll<number>().filterWhere('mark', '>=', 3).as('satisfied'),
    ])
    .where('month', '>=', since)
    .groupBy('service_item_version.name')
    .orderBy('total', 'desc')
    .limit(100)
    .execute()
  return rows.map(row => ({
    name: row.name,
    total: row.total,
    share: row.total >= fewestRatings ? row.satisfied / row.total : null,
  }))
}

export const recentCallbacks = (ctx: Ctx) =>
  ctx.db
    .selectFrom('callback')
    .innerJoin('service_case', 'service_case.id', 'callback.case_id')
    .select(['callback.id', 'callback.state', 'callback.opened_at', 'service_case.title'])
    .orderBy('callback.id', 'desc')
    .limit(30)
    .execute()

/** '340822-20261123-0042 · 独秀山专业合作社', by call-back. */
export async function callbackHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('callback')
    .innerJoin('service_case', 'service_case.id', 'callback.case_id')
    .innerJoin('party', 'party.id', 'callback.party_id')
    .select(['callback.id', 'number', 'party.name'])
    .where('callback.id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, `${row.number} · ${row.name}`]))
}

/** '340822-20261123-0042 · 短视频拍摄', by right: there may be several to rate. */
export async function rightHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('rating_right')
    .innerJoin('service_case', 'service_case.id', 'rating_right.case_id')
    .select(['rating_right.id', 'number', 'service_case.title'])
    .where('rating_right.id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, `${row.number} · ${row.title}`]))
}

/** Whom to call about a bad rating, and about what. */
export async function callbackFacts(ctx: Ctx, row: { case_id: string; party_id: string }) {
  const [serviceCase, party] = await Promise.all([
    ctx.db
      .selectFrom('service_case')
      .select(['title', 'number', 'contact_name', 'contact_phone'])
      .where('id', '=', row.case_id)
      .executeTakeFirstOrThrow(),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
  ])
  return { serviceCase, party }
}
