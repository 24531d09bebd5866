import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '资产'

export const repairDays = daysSetting({ code: 'asset.repair.days', label: '维修时限', group, fallback: 20 })
export const approveDays = daysSetting({
  code: 'asset.approve.days',
  label: '报废审批时限',
  group,
  fallback: 10,
})
export const disposeDays = daysSetting({
  code: 'asset.dispose.days',
  label: '报废处置时限',
  group,
  fallback: 30,
})
export const searchDays = daysSetting({
  code: 'asset.search.days',
  label: '盘亏查找时限',
  group,
  fallback: 20,
})
export const remindDays = daysSetting({
  code: 'asset.remind.days',
  label: '借出逾期，每隔几天提醒借用人',
  group,
  fallback: 3,
  unit: '天',
})
export const countDays = daysSetting({
  code: 'stocktaking.count.days',
  label: '盘点清点时限',
  group,
  fallback: 10,
})
export const explainDays = daysSetting({
  code: 'stocktaking.explain.days',
  label: '盘点差异说明时限',
  group,
  fallback: 5,
})
export const confirmDays = daysSetting({
  code: 'stocktaking.confirm.days',
  label: '盘点结果确认时限',
  group,
  fallback: 5,
})

/** How many of one kind may be registered at once. */
export const mostCopies = defineSetting<number>({
  code: 'asset.copies.most',
  label: '一次最多登记几件相同的资产',
  group,
  unit: '件',
  schema: z.number().int().min(1).max(200),
  fallback: 50,
})
