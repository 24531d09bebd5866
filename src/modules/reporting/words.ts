import { count } from '#platform/format'
import { type PeriodCode, periodFrom } from '#platform/periods'
import { yuan } from './checks.ts'
import type { Item } from './definition.ts'
import type { Sheet } from './people.ts'
import { withReporter } from './queries.ts'

export const periodWords = (code: PeriodCode): string => periodFrom(code).label

/** A figure as its row shows it, without the unit; '' where nothing was said. */
export const figure = (value: number | null | undefined, { kind }: Pick<Item, 'kind'>): string =>
  value === null || value === undefined ? '' : kind === 'money' ? yuan(value) : count(value)

/** '+12.5%' against an earlier figure; '' where there is none to compare with. */
export const change = (now: number | null | undefined, before: number | null | undefined): string => {
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return ''
  const tenths = Math.round(((now - before) / before) * 1000)
  return `${tenths > 0 ? '+' : ''}${(tenths / 10).toFixed(1)}%`
}

export const isLate = (row: Pick<Sheet, 'state' | 'due_on'>, today: string): boolean =>
  (withReporter as readonly string[]).includes(row.state) && row.due_on < today

/** What is shown where few could be told apart. */
export const hiddenWords = '不足 3 家，不公布'
