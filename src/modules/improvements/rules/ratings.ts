import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { lastOver, monthsOf, type Period, periodBefore } from '#platform/periods'
import type { Raised } from '../raise.ts'
import { because, ratingsEnough, satisfiedBelow, satisfiedDrop, themeOften } from './settings.ts'

/** A mark of this or more is satisfied, as the public pages count it. */
const satisfied = 3

/** Ratings of the last quarter by item: few satisfied, or far fewer than before; and what bad ones are about. */
export async function fromRatings(ctx: Ctx): Promise<Raised[]> {
  const quarter = lastOver('quarter', dayOf(ctx.now))
  const [now, before, themes] = await Promise.all([
    sharesIn(ctx, quarter),
    sharesIn(ctx, periodBefore(quarter)),
    themesIn(ctx, quarter),
  ])
  const earlier = new Map(before.map(one => [one.item_id, one]))
  return [
    ...now.flatMap(one => lowOf(ctx, quarter, one, earlier.get(one.item_id)) ?? []),
    ...themes.map(({ facet, n }) => themeOf(ctx, quarter, facet, n)),
  ]
}

interface Share {
  item_id: string
  name: string
  total: number
  good: number
}

const percent = ({ good, total }: Pick<Share, 'good' | 'total'>): number => (good / total) * 100
const words = (share: number): string => `${share.toFixed(1)}%`

function lowOf(ctx: Ctx, quarter: Period, one: Share, before: Share | undefined): Raised | null {
  const enough = ratingsEnough.of(ctx.centre)
  if (one.total < enough) return null
  const share = percent(one)
  const drop = before && before.total >= enough ? percent(before) - share : 0
  const isLow = share < satisfiedBelow.of(ctx.centre)
  if (!isLow && drop < satisfiedDrop.of(ctx.centre)) return null
  const fell = drop > 0 ? `，比上一季度下降 ${drop.toFixed(1)} 个百分点` : ''
  return {
    ...{ source: 'ratings', key: `item:${one.item_id}`, clause: '6.1.1' },
    severity: share < 60 ? 'major' : 'minor',
    title: `「${one.name}」满意率偏低`.slice(0, 80),
    facts: `${quarter.label}收到 ${one.total} 份评价，满意率 ${words(share)}${fell}。`,
    evidence: { label: `${quarter.label}的服务评价`, href: `/desk/ratings?period=${quarter.code}` },
    rule: because(isLow ? satisfiedBelow : satisfiedDrop, ctx.centre),
    since: quarter.first,
  }
}

const themeOf = (ctx: Ctx, quarter: Period, facet: string, n: number): Raised => ({
  ...{ source: 'ratings', key: `theme:${facet}`, clause: '6.1.1', severity: 'minor' },
  title: `差评集中在「${facet}」`,
  facts: `${quarter.label}的差评中，有 ${n} 份与「${facet}」有关。`,
  evidence: { label: `${quarter.label}的服务评价`, href: `/desk/ratings?period=${quarter.code}` },
  rule: because(themeOften, ctx.centre),
  since: quarter.first,
})

const sharesIn = (ctx: Ctx, quarter: Period): Promise<Share[]> =>
  ctx.db
    .selectFrom('rating')
    .innerJoin('service_item', 'service_item.id', 'rating.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'service_item.id as item_id',
      'service_item_version.name',
      ({ fn }) => fn.countAll<number>().as('total'),
      ({ fn }) => fn.countAll<number>().filterWhere('mark', '>=', satisfied).as('good'),
    ])
    .where('month', 'in', monthsOf(quarter.code))
    .groupBy(['service_item.id', 'service_item_version.name'])
    .orderBy('service_item.id')
    .limit(500)
    .execute()

async function themesIn(ctx: Ctx, quarter: Period): Promise<Array<{ facet: string; n: number }>> {
  const { rows } = await sql<{ facet: string; n: number }>`
    select facet, count(*)::int as n from rating, unnest(facets) as facet
    where month in (${sql.join(monthsOf(quarter.code))}) and mark < ${satisfied}
    group by facet having count(*) >= ${themeOften.of(ctx.centre)} order by facet limit 20`.execute(ctx.db)
  return rows
}
