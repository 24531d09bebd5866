import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Period, periodBefore, periodFrom, periodOf } from '#platform/periods'
import { type Cell, type Sum, suppressSums } from '#platform/suppression/sums'
import { backFrom, type Entry, indicatorList, underHolding, type Version } from './dictionary.ts'
import { fewestReporters } from './settings.ts'
import type { Value } from './values.ts'
import { plain } from './words.ts'

/** A figure as everybody may have it. */
export interface Published {
  code: string
  label: string
  theme: string
  period: Period
  /** 'county', 'none' or a division code. */
  town: string
  /** In the indicator's measure, not rounded; null: of too few, or it could be computed from others. */
  value: number | null
  unit: string
  measure: Entry['measure']
  locked: boolean
  version: number
  definition: string
}

/** How far back is published, in the indicator's own kind of period. */
const back = 24

/**
 * What may be public of every indicator that the centre opens, each by its own kind of period only: longer ones are sums that
 * could tell what was left out. Statistics of one period are looked at together, since wholes and parts are known.
 */
export async function publishedFigures(ctx: Ctx): Promise<Published[]> {
  const today = dayOf(ctx.now)
  const entries = (await indicatorList(ctx)).filter(one => one.state === 'active')
  const periodsOf = (entry: Entry) => backFrom(periodBefore(periodOf(entry.frequency, today)), back)
  const codes = new Set(entries.flatMap(entry => periodsOf(entry).map(one => one.code)))
  const [rows, versions] = await Promise.all([
    ctx.db
      .selectFrom('indicator_value')
      .selectAll()
      .where('period', 'in', ['', ...codes])
      .orderBy('period', 'desc')
      .limit(60_000)
      .execute(),
    ctx.db.selectFrom('indicator_version').selectAll().orderBy('number').limit(2000).execute(),
  ])
  const named = new Map(entries.map(entry => [entry.code, entry]))
  const defined = Map.groupBy(versions as unknown as Version[], one => one.code)
  const held = underHolding(rows as Value[], versions as unknown as Version[]).filter(
    row => named.get(row.code)?.frequency === periodFrom(row.period).kind,
  )
  const wording = (row: Value) =>
    defined.get(row.code)?.find(one => one.number === row.version) ?? (named.get(row.code) as Entry)
  const rank = new Map(entries.map((entry, at) => [entry.code, at]))
  const figures = [...Map.groupBy(held, row => row.period)].flatMap(([code, of]) => {
    const hidden = hiddenOf(of, named, fewestReporters.of(ctx.centre))
    return of.flatMap(row => {
      const entry = named.get(row.code) as Entry
      if (!isOpen(entry, row)) return []
      const { label, unit, measure, definition } = wording(row)
      return [
        {
          ...{ code: row.code, label, theme: entry.theme, period: periodFrom(code), town: row.town },
          value: hidden.has(keyOf(row)) ? null : plain(row),
          ...{ unit, measure, locked: row.state === 'locked', version: row.version, definition },
        },
      ]
    })
  })
  // As in the dictionary, the latest period first.
  return figures.sort(
    (a, b) =>
      (rank.get(a.code) ?? 0) - (rank.get(b.code) ?? 0) ||
      (a.period.first < b.period.first ? 1 : a.period.first > b.period.first ? -1 : 0),
  )
}

const isOpen = (entry: Entry, row: Value): boolean =>
  entry.opens === 'towns' || (entry.opens === 'county' && row.town === 'county')

const keyOf = ({ code, town }: Pick<Value, 'code' | 'town'>): string => `${code} ${town}`

/** Of one period, across indicators: towns make the county, and parts make the whole. */
function hiddenOf(rows: readonly Value[], named: ReadonlyMap<string, Entry>, least: number): Set<string> {
  const cells = rows.map(
    (row): Cell => ({
      key: keyOf(row),
      value: row.value,
      reporters: row.reporters,
      open: isOpen(named.get(row.code) as Entry, row),
    }),
  )
  return suppressSums(cells, sumsOf(rows, named), least)
}

/** Which of these figures others add up to: the county of its towns, a whole of its parts. */
export function sumsOf(
  rows: ReadonlyArray<Pick<Value, 'code' | 'town'>>,
  named: ReadonlyMap<string, Pick<Entry, 'code' | 'adds' | 'part_of'>>,
): Sum[] {
  const byCode = Map.groupBy(rows, row => row.code)
  const ofTowns = [...byCode].flatMap(([code, of]) => {
    const parts = of.filter(row => row.town !== 'county').map(keyOf)
    return named.get(code)?.adds && parts.length > 0
      ? [{ whole: keyOf({ code, town: 'county' }), parts }]
      : []
  })
  const wholes = new Set([...named.values()].flatMap(one => one.part_of ?? []))
  const ofParts = [...wholes].flatMap(whole => {
    const parts = [...named.values()].filter(one => one.part_of === whole).map(one => one.code)
    const towns = (byCode.get(whole) ?? []).map(row => row.town)
    return towns.map(town => ({
      whole: keyOf({ code: whole, town }),
      parts: parts.map(code => keyOf({ code, town })),
    }))
  })
  return [...ofTowns, ...ofParts]
}

/** The towns of one indicator that are kept from whoever does not work on the figures. */
export function suppressed(ctx: Ctx, entry: Entry, rows: readonly Value[]): Set<string> {
  const of = [...rows]
  const hidden = suppressSums(
    of.map(row => ({ key: keyOf(row), value: row.value, reporters: row.reporters, open: true })),
    sumsOf(of, new Map([[entry.code, entry]])),
    fewestReporters.of(ctx.centre),
  )
  return new Set(of.filter(row => hidden.has(keyOf(row))).map(row => row.town))
}
