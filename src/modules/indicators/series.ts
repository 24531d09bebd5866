import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Period, type PeriodKind, partsOf, periodBefore, periodOf, yearBefore } from '#platform/periods'
import { type Anomaly, anomaliesOf } from './analysis.ts'
import { backFrom, type Entry } from './dictionary.ts'
import { farChange, farDeviations, usualPeriods } from './settings.ts'
import { mayKnow, sumOf, type Value, valuesOf } from './values.ts'
import { plain } from './words.ts'

export interface SeriesPoint {
  period: Period
  /** The county; null: no data. */
  value: number | null
  before: number | null
  yearBefore: number | null
  state: 'locked' | 'provisional' | 'none'
  /** Counted now, where that differs from what was locked. */
  since: number | null
  version: number | null
  /** Another definition than the period before: the series is broken here. */
  broken: boolean
  running: boolean
  anomalies: Anomaly[]
}

export interface Series {
  points: SeriesPoint[]
  /** Of each period: the county and its towns. */
  rows: Map<string, Value[]>
}

/** How many periods are shown. */
const length: Record<PeriodKind, number> = { month: 13, quarter: 9, half: 5, year: 4 }

/** The last periods of a kind, the oldest first, each compared with the one before and the same a year ago. */
export async function seriesOf(ctx: Ctx, entry: Entry, kind: PeriodKind): Promise<Series> {
  const today = dayOf(ctx.now)
  const all = backFrom(periodOf(kind, today), length[kind] + 12).reverse()
  const rows = await rowsFor(ctx, entry, all)
  const county = new Map(
    rows.filter(row => row.town === 'county' && mayKnow(ctx, row)).map(row => [row.period, row]),
  )
  const at = (period: Period): number | null => {
    const row = county.get(period.code)
    return row ? plain(row) : null
  }
  const points = all.map(period => ({
    ...{ period: period.code, value: at(period) },
    ...{
      before: comparable(county, period, periodBefore(period)),
      yearBefore: comparable(county, period, yearBefore(period)),
    },
  }))
  const rules = {
    change: farChange.of(ctx.centre),
    deviations: farDeviations.of(ctx.centre),
    periods: usualPeriods.of(ctx.centre),
  }
  // What is running is not over: that it is less than the last says nothing.
  const over = points.filter(one => one.period !== periodOf(kind, today).code)
  const anomalies = anomaliesOf(over, rules)
  const shown = all.slice(-length[kind])
  return {
    points: shown.map(period => {
      const row = county.get(period.code)
      const point = points.find(one => one.period === period.code)
      const last = county.get(periodBefore(period).code)
      return {
        ...{
          period,
          value: at(period),
          before: point?.before ?? null,
          yearBefore: point?.yearBefore ?? null,
        },
        state: row ? (row.state === 'locked' ? 'locked' : 'provisional') : 'none',
        since: row?.since_value == null ? null : plain({ value: row.since_value, base: row.since_base }),
        version: row?.version ?? null,
        broken: row !== undefined && last !== undefined && last.version !== row.version,
        running: period.last >= today,
        anomalies: anomalies.filter(one => one.period === period.code),
      }
    }),
    rows: Map.groupBy(rows, row => row.period),
  }
}

/** An earlier value under the same definition; under another it is no comparison. */
function comparable(county: ReadonlyMap<string, Value>, now: Period, then: Period): number | null {
  const [row, before] = [county.get(now.code), county.get(then.code)]
  return before && (!row || row.version === before.version) ? plain(before) : null
}

/** Values of these periods; what is reported by a shorter one and adds up, summed where every part is there. */
export async function rowsFor(ctx: Ctx, entry: Entry, periods: readonly Period[]): Promise<Value[]> {
  const kind = periods[0]?.kind
  if (entry.source === 'counted' || entry.frequency === kind || !entry.adds)
    return valuesOf(
      ctx,
      entry,
      periods.map(one => one.code),
    )
  const parts = new Map(periods.map(one => [one.code, partsOf(one, entry.frequency)]))
  const rows = await valuesOf(
    ctx,
    entry,
    [...parts.values()].flat().map(one => one.code),
  )
  return periods.flatMap(period => rolled(period, parts.get(period.code) ?? [], rows))
}

function rolled(period: Period, parts: readonly Period[], rows: readonly Value[]): Value[] {
  const codes = new Set(parts.map(one => one.code))
  const within = rows.filter(row => codes.has(row.period))
  const counties = within.filter(row => row.town === 'county')
  const versions = new Set(within.map(row => row.version))
  // A part that is missing, or that meant something else, makes no sum.
  if (counties.length < parts.length || versions.size > 1) return []
  const towns = [...Map.groupBy(within, row => row.town).values()]
  return towns.map(of => ({
    ...(of[0] as Value),
    ...sumOf(of),
    period: period.code,
    // Of a town in several months at least those of the fewest.
    reporters: of.some(row => row.reporters === null) ? null : Math.min(...of.map(row => row.reporters ?? 0)),
    state: of.every(row => row.state === 'locked') ? 'locked' : 'provisional',
    since_value: null,
    since_base: null,
  }))
}
