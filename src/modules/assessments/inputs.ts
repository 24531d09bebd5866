import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files } from '#platform/forms'
import type { RowOf } from '#platform/workflow'
import { type Criterion, criteria, criterionKeys, farOff, type Scores } from './criteria.ts'
import { periodOf } from './effects.ts'
import { departing, suggested } from './facts.ts'
import { factsIn } from './queries/facts.ts'
import { assessable } from './queries.ts'
import { hintsOf } from './words.ts'

type Assessment = RowOf<'provider_assessment'>

const text = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(5)
    .max(500)
    .meta({ label, widget: 'textarea', ...(help && { help }) })

export const reason = (label: string, help?: string) => z.object({ reason: text(label, help) })

export const opening = async (ctx: Ctx) => {
  const providers = await assessable(ctx)
  if (providers.length === 0) throw invalid({ '': '没有可以评估的服务商：在库的都在评估中。' })
  return z.object({
    provider_id: z.enum(providers.map(one => one.id) as [string, ...string[]]).meta({
      label: '服务商',
      widget: 'select',
      options: providers.map(one => ({ value: one.id, label: one.name })),
    }),
    ...reason(
      '为什么提前评估',
      '到期的自动开始，不用在这里办。评估期从上次评估的次日或入库起，到昨天为止。对方能看到这里写的。',
    ).shape,
  }) as unknown as z.ZodType<{ provider_id: string; reason: string }>
}

export type Sheet = Scores & { opinion: string; reason?: string | undefined }

const mark = (key: Criterion, hint: string) =>
  z
    .number()
    .int()
    .min(0)
    .max(100)
    .meta({
      label: `${criteria[key].label}（占 ${criteria[key].weight}%）`,
      unit: '分',
      help: `${criteria[key].about}。${hint}`,
    })

/** The sheet with what the facts suggest; whoever departs from it says why. */
export async function sheet(ctx: Ctx, row: Assessment | null): Promise<z.ZodType<Sheet>> {
  const facts = row && (await factsIn(ctx, row.provider_id, periodOf(row)))
  const hints = facts && hintsOf(facts)
  const marks = criterionKeys.map(key => [key, mark(key, hints?.[key] ?? '满分 100。')])
  return z
    .object({
      ...(Object.fromEntries(marks) as Record<Criterion, z.ZodNumber>),
      opinion: text('评估意见', '做得好的、要改进的。会告知对方。'),
      reason: z
        .string()
        .trim()
        .max(500)
        .optional()
        .meta({
          label: '与建议相差较大的理由',
          widget: 'textarea',
          help: `有一项与建议分相差超过 ${farOff} 分的，必须说明。`,
        }),
    })
    .superRefine((input, check) => {
      const far = facts ? departing(input as unknown as Scores, suggested(facts)) : []
      const names = far.map(key => criteria[key].label).join('、')
      if (names && (input.reason ?? '').length < 5)
        check.addIssue({
          code: 'custom',
          path: ['reason'],
          message: `“${names}”与建议相差超过 ${farOff} 分，请说明理由`,
        })
    }) as unknown as z.ZodType<Sheet>
}

/** The sheet starts with what is suggested. */
export async function suggestions(ctx: Ctx, row: Assessment | null) {
  if (!row) return {}
  const marks = suggested(await factsIn(ctx, row.provider_id, periodOf(row)))
  return Object.fromEntries(Object.entries(marks).filter(([, suggestion]) => suggestion !== null))
}

export interface Statement {
  reason: string
  proof?: string[] | undefined
}
export const statement = reason('情况说明', '对得分或依据有不同看法的，逐项写明。').extend({
  proof: files(6).optional().meta({ label: '凭据' }),
}) as unknown as z.ZodType<Statement>

export interface Renewal {
  opinion: string
  agreement: string
  last_day: string
  agreement_files?: string[] | undefined
}
/** The agreement goes on under a new number. */
export const renewal = (label: string) => async (ctx: Ctx) =>
  z.object({
    opinion: z.string().trim().min(2).max(500).meta({ label, widget: 'textarea' }),
    agreement: z.string().trim().min(2).max(40).meta({ label: '新协议编号' }),
    last_day: z.iso
      .date('请填写日期')
      .refine(day => day > dayOf(ctx.now), '要晚于今天')
      .refine(day => day <= addDays(dayOf(ctx.now), longest), '最长五年')
      .meta({ label: '新协议止', widget: 'date' }),
    agreement_files: files(5).optional().meta({ label: '协议扫描件' }),
  }) as unknown as z.ZodType<Renewal>
const longest = 5 * 366

export interface Rectification {
  requirement: string
  days: number
}
export const rectification = z.object({
  requirement: text('整改什么', '写清问题、改到什么程度、要交什么凭据。会告知对方。'),
  days: z.number().int().min(1).max(366).default(10).meta({ label: '期限', unit: '个工作日' }),
}) as unknown as z.ZodType<Rectification>

export interface Report {
  report: string
  proof: string[]
}
export const report = z.object({
  report: text('整改情况'),
  proof: files(10)
    .refine(ids => ids.length > 0, '请上传整改的凭据')
    .meta({ label: '凭据', help: '照片、新的证照、制度文件等，可以用手机拍。' }),
}) as unknown as z.ZodType<Report>
