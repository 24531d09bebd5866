import type { Ctx } from '#platform/ctx'
import { indicators, type Measure } from '#platform/indicators'
import { type Period, periodBefore, type Week, weekAfter, yearBefore } from '#platform/periods'
import { isFew } from '#platform/suppression'
import { counted } from './counting.ts'
import { type Entry, indicatorList, suitsKind } from './dictionary.ts'
import { rowsFor } from './series.ts'
import { fewestReporters } from './settings.ts'
import { plain } from './words.ts'

/** Why there is no number: no data, of too few to be told outside, or (of an earlier one) another definition. */
export type Why = 'none' | 'few' | 'version'

/** An earlier value to compare with; `why` is null exactly where there is one. */
export interface Earlier {
  value: number | null
  why: Why | null
}

/** A figure as somebody takes it down for a document that leaves the house. Values are in the indicator's measure, not rounded. */
export interface Reading extends Earlier {
  code: string
  label: string
  unit: string
  measure: Measure
  /** Of the definition under which it was made. */
  version: number
  state: 'locked' | 'provisional' | 'none'
  /** 上期 */
  before: Earlier
  /** 上年同期; null of a week, which has none. */
  yearBefore: Earlier | null
}

/**
 * The county's figures of a period, or counted over the days of a week, with what they may be compared with: an earlier one
 * under the same definition. Codes that the dictionary does not know (any more), and what does not make sense for so short a
 * period, are left out.
 */
export async function readingsOf(ctx: Ctx, codes: readonly string[], of: Period | Week): Promise<Reading[]> {
  const entries = new Map((await indicatorList(ctx, { retired: true })).map(entry => [entry.code, entry]))
  const readings: Reading[] = []
  for (const code of codes) {
    const entry = entries.get(code)
    if (entry && isReadable(entry, of.kind)) readings.push(await readingOf(ctx, entry, of))
  }
  return readings
}

/** Of a week only what is counted can be told, and that by the month at the longest. */
export const isReadable = (
  { code, source, frequency }: Pick<Entry, 'code' | 'source' | 'frequency'>,
  kind: Period['kind'] | 'week',
): boolean =>
  kind === 'week'
    ? source === 'counted' && frequency === 'month' && !indicators.get(code)?.wholeMonths
    : suitsKind(frequency, kind)

async function readingOf(ctx: Ctx, entry: Entry, of: Period | Week): Promise<Reading> {
  const [now, before, year] = await cellsOf(ctx, entry, of)
  const earlier = (then: Cell | undefined): Earlier =>
    then === undefined || then.value === null
      ? { value: null, why: then?.why ?? 'none' }
      : then.version === (now?.version ?? entry.version)
        ? { value: then.value, why: null }
        : { value: null, why: 'version' }
  return {
    ...{ code: entry.code, label: entry.label, unit: entry.unit, measure: entry.measure },
    ...{ version: now?.version ?? entry.version, value: now?.value ?? null },
    ...{ why: now?.value == null ? (now?.why ?? 'none') : null, state: now?.state ?? 'none' },
    before: earlier(before),
    yearBefore: of.kind === 'week' ? null : earlier(year),
  }
}

interface Cell {
  value: number | null
  why: 'none' | 'few' | null
  version: number
  state: Reading['state']
}

/** The period, the one before, and the same a year ago. */
async function cellsOf(ctx: Ctx, entry: Entry, of: Period | Week): Promise<Array<Cell | undefined>> {
  if (of.kind === 'week')
    return [await countedNow(ctx, entry, of), await countedNow(ctx, entry, weekAfter(of, -1))]
  const periods = [of, periodBefore(of), yearBefore(of)]
  const rows = (await rowsFor(ctx, entry, periods)).filter(row => row.town === 'county')
  const cells: Array<Cell | undefined> = []
  for (const period of periods) {
    const row = rows.find(one => one.period === period.code)
    if (row) {
      const few = isHidden(ctx, entry, row.reporters)
      const [value, why] = few ? [null, 'few' as const] : [plain(row), null]
      cells.push({ value, why, version: row.version, state: few ? 'none' : (row.state as Cell['state']) })
    } else cells.push(entry.source === 'counted' ? await countedNow(ctx, entry, period) : undefined)
  }
  return cells
}

async function countedNow(ctx: Ctx, entry: Entry, of: Period | Week): Promise<Cell | undefined> {
  const declared = indicators.get(entry.code)
  // What is counted is counted over days: which kind of period they make does not matter to it.
  const period: Period = of.kind === 'week' ? { ...of, kind: 'month' } : of
  const county = declared && (await counted(ctx, declared, period)).county
  if (!county) return undefined
  return isHidden(ctx, entry, county.reporters)
    ? { value: null, why: 'few', version: entry.version, state: 'none' }
    : { value: plain(county), why: null, version: entry.version, state: 'provisional' }
}

/**
 * A document goes to others than who sees the records. How often the centre itself did something may be told; what few
 * reported, and amounts of money of few, not.
 */
const isHidden = (ctx: Ctx, { source, measure }: Entry, reporters: number | null): boolean =>
  (source === 'reported' || measure === 'fen') && isFew(reporters, fewestReporters.of(ctx.centre))
