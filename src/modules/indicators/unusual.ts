import { type Ctx, stranger } from '#platform/ctx'
import type { Period } from '#platform/periods'
import type { Anomaly } from './analysis.ts'
import { type Entry, indicatorList } from './dictionary.ts'
import { seriesOf } from './series.ts'
import { words } from './words.ts'

/** 目标区间, in the indicator's measure; null: no limit on that side. */
export interface Band {
  band_low: number | null
  band_high: number | null
}

/** A figure of the last period that is over, and what is unusual about it: a hint to look, never a verdict. */
export interface Unusual {
  entry: Entry
  period: Period
  /** '1,204 件' */
  says: string
  anomalies: Anomaly[]
  /** '低于目标区间（不低于 90%）', or null. */
  outside: string | null
}

/**
 * 6.2.1 What is out of the usual by a rule, or outside the band that somebody set, in the last period that is over of each
 * indicator's own kind. What few reported is left out: it would be told to whoever reads the hint.
 */
export async function unusualFigures(ctx: Ctx): Promise<Unusual[]> {
  const [entries, bands] = await Promise.all([indicatorList(ctx), bandsOf(ctx)])
  const forEverybody = { ...ctx, actor: stranger }
  const found: Unusual[] = []
  for (const entry of entries.filter(one => one.state === 'active')) {
    const { points } = await seriesOf(forEverybody, entry, entry.frequency)
    const point = points.findLast(one => !one.running)
    if (!point || point.value === null) continue
    const outside = outsideOf(entry, bands.get(entry.code), point.value)
    if (point.anomalies.length === 0 && outside === null) continue
    const says = words(entry.measure, entry.unit, point.value)
    found.push({ entry, period: point.period, says, anomalies: point.anomalies, outside })
  }
  return found
}

async function bandsOf(ctx: Ctx): Promise<Map<string, Band>> {
  const rows = await ctx.db
    .selectFrom('indicator')
    .select(['code', 'band_low', 'band_high'])
    .where(eb => eb.or([eb('band_low', 'is not', null), eb('band_high', 'is not', null)]))
    .limit(500)
    .execute()
  return new Map(rows.map(row => [row.code, row]))
}

/** '不低于 90%，不高于 100%', or nothing where no band is set. */
export function bandWords(entry: Pick<Entry, 'measure' | 'unit'>, { band_low, band_high }: Band): string {
  const says = (value: number) => words(entry.measure, entry.unit, value)
  return [
    band_low === null ? '' : `不低于 ${says(band_low)}`,
    band_high === null ? '' : `不高于 ${says(band_high)}`,
  ]
    .filter(Boolean)
    .join('，')
}

/** Whether a value lies outside the band, in words; null where it does not or there is none. */
export function outsideOf(
  entry: Pick<Entry, 'measure' | 'unit'>,
  band: Band | undefined,
  value: number,
): string | null {
  if (!band) return null
  const side =
    band.band_low !== null && value < band.band_low
      ? '低于'
      : band.band_high !== null && value > band.band_high
        ? '高于'
        : null
  return side && `${side}目标区间（${bandWords(entry, band)}）`
}
