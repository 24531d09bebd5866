import { z } from 'zod'
import { area, day, text, whole } from './fields.ts'
import type { Hours } from './slots.ts'

export const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const
const clocks = Array.from({ length: 29 }, (_, at) => {
  const minutes = 7 * 60 + at * 30
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
})
const lengths = ['30', '45', '60', '90', '120'] as const

export interface About {
  work: string
  introduction: string
  topics: string[]
  place: string
  most_month: number
}
export const about = {
  work: text('单位和职务', 2, 60),
  introduction: area('介绍', 10, 500, '擅长什么、做成过什么。'),
  topics: z
    .array(z.string().trim().min(1).max(20))
    .min(1, '请至少写一个')
    .max(10)
    .meta({ label: '辅导主题（每行一个）', widget: 'lines', rows: 4 }),
  place: text('辅导地点', 2, 60, { help: '如：中心二楼洽谈室。' }),
  most_month: whole('每月最多辅导', '次', [1, 200], '约满后当月不能再约，没有来的不算在内。'),
}

export interface Times {
  slot_minutes: number
  hours: Hours[]
}
const clock = (label: string) => z.enum(clocks as [string, ...string[]]).meta({ label, widget: 'select' })
export const times = z.object({
  slot_minutes: z
    .enum(lengths)
    .default('60')
    .transform(Number)
    .meta({
      label: '每次多久',
      widget: 'radio',
      options: lengths.map(value => ({ value, label: `${value} 分钟` })),
    }),
  hours: z
    .array(
      z
        .object({
          weekday: z
            .enum(['1', '2', '3', '4', '5', '6', '7'])
            .transform(Number)
            .meta({
              label: '星期',
              widget: 'select',
              options: weekdays.map((label, at) => ({ value: String(at + 1), label })),
            }),
          from: clock('从'),
          to: clock('到'),
        })
        .refine(({ from, to }) => to > from, { path: ['to'], error: '要晚于开始的时间' }),
    )
    .max(21)
    .refine(apart, '同一天的时段不能重叠')
    .meta({ label: '每周可约的时间', widget: 'rows', help: '只有这些时间能约；已经约好的不变。' }),
}) as unknown as z.ZodType<Times>

function apart(rows: ReadonlyArray<{ weekday: number; from: string; to: string }>): boolean {
  return rows.every((one, at) =>
    rows.every(
      (other, n) => n <= at || one.weekday !== other.weekday || one.to <= other.from || other.to <= one.from,
    ),
  )
}

export const leaves = z.object({
  leaves: z
    .array(
      z
        .object({ from: day('从'), to: day('到') })
        .refine(({ from, to }) => from <= to, { path: ['to'], error: '不能早于开始的日期' }),
    )
    .max(10, '最多 10 段')
    .default([])
    .meta({ label: '请假的时段', widget: 'rows', help: '含首尾两天，这些天不能约；已经约好的请另行改期。' }),
})
