import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '批量导入'
/** A sheet that nobody brought in says less every day. */
export const expiry = daysSetting({
  code: 'import.expire.days',
  label: '核对后多久没有导入就作废',
  group,
  fallback: 5,
})
/** For how long the rows of a sheet stay after it was brought in or given up: they hold people's data. */
export const keepDays = daysSetting({
  code: 'import.keep.days',
  label: '导入结束后明细保留多久',
  group,
  fallback: 30,
  unit: '天',
})
export const mostRows = defineSetting<number>({
  code: 'import.rows',
  label: '一张表最多多少行',
  group,
  unit: '行',
  schema: z.number().int().min(1).max(50_000),
  fallback: 20_000,
})
