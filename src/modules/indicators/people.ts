import type { Addressee } from '#platform/who'
import { approveIndicators, lockReported } from './duties.ts'

/** Where a figure comes from. */
export const sources = { counted: '由记录计算的指标', reported: '上报指标' } as const
export type Source = keyof typeof sources

/** What was counted is decided on at the centre; what was reported, by the bureau. */
export const decider: Addressee<{ source: string }> = {
  says: '负责「审定统计指标」的人员；上报指标由主管部门负责「锁定上报数据」的人员',
  test: (actor, row, facts) =>
    (row.source === 'reported' ? lockReported : approveIndicators).test(actor, row, facts),
  address: row => ({ duty: row.source === 'reported' ? lockReported.code : approveIndicators.code }),
}
