import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import { staffField, staffWithDuty } from '#modules/team'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import type { TrainingClass } from './doors.ts'
import { runsClasses } from './duties.ts'
import { choice, classHours, day, money, tenths, text, townField, words } from './fields.ts'
import { coursesInUse, planItemsToHold } from './queries/choices.ts'
import { applyDays } from './settings.ts'
import { type Kind, kinds, learnerGroups } from './words.ts'

export interface Line {
  item: string
  amount_fen: number
}
export interface Quota {
  code: string
  label: string
  seats: number
}
export interface Plan {
  plan_item_id?: string | undefined
  course_id?: string | undefined
  kind: Kind
  title: string
  owner_id: string
  organiser: string
  about: string
  audience: string
  town?: string | undefined
  place: string
  starts_on: string
  ends_on: string
  opens_at: Date
  closes_at: Date
  capacity: number
  quotas: Array<{ code: keyof typeof learnerGroups; seats: number }>
  hours: number
  teaching_plan: string
  has_exam: boolean
  exam_plan: string
  certificate: string
  source: string
  budget: Line[]
  late_reason: string
}

const budgetLines = z
  .array(
    z.object({
      item: words('项目', 1, 30, { placeholder: '例如：讲课费' }),
      amount_fen: money('金额'),
    }),
  )
  .max(20)
  .meta({ label: '经费预算', widget: 'rows', help: '费用按这些项目登记；没有支出的不填。' })

const quotas = z
  .array(
    z.object({
      code: oneOf(learnerGroups, '人群'),
      seats: z.number().int().min(1).max(500).meta({ label: '预留', unit: '人' }),
    }),
  )
  .max(8)
  .meta({
    label: '按人群预留名额',
    widget: 'rows',
    help: '不预留的不填。预留的用完后，这些人也可以用其余名额。',
  })

/** The application to hold a class (开班申请): what, for whom, when, by what plan, at what cost. */
export async function classInput(ctx: Ctx): Promise<z.ZodType<Plan>> {
  const [staff, courses, items] = await Promise.all([
    staffWithDuty(ctx, runsClasses),
    coursesInUse(ctx),
    planItemsToHold(ctx),
  ])
  return z
    .object({
      ...(items.length > 0 && {
        plan_item_id: choice('年度计划中的项目', items, { help: '计划外的培训班不选。' }),
      }),
      ...(courses.length > 0 && { course_id: choice('课程', courses, { help: '大纲和课件取自课程。' }) }),
      kind: oneOf(kinds, '类别', 'radio'),
      title: words('班名', 4, 40),
      owner_id: staffField(staff, '负责人'),
      organiser: words('主办单位', 2, 60),
      about: words('培训介绍', 10, 3_000, { rows: 5, help: '对外公开。' }),
      audience: text('培训对象', 100),
      town: townField(ctx, '所在乡镇', { help: '在中心举办的不选。' }),
      place: words('地点', 2, 80, { help: '课程表中每节课还可以另写。' }),
      starts_on: day('开班日期'),
      ends_on: day('结束日期'),
      opens_at: moment('报名开始'),
      closes_at: moment('报名截止'),
      capacity: z.number().int().min(1).max(500).meta({ label: '名额', unit: '人' }),
      quotas,
      hours: classHours('总学时'),
      teaching_plan: words('教学计划', 10, 8_000, {
        rows: 6,
        help: '目标、内容安排、教学方式、师资、安全。',
      }),
      has_exam: z.boolean().default(false).meta({ label: '结业要考核', widget: 'checkbox' }),
      exam_plan: text('考核方案', 3_000, { rows: 3, help: '要考核的必填：考什么、怎么考、怎么算合格。' }),
      certificate: text('结业证书名称', 60, { help: '不发证书的不填。' }),
      source: text('资金来源', 80),
      budget: budgetLines,
      late_reason: text('申请晚了的原因', 200, {
        help: `开班前不足 ${applyDays.of(ctx.centre)} 天才申请的，请写明。`,
      }),
    })
    .superRefine((input, issues) =>
      consistent(input as unknown as Plan, issues),
    ) as unknown as z.ZodType<Plan>
}

