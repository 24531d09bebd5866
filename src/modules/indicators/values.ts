import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { indicators, type Measure } from '#platform/indicators'
import {
  monthsOf,
  type Period,
  type PeriodCode,
  type PeriodKind,
  partsOf,
  periodBefore,
  periodFrom,
  periodKinds,
  periodOf,
  yearBefore,
} from '#platform/periods'
import { isFew } from '#platform/suppression'
import { counted } from './counting.ts'
import {
  backFrom,
  type Entry,
  entryOf,
  indicatorList,
  longerKind,
  underHolding,
  type Version,
  versionsOf,
} from './dictionary.ts'
import { seesSingle } from './duties.ts'
import { fewestReporters } from './settings.ts'
import { type Held, plain, words } from './words.ts'

/** A value as it stands in the table. */
export interface Value extends Held {
  code: string
  period: PeriodCode
  /** 'county', 'none' or a division code. */
  town: string
  version: number
  reporters: number | null
  state: string
  since_value: number | null
  since_base: number | null
  counted_at: Date
}

export interface Figure {
  /** In the indicator's measure (分, tenths, per mille), not rounded; null: no data. */
  value: number | null
  unit: string
  measure: Measure
  /** '1,204 件', or why there is none. */
  says: string
}

const noData = '没有数据'

/**
 * The county's figure of a period: as stored; of what is counted and not stored yet, counted now; of what is reported by
 * the month, summed where every month is there. Throws 404 for an unknown code.
 */
export async function figureOf(ctx: Ctx, code: string, of: Period | PeriodCode): Promise<Figure> {
  const period = typeof of === 'string' ? periodFrom(of) : of
  const entry = await entryOf(ctx, code)
  if (!entry) throw notFound('这个指标')
  const { unit, measure } = entry
  const tell = (held: Held | null, why = noData): Figure => {
    const value = held && plain(held)
    return { value, unit, measure, says: value === null ? why : words(measure, unit, value) }
  }
  const stored = (await valuesOf(ctx, entry, [period.code])).find(row => row.town === 'county')
  if (stored) return mayKnow(ctx, stored) ? tell(stored) : tell(null, '报送的单位太少，不显示')
  if (entry.source === 'counted') {
    const declared = indicators.get(code)
    return tell(declared ? (await counted(ctx, declared, period)).county : null)
  }
  if (!entry.adds || entry.frequency === period.kind) return tell(null)
  const parts = partsOf(period, entry.frequency).map(part => part.code)
  const rows = (await valuesOf(ctx, entry, parts)).filter(row => row.town === 'county' && mayKnow(ctx, row))
  if (rows.length === 0) return tell(null)
  if (rows.length < parts.length)
    return tell(null, `缺 ${parts.length - rows.length} 个${periodKinds[entry.frequency].label}`)
  return tell(sumOf(rows))
}

/** Sums of what adds up; a rate by its numerators and denominators. */
export const sumOf = (rows: readonly Held[]): Held => ({
  value: rows.reduce((sum, row) => sum + row.value, 0),
  base: rows.some(row => row.base === null) ? null : rows.reduce((sum, row) => sum + (row.base ?? 0), 0),
})

/** Values of these periods with their towns, each under the version that holds for its period. */
export async function valuesOf(ctx: Ctx, entry: Entry, periods: readonly PeriodCode[]): Promise<Value[]> {
  const [rows, versions] = await Promise.all([
    ctx.db
      .selectFrom('indicator_value')
      .selectAll()
      .where('code', '=', entry.code)
      .where('period', 'in', ['', ...periods])
      .orderBy('period')
      .limit(5000)
      .execute(),
    entry.source === 'reported' ? versionsOf(ctx, entry.code) : [],
  ])
  return underHolding(rows as Value[], versions)
}

/**
 * What few reported is known to those who work on the figures, and to the program itself. What is counted is known to staff:
 * they see the records.
 */
export const mayKnow = (ctx: Ctx, row: { code: string; reporters: number | null }): boolean =>
  indicators.has(row.code) || seesSingle(ctx.actor) || !isFew(row.reporters, fewestReporters.of(ctx.centre))

