import type { Ctx } from '#platform/ctx'
import { type Indicator, indicators, type Measure } from '#platform/indicators'
import {
  type Period,
  type PeriodCode,
  type PeriodKind,
  periodBefore,
  periodFrom,
  periodKinds,
} from '#platform/periods'
import { type Definition, type Opens, standardIndicators } from './standard.ts'
import { themeRank } from './themes.ts'

/** One line of the dictionary: what is counted and what is reported, with the definition in force. */
export interface Entry extends Definition {
  /** Null until the first night of a centre, when the dictionary is settled. */
  id: string | null
  state: 'planned' | 'active' | 'retired'
  code: string
  source: 'counted' | 'reported'
  theme: string
  rank: number
  version: number
  owner_id: string | null
  owner: string | null
  origin: string
  part_of: string | null
  opens: Opens
}

/** A definition, from which period on it holds; '' from the beginning. */
export interface Version extends Definition {
  id: string
  state: string
  code: string
  number: number
  holds_from: PeriodCode
  reason: string
  drafted_at: Date
  approved_at: Date | null
}

/** All indicators, counted and reported, in the order of their groups; retired ones only where asked for. */
export async function indicatorList(ctx: Ctx, options: { retired?: boolean } = {}): Promise<Entry[]> {
  const rows = await ctx.db
    .selectFrom('indicator')
    .leftJoin('indicator_version', join =>
      join
        .onRef('indicator_version.code', '=', 'indicator.code')
        .onRef('indicator_version.number', '=', 'indicator.version'),
    )
    .leftJoin('staff', 'staff.id', 'indicator.owner_id')
    .select([
      ...([
        'indicator.id',
        'indicator.state',
        'indicator.code',
        'indicator.source',
        'indicator.theme',
      ] as const),
      ...(['indicator.rank', 'indicator.version', 'indicator.owner_id', 'staff.name as owner'] as const),
      ...(['indicator.origin', 'indicator.part_of', 'indicator.opens', 'indicator.label'] as const),
      ...(['indicator_version.definition', 'indicator_version.formula', 'indicator_version.unit'] as const),
      ...(['indicator_version.measure', 'indicator_version.frequency', 'indicator_version.adds'] as const),
    ])
    .limit(500)
    .execute()
  const known = new Set(rows.map(row => row.code))
  const kept = rows.flatMap(row => {
    const declared = indicators.get(row.code)
    // What is not declared any more was taken out of the program: its values stay, its line is gone.
    if (row.source === 'counted') return declared ? [{ ...row, ...shapeOf(declared) } as Entry] : []
    return [row as unknown as Entry]
  })
  const unsettled = [
    ...[...indicators.values()].map(declaredEntry),
    ...standardIndicators.map((one, rank) => ({
      ...one,
      ...unsettledShape,
      source: 'reported' as const,
      rank,
    })),
  ].filter(one => !known.has(one.code))
  return [...kept, ...unsettled]
    .filter(one => options.retired || one.state !== 'retired')
    .sort((a, b) => themeRank(a.theme) - themeRank(b.theme) || a.rank - b.rank || (a.code < b.code ? -1 : 1))
}

/** What the declaration says of an indicator that is counted. */
export const shapeOf = (one: Indicator): Definition => ({
  ...{ label: one.label, definition: one.definition, formula: one.formula, unit: one.unit },
  ...{ measure: one.measure, frequency: one.frequency, adds: one.adds },
})

const unsettledShape = { id: null, state: 'active', version: 1, owner_id: null, owner: null } as const
/** What is counted, as its declaration alone says it. */
export const declaredEntry = (one: Indicator): Entry => ({
  ...{ ...unsettledShape, code: one.code, source: 'counted', theme: one.group, ...shapeOf(one) },
  ...{ rank: rankOf(one), origin: '', part_of: null, opens: one.opens ?? 'county' },
})

/** In the order in which they are declared. */
export const rankOf = (one: Indicator): number => [...indicators.keys()].indexOf(one.code)

/** One indicator by its code; null where there is none. */
export const entryOf = async (ctx: Ctx, code: string): Promise<Entry | null> =>
  (await indicatorList(ctx, { retired: true })).find(one => one.code === code) ?? null

/** All versions of a reported indicator, the oldest first; of a counted one there is one, in the code. */
export const versionsOf = async (ctx: Ctx, code: string): Promise<Version[]> =>
  (await ctx.db
    .selectFrom('indicator_version')
    .selectAll()
    .where('code', '=', code)
    .orderBy('number')
    .limit(100)
    .execute()) as unknown as Version[]

/** The version that holds for a period: the last approved one that had begun by its first day. */
export function versionFor<V extends Pick<Version, 'state' | 'number' | 'holds_from'>>(
  versions: readonly V[],
  period: Period,
): V | null {
  const held = versions.filter(
    one =>
      (one.state === 'in_force' || one.state === 'superseded') &&
      (one.holds_from === '' || periodFrom(one.holds_from).first <= period.first),
  )
  return held.at(-1) ?? null
}

/** Of values under several versions those under the one that holds for their period. */
export function underHolding<Row extends { code: string; period: PeriodCode; version: number }>(
  rows: readonly Row[],
  versions: readonly Version[],
): Row[] {
  const defined = Map.groupBy(versions, one => one.code)
  return rows.filter(row => {
    const of = defined.get(row.code)
    return !of || of.length < 2 || versionFor(of, periodFrom(row.period))?.number === row.version
  })
}

/** Whether a period of this kind is at least as long as the indicator's own. */
export const suitsKind = (frequency: PeriodKind, kind: PeriodKind): boolean =>
  periodKinds[kind].months >= periodKinds[frequency].months

/** The longer of two kinds: what is told once a year is not shown by month. */
export const longerKind = (a: PeriodKind, b: PeriodKind): PeriodKind =>
  periodKinds[a].months >= periodKinds[b].months ? a : b

/** The period and those before it, the latest first. */
export function backFrom(period: Period, n: number): Period[] {
  const periods = [period]
  while (periods.length < n) periods.push(periodBefore(periods.at(-1) as Period))
  return periods
}

export const measures: Record<Measure, string> = {
  count: '整数',
  fen: '金额（元）',
  tenths: '一位小数',
  permille: '比率（%）',
}