function consistent(input: Plan, issues: z.RefinementCtx): void {
  const wrong = (field: string, message: string) =>
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
  if (input.ends_on < input.starts_on) wrong('ends_on', '不能早于开班日期')
  if (input.ends_on > addDays(input.starts_on, 366)) wrong('ends_on', '一个班不超过一年')
  if (input.opens_at >= input.closes_at) wrong('opens_at', '要早于报名截止')
  if (dayOf(input.closes_at) > input.starts_on) wrong('closes_at', '不能晚于开班当天')
  if (input.quotas.reduce((sum, { seats }) => sum + seats, 0) > input.capacity)
    wrong('quotas', '预留名额合计超过了总名额')
  if (new Set(input.quotas.map(one => one.code)).size < input.quotas.length)
    wrong('quotas', '同一人群只预留一次')
  if (new Set(input.budget.map(one => one.item)).size < input.budget.length)
    wrong('budget', '同一项目只写一行')
  if (input.has_exam && input.exam_plan === '') wrong('exam_plan', '要考核的，请写考核方案')
  if (input.hours <= 0) wrong('hours', '请填写总学时')
}

/** The columns that an application sets. */
export function planned(input: Plan) {
  const { hours, quotas: kept, budget, plan_item_id, course_id, town, late_reason, ...plain } = input
  return {
    ...plain,
    plan_item_id: plan_item_id ?? null,
    course_id: course_id ?? null,
    town: town ?? null,
    late_reason: late_reason || null,
    hours_tenths: tenths(hours),
    quotas: JSON.stringify(kept.map(({ code, seats }) => ({ code, label: learnerGroups[code], seats }))),
    budget: JSON.stringify(budget),
    budget_fen: budget.reduce((sum, one) => sum + one.amount_fen, 0),
  }
}

export const knownClass = async (ctx: Ctx, row: TrainingClass | null): Promise<Record<string, unknown>> =>
  row
    ? {
        ...row,
        hours: row.hours_tenths / 10,
        opens_at: momentText(row.opens_at),
        closes_at: momentText(row.closes_at),
      }
    : {
        organiser: ctx.centre.name,
        place: ctx.centre.name,
        owner_id: ctx.actor.staffId ?? undefined,
        opens_at: `${dayOf(ctx.now)}T08:00`,
      }

export interface Amendment {
  about: string
  audience: string
  closes_at: Date
  capacity: number
  quotas: Plan['quotas']
}
export const amendment = z.object({
  about: words('培训介绍', 10, 3_000, { rows: 5, help: '对外公开。' }),
  audience: text('培训对象', 100),
  closes_at: moment('报名截止'),
  capacity: z.number().int().min(1).max(500).meta({ label: '名额', unit: '人' }),
  quotas,
}) as unknown as z.ZodType<Amendment>

export const quotasOf = ({ quotas: kept }: Pick<TrainingClass, 'quotas'>): Quota[] =>
  kept as unknown as Quota[]
export const budgetOf = ({ budget }: Pick<TrainingClass, 'budget'>): Line[] => budget as unknown as Line[]

export const writtenUp = z.object({
  summary: words('培训总结', 20, 5_000, { rows: 8, help: '组织情况、效果、问题和改进；进培训档案。' }),
}) as unknown as z.ZodType<{ summary: string }>

export interface Overspend {
  over_asked_fen: number
  reason: string
}
export const overspend = z.object({
  over_asked_fen: money('需要增加').min(1),
  reason: words('超出预算的原因', 4, 300),
}) as unknown as z.ZodType<Overspend>

/** 422 where the time that is left before the class is too short and nobody says why. */
export function refuseLate(ctx: Ctx, row: TrainingClass): void {
  const least = applyDays.of(ctx.centre)
  if (row.starts_on < addDays(dayOf(ctx.now), least) && !row.late_reason)
    throw invalid({ '': `离开班不足 ${least} 天，请先在“修改”中写明申请晚了的原因。` })
}
