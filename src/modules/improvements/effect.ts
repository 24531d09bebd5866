import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Period, periodAfter, periodBefore, periodOf } from '#platform/periods'
import { bare, gaugeOf, shownNumber, toRead, valueIn } from './figures.ts'
import type { Improvement, Measure } from './people.ts'

/** The effect of an improvement: the figure before and after, by period where it is counted here. */
export interface Effect {
  label: string
  unit: string
  definition: string
  points: ReadonlyArray<{ label: string; value: number | null; done: readonly string[] }>
  target: number | null
  /** The figure before and after each measure: of the last whole period before its day, and of the first after. */
  measures: ReadonlyArray<{ what: string; day: string; before: string; after: string }>
}

/** Periods that the chart shows before the improvement began, and the most of all. */
const [before, most] = [4, 18]

export async function effectOf(
  ctx: Ctx,
  row: Improvement,
  measures: readonly Measure[],
): Promise<Effect | null> {
  if (row.target === null) return null
  const gauge = gaugeOf(row)
  const done = measures.filter(one => one.done_at !== null)
  const about = {
    label: gauge.label,
    unit: gauge.unit,
    target: shownNumber(row.target, gauge.measure),
  }
  if (!gauge.indicator) {
    const stages = [
      { label: '改进前', held: row.baseline },
      { label: '改进后', held: row.after_value },
      { label: '回头看', held: row.look_value },
    ].filter(one => one.held !== null)
    const [first, second] = stages.map(one => bare(one.held ?? 0, gauge.measure))
    return {
      ...about,
      definition: '按方案中写明的办法量得，改进前后用同一办法。',
      points: stages.map((one, at) => ({
        label: one.label,
        value: shownNumber(one.held ?? 0, gauge.measure),
        done: at === 1 ? done.map(measure => measure.what) : [],
      })),
      measures: done.map(one => ({
        ...{ what: one.what, day: dayOf(one.done_at as Date) },
        ...{ before: first ?? '', after: second ?? '还没有量' },
      })),
    }
  }
  const { indicator } = gauge
  const periods = shownPeriods(ctx, row, indicator.frequency)
  const values = new Map<string, number | null>()
  for (const period of periods) values.set(period.code, await valueIn(ctx, indicator, period))
  const said = (period: Period): string => {
    const value = values.get(period.code)
    return value === undefined || value === null
      ? '还没有'
      : `${toRead(value, gauge.measure)}（${period.label}）`
  }
  return {
    ...about,
    definition: indicator.definition,
    points: periods.map(period => {
      const value = values.get(period.code) ?? null
      return {
        label: period.label,
        value: value === null ? null : shownNumber(value, gauge.measure),
        done: done
          .filter(one => periodOf(period.kind, dayOf(one.done_at as Date)).code === period.code)
          .map(one => one.what),
      }
    }),
    measures: done.map(one => {
      const of = periodOf(indicator.frequency, dayOf(one.done_at as Date))
      return {
        ...{ what: one.what, day: dayOf(one.done_at as Date) },
        ...{ before: said(periodBefore(of)), after: said(periodAfter(of)) },
      }
    }),
  }
}

/** From some periods before it began to the last that is over. */
function shownPeriods(ctx: Ctx, row: Improvement, kind: Period['kind']): Period[] {
  const last = periodBefore(periodOf(kind, dayOf(ctx.now)))
  const all: Period[] = []
  const first = periodAfter(periodOf(kind, dayOf(row.opened_at)), -before)
  for (let period = first; period.first <= last.first; period = periodAfter(period)) all.push(period)
  return all.slice(-most)
}
