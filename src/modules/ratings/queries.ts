import { sql } from 'kysely'
import { fewestRatings } from '#modules/catalogue'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { holds } from '#platform/who'
import { callBack } from './duties.ts'
import { type Served, seenBy, serviceOf, subjects } from './subjects.ts'

/** The one right to rate what was done. */
export const rightOf = (ctx: Ctx, { subject, record_id }: Served) =>
  ctx.db
    .selectFrom('rating_right')
    .selectAll()
    .where('subject', '=', subject)
    .where('record_id', '=', record_id)
    .executeTakeFirst()

export const rightByToken = (ctx: Ctx, tokenHash: string) =>
  ctx.db.selectFrom('rating_right').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

/** Share satisfied by item, and of consultations, for those with enough ratings; the rest only say that they have too few. */
export async function itemRatings(ctx: Ctx, since: string) {
  const asked = await ctx.db
    .selectFrom('rating')
    .select([
      ({ fn }) => fn.countAll<number>().as('total'),
      ({ fn }) => fn.countAll<number>().filterWhere('mark', '>=', 3).as('satisfied'),
    ])
    .where('month', '>=', since)
    .where('subject', '=', 'consultation')
    .executeTakeFirstOrThrow()
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
  const consulting = asked.total > 0 ? [{ name: subjects.consultation, ...asked }] : []
  return [...consulting, ...rows].map(row => ({
    name: row.name,
    total: row.total,
    share: row.total >= fewestRatings ? row.satisfied / row.total : null,
  }))
}

export const recentCallbacks = (ctx: Ctx) =>
  ctx.db
    .selectFrom('callback')
    .leftJoin('service_case', join =>
      join.onRef('service_case.id', '=', 'callback.record_id').on('callback.subject', '=', 'service_case'),
    )
    .leftJoin('consultation', join =>
      join.onRef('consultation.id', '=', 'callback.record_id').on('callback.subject', '=', 'consultation'),
    )
    .select(['callback.id', 'callback.state', 'callback.opened_at'])
    .select(
      sql<string>`coalesce(service_case.title, ${`${subjects.consultation} `} || consultation.number)`.as(
        'title',
      ),
    )
    .where('callback.subject', 'in', callbackSubjects(ctx.actor))
    .orderBy('callback.id', 'desc')
    .limit(30)
    .execute()

/** Whoever calls back sees every bad mark; others those of what they may see. */
export const callbackSubjects = (actor: Actor): string[] =>
  holds(actor, callBack) ? Object.keys(subjects) : ['', ...seenBy(actor, 'reads')]

/** '340822-20261123-0042 · 独秀山专业合作社', by call-back. */
export async function callbackHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('callback')
    .leftJoin('party', 'party.id', 'callback.party_id')
    .select(['callback.id', 'subject', 'record_id', 'party.name'])
    .where('callback.id', 'in', [noId, ...ids])
    .where('subject', 'in', callbackSubjects(ctx.actor))
    .limit(500)
    .execute()
  const hints = rows.map(async row => {
    const { number, contact_name } = await serviceOf(ctx, row)
    return [row.id, `${number} · ${row.name ?? contact_name}`] as const
  })
  return new Map(await Promise.all(hints))
}

/** '340822-20261123-0042 · 短视频拍摄', by right: there may be several to rate. */
export async function rightHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('rating_right')
    .select(['id', 'subject', 'record_id'])
    .where('id', 'in', [noId, ...ids])
    .limit(500)
    .execute()
  const hints = rows.map(async row => {
    const { number, title } = await serviceOf(ctx, row)
    return [row.id, `${number} · ${title}`] as const
  })
  return new Map(await Promise.all(hints))
}

/** Whom to call about a bad rating, and about what. */
export async function callbackFacts(
  ctx: Ctx,
  row: { subject: string; record_id: string; party_id: string | null },
) {
  const [service, party] = await Promise.all([
    serviceOf(ctx, row),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirst(),
  ])
  return { service, label: subjects[row.subject as Served['subject']], party: party?.name ?? '' }
}