/** A line of the overview. */
export interface Latest {
  entry: Entry
  /** The last period that has a figure; null: none has. */
  period: Period | null
  value: number | null
  /** 上期 */
  before: number | null
  /** 上年同期 */
  yearBefore: number | null
  locked: boolean
  reporters: number | null
  counted_at: Date | null
  /** The last period that is over has no figure although it should have by now. */
  late: boolean
}

/** How far back the latest figure is looked for. */
const back = 25

/**
 * The latest figure of every active indicator for periods of a kind (or its own, where that is longer), with the period
 * before and the same a year ago. Two statements, however many there are.
 */
export async function latestFigures(ctx: Ctx, kind: PeriodKind = 'month', until?: Period): Promise<Latest[]> {
  const today = dayOf(ctx.now)
  const entries = (await indicatorList(ctx)).filter(one => one.state === 'active')
  const kinds = new Set(entries.map(one => longerKind(one.frequency, kind)))
  const periods = [...kinds].flatMap(one => backFrom(periodOf(one, until?.last ?? today), back))
  const rows = await ctx.db
    .selectFrom('indicator_value')
    .select(['code', 'period', 'version', 'value', 'base', 'reporters', 'state', 'counted_at'])
    .where('town', '=', 'county')
    .where('period', 'in', ['', ...periods.map(one => one.code)])
    .orderBy('version')
    .limit(20_000)
    .execute()
  const held = underHolding(rows, await laterVersions(ctx)).filter(row => mayKnow(ctx, row))
  const found = new Map(held.map(row => [`${row.code} ${row.period}`, row]))
  return entries.map(entry => latestOf(ctx, entry, longerKind(entry.frequency, kind), until, found))
}

/** Of definitions that were ever changed. */
const laterVersions = async (ctx: Ctx): Promise<Version[]> =>
  (await ctx.db
    .selectFrom('indicator_version')
    .selectAll()
    .where('code', 'in', eb =>
      eb.selectFrom('indicator_version as later').select('later.code').where('later.number', '>', 1),
    )
    .orderBy('number')
    .limit(2000)
    .execute()) as unknown as Version[]

type Row = Pick<Value, 'value' | 'base' | 'version' | 'reporters' | 'state' | 'counted_at'>

function latestOf(
  ctx: Ctx,
  entry: Entry,
  kind: PeriodKind,
  until: Period | undefined,
  found: ReadonlyMap<string, Row>,
): Latest {
  const today = dayOf(ctx.now)
  const at = (period: Period): Row | undefined =>
    found.get(`${entry.code} ${period.code}`) ?? summed(entry, period, found)
  const last = periodOf(kind, until?.last ?? today)
  // The running period says little: what is over is compared, unless nothing is over.
  const candidates = backFrom(last, back)
  const over = candidates.filter(one => one.last < today)
  const period = [...over, ...candidates].find(one => at(one)) ?? null
  const row = period && at(period)
  // Under another definition it is no comparison.
  const valueAt = (of: Period) => {
    const held = at(of)
    return held && held.version === row?.version ? plain(held) : null
  }
  return {
    entry,
    period,
    value: row ? plain(row) : null,
    before: period && valueAt(periodBefore(period)),
    yearBefore: period && valueAt(yearBefore(period)),
    ...{ locked: row?.state === 'locked', reporters: row?.reporters ?? null },
    counted_at: row?.counted_at ?? null,
    late: entry.source === 'reported' && over[0] !== undefined && !at(over[0]),
  }
}

/** A longer period of what is reported by the month, where every month is there. */
function summed(entry: Entry, period: Period, found: ReadonlyMap<string, Row>): Row | undefined {
  if (entry.source === 'counted' || !entry.adds || entry.frequency === period.kind) return undefined
  const rows = partsOf(period, entry.frequency).flatMap(part => found.get(`${entry.code} ${part.code}`) ?? [])
  if (rows.length === 0 || rows.length < monthsOf(period.code).length / periodKinds[entry.frequency].months)
    return undefined
  if (new Set(rows.map(row => row.version)).size > 1) return undefined
  const told = rows.flatMap(row => row.reporters ?? [])
  return { ...(rows[0] as Row), ...sumOf(rows), reporters: told.length > 0 ? Math.min(...told) : null }
}
