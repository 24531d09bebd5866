import { sql } from 'kysely'
import { partyKinds } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { fitting } from '../fit.ts'
import { countedDays, mostCandidates } from '../settings.ts'

const townName = (code: string): string => division(code)?.name ?? '所在乡镇'

/** Public resources that were not recommended for this need yet and are not the asker's own, best first with reasons. */
export async function candidates(
  ctx: Ctx,
  need: { id: string; kind: string; by_day: string | null; town: string | null; party_id: string },
) {
  const since = new Date(ctx.now.getTime() - countedDays.of(ctx.centre) * 86_400_000)
  const [party, rows] = await Promise.all([
    ctx.db.selectFrom('party').select('kind').where('id', '=', need.party_id).executeTakeFirst(),
    ctx.db
      .selectFrom('pooled_resource')
      .select(eb => [
        ...(['id', 'name', 'holder_name', 'kind', 'town', 'audiences', 'valid_until'] as const),
        eb
          .selectFrom('resource_referral')
          .whereRef('resource_referral.resource_id', '=', 'pooled_resource.id')
          .where('recommended_at', '>=', since)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .as('recommended'),
      ])
      .where('state', 'in', ['listed', 'due'])
      .where(eb => eb.or([eb('party_id', 'is', null), eb('party_id', '!=', need.party_id)]))
      .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
      .where(eb =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('resource_referral')
              .select('id')
              .whereRef('resource_referral.resource_id', '=', 'pooled_resource.id')
              .where('resource_referral.need_id', '=', need.id),
          ),
        ),
      )
      .orderBy(sql`kind = ${need.kind}`, 'desc')
      .orderBy('id', 'desc')
      .limit(300)
      .execute(),
  ])
  const named = new Map(rows.map(row => [row.id, row]))
  const wanted = { ...need, party_kind: party?.kind ?? 'person' }
  const words = {
    town: townName,
    partyKind: (kind: string) => partyKinds[kind as keyof typeof partyKinds] ?? '这类对象',
    days: countedDays.of(ctx.centre),
  }
  const fits = fitting(
    wanted,
    rows.map(row => ({ ...row, recommended: Number(row.recommended ?? 0) })),
    words,
  )
  return fits.slice(0, mostCandidates.of(ctx.centre)).map(fit => ({
    ...fit,
    name: named.get(fit.id)?.name ?? '',
    holder_name: named.get(fit.id)?.holder_name ?? '',
  }))
}
