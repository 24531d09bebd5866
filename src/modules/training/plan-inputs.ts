import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import { choice, classHours, money, text, words } from './fields.ts'
import { coursesInUse } from './queries/choices.ts'
import { itemsOf } from './queries/plans.ts'
import { type Kind, kinds } from './words.ts'

export type YearPlan = RowOf<'training_plan'>

export interface Item {
  code?: string | undefined
  title: string
  kind: Kind
  audience: string
  goal: string
  months: string
  course_id?: string | undefined
  outline: string
  hours: number
  classes: number
  people: number
  budget_fen: number
  certificate: string
}
export interface Planning {
  year: number
  basis: string
  goal: string
  survey_id?: string | undefined
  change?: string | undefined
  plan_id?: string | undefined
  items: Item[]
}

const whole = (label: string, most: number, more: object = {}) =>
  z
    .number()
    .int()
    .min(1)
    .max(most)
    .meta({ label, ...more })

async function fields(ctx: Ctx) {
  const [courses, surveys] = await Promise.all([
    coursesInUse(ctx),
    ctx.db
      .selectFrom('training_survey')
      .select(['id', 'title'])
      .where('state', 'in', ['open', 'closed'])
      .orderBy('id', 'desc')
      .limit(30)
      .execute(),
  ])
  return {
    basis: words('依据', 4, 1_000, { rows: 3, help: '需求调查的结论、上级文件等。' }),
    ...(surveys.length > 0 && {
      survey_id: choice(
        '依据的需求调查',
        surveys.map(({ id, title }) => ({ value: id, label: title })),
      ),
    }),
    goal: words('总目标', 4, 1_000, { rows: 3 }),
    items: z
      .array(
        z.object({
          code: z.string().max(10).optional().meta({ widget: 'hidden' }),
          title: words('项目', 2, 40),
          kind: oneOf(kinds, '类别'),
          audience: words('培训对象', 2, 60),
          goal: words('目标', 2, 100),
          months: words('时间', 2, 30, { placeholder: '例如：4 月至 6 月' }),
          ...(courses.length > 0 && { course_id: choice('课程', courses) }),
          outline: text('大纲要点', 120),
          hours: classHours('每班学时'),
          classes: whole('期数', 200, { unit: '期' }),
          people: whole('人次', 100_000, { unit: '人次' }),
          budget_fen: money('预算'),
          certificate: text('证书', 40),
        }),
      )
      .min(1, '请至少列一个项目')
      .max(60)
      .meta({ label: '培训项目', widget: 'rows' }),
  }
}

/** The plan of a year, item by item. */
export async function planning(ctx: Ctx) {
  return z.object({
    year: z.number().int().min(2020).max(2100).meta({ label: '年度', unit: '年' }),
    ...(await fields(ctx)),
  }) as unknown as z.ZodType<Planning>
}

/** A new version of a plan, or the draft of one. */
export async function revising(ctx: Ctx, row: YearPlan | null, raw: Record<string, unknown>) {
  const old = row ?? (await planFor(ctx, raw.plan_id))
  return z.object({
    ...(!row && { plan_id: z.literal(old.id).meta({ widget: 'hidden' }) }),
    ...((row === null || row.version > 1) && { change: words('调整了什么，为什么', 4, 500, { rows: 2 }) }),
    ...(await fields(ctx)),
  }) as unknown as z.ZodType<Planning>
}

export async function planFor(ctx: Ctx, id: unknown): Promise<YearPlan> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('training_plan').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw notFound('这份计划')
  return row
}

export const knownPlan = async (ctx: Ctx, row: YearPlan | null): Promise<Record<string, unknown>> =>
  row
    ? {
        ...row,
        items: (await itemsOf(ctx, row.id)).map(item => ({ ...item, hours: item.hours_tenths / 10 })),
      }
    : { year: Number(dayOf(ctx.now).slice(0, 4)) }
