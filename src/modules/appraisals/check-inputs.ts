import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { compileForm, type FormDefinition, files, oneOf } from '#platform/forms'
import { text } from './inputs.ts'
import type { Check } from './people.ts'
import { type Method, type Outcome, outcomes, visitMethods } from './words.ts'

/** The forms of what was looked into. Nothing is chosen beforehand. */

export interface Picked {
  appraisal_id: string
  draw_id: string
  rank: number
  method: Method
  register: string
  record_id: string
  title: string
}
export const picked = z.object({
  ...{ appraisal_id: z.uuid(), draw_id: z.uuid(), rank: z.number().int(), method: z.string() },
  ...{ register: z.string(), record_id: z.uuid(), title: z.string() },
}) as unknown as z.ZodType<Picked>

interface Judged {
  outcome: Outcome
  contradiction: string
}
const judged = {
  outcome: oneOf(outcomes, '和记录对得上吗', 'radio'),
  contradiction: z.string().trim().max(500).default('').meta({
    label: '哪里对不上',
    widget: 'textarea',
    rows: 2,
    help: '与记录不符的必填：记录怎么写，实际是什么。不写他人姓名和电话。',
  }),
}
const saysWhere = (input: Judged, issues: z.RefinementCtx): void => {
  if (input.outcome === 'contradicts' && input.contradiction === '')
    issues.addIssue({
      code: 'custom',
      path: ['contradiction'],
      message: '请写明哪里对不上',
      input: undefined,
    })
}

export interface Reached extends Judged {
  answers: Record<string, unknown>
  note: string
}
/** What is asked stands in the script; the caller notes what was said. */
export async function reached(ctx: Ctx, row: Check | null) {
  const found = row
    ? await ctx.db
        .selectFrom('appraisal')
        .select('script')
        .where('id', '=', row.appraisal_id)
        .executeTakeFirst()
    : undefined
  const script = (found?.script ?? { fields: [] }) as unknown as FormDefinition
  return z
    .object({
      ...(script.fields.length > 0 && { answers: compileForm(script, dayOf(ctx.now)) }),
      ...judged,
      note: z.string().trim().max(1_000).default('').meta({
        label: '原话',
        widget: 'textarea',
        rows: 3,
        help: '只有评价人员能看；报告里不写是谁说的。',
      }),
    })
    .superRefine(saysWhere) as unknown as z.ZodType<Reached>
}

export interface Examined extends Judged {
  note: string
  photos?: string[] | undefined
}
const noted = {
  ...judged,
  note: text('看到了什么', 4, 2_000, '看了哪些材料，怎样核对的，结果是什么。'),
  photos: files(8).optional().meta({ label: '照片、附件' }),
}
export const examined = z.object(noted).superRefine(saysWhere) as unknown as z.ZodType<Examined>

export interface Visit extends Examined {
  appraisal_id: string
  method: keyof typeof visitMethods
  title: string
  done_on: string
}
export const visit = async (ctx: Ctx) =>
  z
    .object({
      appraisal_id: z.uuid().meta({ widget: 'hidden' }),
      method: oneOf(visitMethods, '方式', 'radio'),
      title: z.string().trim().min(2).max(60).meta({
        label: '地点或题目',
        help: '如：月山镇服务站，请站长当场操作代办登记。',
      }),
      done_on: z.iso
        .date('请填写日期')
        .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
        .meta({ label: '日期', widget: 'date' }),
      ...noted,
    })
    .superRefine(saysWhere) as unknown as z.ZodType<Visit>
