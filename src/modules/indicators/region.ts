import type { Db } from '#platform/db'
import { isPeriod, type Period, type PeriodCode, partsOf, periodFrom } from '#platform/periods'
import { suitsKind } from './dictionary.ts'
import { type Gathered, gather, type RegionRow, untoldKey } from './region-values.ts'
import type { Definition } from './standard.ts'
import { themeRank } from './themes.ts'
import { sumOf } from './values.ts'
import { type Held, plain } from './words.ts'

/** What the region knows of one centre: its figure, or why there is none. */
export interface RegionCell {
  /** few: there is one, and it would tell of few reporters. */
  state: 'locked' | 'provisional' | 'few' | 'none'
  /** In the indicator's measure, not rounded. */
  value: number | null
}

/** One figure over several centres, as city and province read it. */
export interface RegionFigure extends Definition {
  code: string
  theme: string
  source: 'counted' | 'reported'
  /** The sum over the centres that have a figure, of a rate by its parts; null where they do not add up. */
  value: number | null
  /** Why there is no sum, where there are figures. */
  apart: 'never' | 'definitions' | null
  cells: Map<number, RegionCell>
}

/**
 * 汇总: the figures of a period over centres, in the read-only role of the region. What would tell of few reporters is not
 * told, also not by subtraction: neither of a whole and its parts, nor of a longer period and its months. What a centre
 * added to its dictionary itself is its own, and is left out.
 */
export async function regionFigures(
  db: Db,
  centres: readonly number[],
  period: PeriodCode,
): Promise<RegionFigure[]> {
  if (!isPeriod(period)) return []
  const asked = periodFrom(period)
  return figuresIn(await gather(db, [asked]), centres, asked)
}

/** One indicator over periods of a kind, in their order; a period in which no centre has a figure has none. */
export async function regionSeries(
  db: Db,
  centres: readonly number[],
  code: string,
  periods: readonly Period[],
): Promise<Array<{ period: Period; figure: RegionFigure | null }>> {
  const gathered = await gather(db, periods, code)
  return periods.map(period => ({
    period,
    figure: figuresIn(gathered, centres, period).find(one => one.code === code) ?? null,
  }))
}

function figuresIn(gathered: Gathered, centres: readonly number[], period: Period): RegionFigure[] {
  const rank = (code: string) => gathered.entry(code)?.rank ?? 0
  return [...gathered.byCode]
    .flatMap(([code, rows]) => figureOf(gathered, { code, rows, centres, period }) ?? [])
    .sort((a, b) => themeRank(a.theme) - themeRank(b.theme) || rank(a.code) - rank(b.code))
}

interface Asked {
  code: string
  rows: readonly RegionRow[]
  centres: readonly number[]
  period: Period
}

/** A figure with the definition under which it stands. */
interface Found {
  held: Held
  locked: boolean
  shape: Definition
}

function figureOf(gathered: Gathered, { code, rows, centres, period }: Asked): RegionFigure | null {
  const entry = gathered.entry(code)
  const of = Map.groupBy(rows, row => row.centre_id)
  const found = new Map(
    centres.map(centre => [
      centre,
      foundIn(gathered, { code, centres: [centre], rows: of.get(centre) ?? [], period }),
    ]),
  )
  const all = [...found.values()]
  const shown = all.filter(one => one !== null && one !== 'few')
  const shape = shown[0]?.shape ?? definedSomewhere(gathered, code, centres)
  if (!entry || !shape || !suitsKind(shape.frequency, period.kind)) return null
  if (all.every(one => one === null)) return null
  const definitions = new Set(shown.map(one => `${one.shape.definition} ${one.shape.unit}`))
  // What does not add up over months may still do so over counties, where its parts are known.
  const byParts = shown.every(one => one.held.base !== null)
  const apart = !shape.adds && !byParts ? 'never' : definitions.size > 1 ? 'definitions' : null
  return {
    ...{ code, theme: entry.theme, source: entry.source, ...shape, apart },
    value: apart === null && shown.length > 0 ? plain(sumOf(shown.map(one => one.held))) : null,
    cells: new Map([...found].map(([centre, one]) => [centre, cellOf(one)])),
  }
}

const definedSomewhere = (gathered: Gathered, code: string, centres: readonly number[]): Definition | null =>
  centres.map(centre => gathered.definition(centre, code)).find(one => one !== null) ?? null

const cellOf = (one: Found | 'few' | null): RegionCell =>
  one === null || one === 'few'
    ? { state: one ?? 'none', value: null }
    : { state: one.locked ? 'locked' : 'provisional', value: plain(one.held) }

/**
 * The figure of one centre. A longer period than the indicator's own is told only where each of its parts is: what is known
 * of the others would give away the one that is not.
 */
function foundIn(gathered: Gathered, { code, rows, centres, period }: Asked): Found | 'few' | null {
  const centre = centres[0] as number
  const direct = rows.find(row => row.period === period.code)
  const shape = gathered.definition(centre, code, (direct ?? rows.at(-1))?.version)
  if (!shape || !suitsKind(shape.frequency, period.kind)) return null
  const parts = partsOf(period, shape.frequency)
  if ([period, ...parts].some(one => gathered.untold.has(untoldKey(centre, code, one.code)))) return 'few'
  if (direct) return { held: direct, locked: direct.state === 'locked', shape }
  if (gathered.entry(code)?.source === 'counted' || !shape.adds) return null
  const of = rows.filter(row => parts.some(one => one.code === row.period))
  // A part that is missing, or that meant something else, makes no sum.
  if (of.length < parts.length || new Set(of.map(row => row.version)).size > 1) return null
  return {
    held: sumOf(of),
    locked: of.every(row => row.state === 'locked'),
    shape: gathered.definition(centre, code, of[0]?.version) ?? shape,
  }
}
