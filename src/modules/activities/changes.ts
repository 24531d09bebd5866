import { z } from 'zod'
import { files } from '#platform/forms'
import { about, audience, howMany, type Line, lines, text, when } from './inputs.ts'
import { moment } from './moments.ts'

/** What is changed of an activity once its plan was approved, and what is written up afterwards. */

export interface Moving {
  starts_at: Date
  ends_at: Date
  closes_at: Date
  reason: string
}
export const moving = z
  .object({
    starts_at: moment('新的开始时间'),
    ends_at: moment('新的结束时间'),
    closes_at: moment('报名截止'),
    reason: z.string().trim().min(2).max(200).meta({ label: '改期原因', help: '会发给每一位报名的人。' }),
  })
  .superRefine((input, issues) => {
    const wrong = (field: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
    if (input.ends_at <= input.starts_at) wrong('ends_at', '要晚于开始时间')
    if (input.closes_at > input.starts_at) wrong('closes_at', '不能晚于活动开始')
  }) as unknown as z.ZodType<Moving>

export interface Amendment {
  about: string
  audience: string
  capacity: number
  closes_at: Date
  release_at?: Date | undefined
}
export const amendment = z.object({
  about,
  audience,
  capacity: howMany.capacity,
  closes_at: when.closes_at,
  release_at: howMany.release_at,
}) as unknown as z.ZodType<Amendment>

export const cover = z.object({
  cover: files(1)
    .refine(ids => ids.length > 0, '请选择一张图片')
    .meta({ label: '封面图片', help: '横幅照片最好，会公开显示。' }),
  cover_alt: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .meta({ label: '图片说明', help: '读给看不见图片的人听：图上是什么。' }),
}) as unknown as z.ZodType<{ cover_alt: string }>

export const writtenUp = z.object({
  minutes: z.string().trim().min(20).max(8_000).meta({
    label: '活动纪要',
    widget: 'textarea',
    rows: 10,
    help: '谁讲了什么、讨论了什么、形成了哪些意见。',
  }),
  summary: z
    .string()
    .trim()
    .min(10)
    .max(500)
    .meta({ label: '公开的活动小结', widget: 'textarea', help: '显示在活动页面上，不写个人信息。' }),
})

export interface Spending {
  costs: Line[]
  costs_note: string
}
export const spending = z.object({
  costs: lines('实际支出', '逐项填写；票据作为佐证上传。'),
  costs_note: text('超出预算的原因', 200),
}) as unknown as z.ZodType<Spending>
