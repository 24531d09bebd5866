import { type ChartTable, chartImage } from '#ui/chart'
import type { Entry } from './dictionary.ts'
import type { SeriesPoint } from './series.ts'
import { inUnit, words } from './words.ts'

/** '26-11', '四季度', '2026': as short as an axis needs it. */
export const short = ({ period }: Pick<SeriesPoint, 'period'>): string =>
  period.kind === 'month' ? `${Number(period.code.slice(5))}月` : period.code.slice(2)

/** 万元 where 元 would be too long. */
export const scaleOf = (entry: Pick<Entry, 'measure' | 'unit'>): { divide: number; unit: string } =>
  entry.measure === 'fen' ? { divide: 10_000, unit: '万元' } : { divide: 1, unit: entry.unit }

/** The series as a line, broken where the definition changed or nothing is known; locked and running told apart. */
export function drawSeries(entry: Entry, points: readonly SeriesPoint[]): Promise<string> {
  const { divide, unit } = scaleOf(entry)
  const value = (n: number | null) => (n === null ? null : inUnit(entry.measure, n) / divide)
  const versions = [...new Set(points.map(one => one.version ?? 0))].filter(one => one > 0)
  const lines = (versions.length > 0 ? versions : [0]).map(version => ({
    name: versions.length > 1 ? `口径第 ${version} 版` : '本期',
    type: 'line' as const,
    symbolSize: 7,
    data: points.map(one => (version === 0 || one.version === version ? value(one.value) : null)),
  }))
  const hasYears = points.some(one => one.yearBefore !== null)
  return chartImage(
    {
      legend: { top: 0 },
      xAxis: { type: 'category', data: points.map(short) },
      yAxis: { type: 'value', name: unit, min: entry.measure === 'permille' ? 0 : undefined },
      series: [
        ...lines,
        ...(hasYears
          ? [
              {
                ...{ name: '上年同期', type: 'line' as const, symbolSize: 4 },
                lineStyle: { type: 'dashed' as const },
                data: points.map(one => value(one.yearBefore)),
              },
            ]
          : []),
      ],
    },
    { width: 520, height: 240 },
  )
}

export const seriesTable = (entry: Entry, points: readonly SeriesPoint[]): ChartTable => ({
  head: ['统计期', '本期', '上年同期'],
  rows: points.map(one => [
    one.period.label,
    one.value === null ? '没有数据' : words(entry.measure, entry.unit, one.value),
    one.yearBefore === null ? '—' : words(entry.measure, entry.unit, one.yearBefore),
  ]),
})
