import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { inspectables } from '#platform/inspectable'
import type { RowOf } from '#platform/workflow'
import { leastInspectors } from './settings.ts'

/** The forms of a plan. */

export interface Planning {
  title: string
  basis: string
  kinds: string[]
  measure: 'count' | 'share'
  amount: number
  inspectors_each: number
  sheet_id: string
  first_day: string
  last_day: string
  number_source: string
}

export const measures = { count: '抽几个', share: '抽百分之几' } as const

export async function planning(ctx: Ctx) {
  const sheets = await sheetsInUse(ctx)
  if (sheets.length === 0) throw invalid({ '': '请先设计一张检查表，再拟订计划。' })
  const least = leastInspectors.of(ctx.centre)
  return z
    .object({
      title: z
        .string()
        .trim()
        .min(4)
        .max(60)
        .meta({ label: '计划名称', help: '如：2026 年下半年服务商检查。' }),
      basis: z
        .string()
        .trim()
        .min(2)
        .max(300)
        .meta({ label: '检查依据', widget: 'textarea', rows: 2, help: '制度、文件或上级部署。' }),
      kinds: z
        .array(z.enum([...inspectables.keys()] as [string, ...string[]]))
        .min(1, '请至少选一类')
        .meta({
          label: '从哪些名单里抽',
          widget: 'checkboxes',
          options: [...inspectables].map(([value, { label }]) => ({ value, label })),
        }),
      measure: z.enum(Object.keys(measures) as [keyof typeof measures]).meta({
        label: '怎样抽',
        widget: 'radio',
        options: Object.entries(measures).map(([value, label]) => ({ value, label })),
      }),
      amount: z.number().int().min(1).max(1_000).meta({ label: '数量或百分比' }),
      inspectors_each: z
        .number()
        .int()
        .min(least)
        .max(5)
        .default(least)
        .meta({ label: '每个对象的检查人员', unit: '名', help: `不少于 ${least} 名。` }),
      sheet_id: z.enum(sheets.map(one => one.id) as [string, ...string[]]).meta({
        label: '检查表',
        widget: 'select',
        options: sheets.map(one => ({ value: one.id, label: one.name })),
      }),
      first_day: z.iso.date('请填写日期').meta({ label: '检查从', widget: 'date' }),
      last_day: z.iso.date('请填写日期').meta({ label: '到', widget: 'date' }),
      number_source: z.string().trim().min(4).max(120).meta({
        label: '用哪个公开的号码抽取',
        help: '写明抽取时才会产生、谁都能查到的号码，如：抽取当日福利彩票双色球开奖号码。随计划公示，不能再改。',
      }),
    })
    .refine(input => input.last_day >= input.first_day, { path: ['last_day'], error: '不能早于开始的日期' })
    .refine(input => input.measure === 'count' || input.amount <= 100, {
      path: ['amount'],
      error: '百分比不能超过 100',
    }) as unknown as z.ZodType<Planning>
}

const sheetsInUse = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inspection_sheet')
    .select(['id', 'name'])
    .where('state', '=', 'in_use')
    .orderBy('name')
    .limit(100)
    .execute()

export interface Drawing {
  number: string
  witnesses: Array<{ name: string; unit: string }>
}
export const drawing = async (_ctx: Ctx, row: RowOf<'inspection_plan'> | null) =>
  z.object({
    number: z
      .string()
      .trim()
      .transform(text => text.replaceAll(/[\s,，、+-]/g, ''))
      .pipe(z.string().regex(/^\d{4,60}$/, '请填写至少 4 位数字'))
      .meta({ label: '公开的号码', help: row ? `公示的是：${row.number_source}。只填数字。` : '只填数字。' }),
    witnesses: z
      .array(
        z.object({
          name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
          unit: z.string().trim().min(2).max(40).meta({ label: '单位或身份' }),
        }),
      )
      .min(2, '至少有两名见证人')
      .max(10)
      .refine(all => new Set(all.map(one => one.name)).size === all.length, '见证人不能是同一个人')
      .meta({ label: '见证人', help: '当场看到号码和抽取结果的人，随结果公开。' }),
    record: z.string().trim().max(300).default('').meta({ label: '过程记录', widget: 'textarea', rows: 2 }),
  }) as unknown as z.ZodType<Drawing & { record: string }>

/** 3 个 / 20% */
export const amountInWords = ({ measure, amount }: Pick<Planning, 'measure' | 'amount'>): string =>
  measure === 'count' ? `${amount} 个` : `${amount}%`

export const kindLabel = (kind: string): string => inspectables.get(kind)?.label ?? kind

/** What the draw sends a team out with. */
export interface Assignment {
  plan_id: string
  plan_title: string
  target: number
  kind: string
  target_id: string
  target_name: string
  party_id: string | null
  sheet_id: string
  sheet_version: number
  first_day: string
  last_day: string
  inspector_ids: string[]
}
export const assignment = z.object({
  plan_id: z.uuid(),
  plan_title: z.string(),
  target: z.number().int(),
  kind: z.string(),
  target_id: z.uuid(),
  target_name: z.string(),
  party_id: z.uuid().nullable(),
  sheet_id: z.uuid(),
  sheet_version: z.number().int(),
  first_day: z.string(),
  last_day: z.string(),
  inspector_ids: z.array(z.uuid()),
})

/** What a finding is ordered to be put right with. */
export interface Order {
  inspection_id: string
  target_name: string
  party_id: string | null
  inspector_ids: string[]
  point: string
  finding: string
  requirement: string
  due_days: number
}
export const order = z.object({
  inspection_id: z.uuid(),
  target_name: z.string(),
  party_id: z.uuid().nullable(),
  inspector_ids: z.array(z.uuid()),
  point: z.string(),
  finding: z.string(),
  requirement: z.string(),
  due_days: z.number().int(),
})
