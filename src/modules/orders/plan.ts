import { z } from 'zod'
import { addWorkingDays, type Day, workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { divided } from './shares.ts'

/** One stage of a kind (交付阶段): what is delivered, how it is accepted, its share of price and time in %. */
export interface Stage {
  name: string
  deliverable: string
  points: string[]
  price_share: number
  time_share: number
}

/** One milestone as it is agreed (里程碑); money in 分. */
export interface Planned {
  name: string
  deliverable: string
  points: string[]
  price_fen: number
  due_on: Day
}

/** Where a kind is not known: all of it at once. */
export const oneStage: readonly Stage[] = [
  {
    name: '交付成果',
    deliverable: '按报价方案完成的全部成果。',
    points: ['内容与报价方案一致', '可以正常使用'],
    price_share: 100,
    time_share: 100,
  },
]

/** What a price and so many working days are worth in milestones of these stages; the shares of the price add up to it. */
export function planOf(
  { centre }: Pick<Ctx, 'centre'>,
  stages: readonly Stage[],
  { price_fen, days, from }: { price_fen: number; days: number; from: Day },
): Planned[] {
  const prices = divided(
    price_fen,
    stages.map(stage => stage.price_share),
  )
  const time = stages.reduce((sum, stage) => sum + stage.time_share, 0) || 1
  let passed = 0
  return stages.map((stage, at) => {
    passed += stage.time_share
    const until = at === stages.length - 1 ? days : Math.max(1, Math.round((days * passed) / time))
    return {
      name: stage.name,
      deliverable: stage.deliverable,
      points: stage.points,
      price_fen: prices[at] as number,
      due_on: addWorkingDays(centre.calendar, from, until),
    }
  })
}

/** Working days from today to a due day, for the clock: at least one, so that nobody is late before they begin. */
export const workDaysTo = (ctx: Ctx, today: Day, due: Day): number =>
  Math.max(1, workingDaysBetween(ctx.centre.calendar, today, due))

const points = z
  .array(z.string().trim().min(2).max(100))
  .min(1, '至少写一个验收要点')
  .max(12)
  .meta({ label: '验收要点（每行一个）', widget: 'lines', rows: 3 })
const planned = z.object({
  name: z.string().trim().min(2).max(40).meta({ label: '里程碑' }),
  deliverable: z.string().trim().min(2).max(300).meta({ label: '交付什么' }),
  points,
  price_fen: z.number().int().min(0).max(100_000_000_00).meta({ label: '金额', widget: 'money', unit: '元' }),
  due_on: z.iso.date('请填写日期').meta({ label: '哪天交付', widget: 'date' }),
})

export interface Planning {
  plan: Planned[]
  warranty_days: number
}
export const planning = z.object({
  plan: z.array(planned).min(1, '至少一个里程碑').max(12).meta({
    label: '里程碑',
    widget: 'rows',
    help: '按先后排列，各项金额合计要等于成交价。改动后，双方都要重新确认。',
  }),
  warranty_days: z
    .number()
    .int()
    .min(0)
    .max(1095)
    .meta({ label: '质保期', unit: '天', help: '从最后一次验收的次日起算；不保修填 0。' }),
}) as unknown as z.ZodType<Planning>

/** A plan is whole: its amounts add up to the price, and it goes forward in time. 422 otherwise. */
export function checkPlan(plan: readonly Planned[], price_fen: number, today: Day): void {
  const sum = plan.reduce((all, one) => all + one.price_fen, 0)
  if (sum !== price_fen)
    throw invalid({
      plan: `各项金额合计 ${(sum / 100).toFixed(2)} 元，成交价是 ${(price_fen / 100).toFixed(2)} 元，请改成一致。`,
    })
  for (const [at, one] of plan.entries()) {
    if (one.due_on < today) throw invalid({ [`plan.${at}.due_on`]: '交付日期不能早于今天。' })
    if (at > 0 && one.due_on < (plan[at - 1] as Planned).due_on)
      throw invalid({ [`plan.${at}.due_on`]: '要不早于前一个里程碑。' })
  }
}

export const stagesInput = z
  .array(
    z.object({
      name: z.string().trim().min(2).max(40).meta({ label: '阶段' }),
      deliverable: z.string().trim().min(2).max(300).meta({ label: '交付什么' }),
      points,
      price_share: z.number().int().min(0).max(100).meta({ label: '占价款 %' }),
      time_share: z.number().int().min(0).max(100).meta({ label: '占工期 %' }),
    }),
  )
  .min(1, '至少一个阶段')
  .max(8)
  .refine(
    stages => stages.reduce((sum, one) => sum + one.price_share, 0) === 100,
    '各阶段占价款合计要等于 100',
  )
  .refine(
    stages => stages.reduce((sum, one) => sum + one.time_share, 0) === 100,
    '各阶段占工期合计要等于 100',
  )
