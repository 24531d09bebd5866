import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { type FormDefinition, files, formDefinition, oneOf } from '#platform/forms'
import type { Appraisal } from './people.ts'
import { registerOf, registers } from './registers.ts'
import { itemLabel, itemsIn, scoresIn } from './scores.ts'
import { mostDrawn } from './settings.ts'
import { drawnMethods } from './words.ts'

/** The forms of an appraisal. */

export const text = (label: string, least: number, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, widget: 'textarea', rows: 3, ...(help && { help }) })

export interface Reason {
  reason: string
}
export const reason = (label: string, help?: string) => z.object({ reason: text(label, 4, 500, help) })

export interface Script {
  opening: string
  fields: FormDefinition['fields']
}
export const script = z.object({
  opening: text('开头怎么说', 10, 500, '先说明身份、来意和怎么用回答；不诱导、不提示该怎么答。'),
  fields: formDefinition.shape.fields.meta({ label: '问什么', widget: 'rows', help: '按顺序问。' }),
}) as unknown as z.ZodType<Script>
export const knownScript = async (_ctx: Ctx, row: Appraisal | null) => ({
  opening: row?.opening ?? '',
  fields: (row?.script as { fields?: unknown } | undefined)?.fields ?? [],
})
export interface Drawing {
  register: string
  method: keyof typeof drawnMethods
  size: number
  seed: string
}
export const drawing = async (ctx: Ctx) => {
  const most = mostDrawn.of(ctx.centre)
  return z
    .object({
      register: z.enum(registers.map(one => one.name) as [string, ...string[]]).meta({
        label: '从哪本台账抽',
        widget: 'select',
        options: registers.map(one => ({ value: one.name, label: `${one.label}（第 ${one.clause} 条）` })),
      }),
      method: oneOf(drawnMethods, '怎样核查', 'radio'),
      size: z
        .number()
        .int()
        .min(1)
        .max(most)
        .meta({ label: '抽几个', unit: '个', help: `一次最多 ${most} 个。` }),
      seed: z
        .string()
        .trim()
        .regex(/^(?:\p{L}|\p{N}|-){4,40}$/u, '4–40 个汉字、字母或数字')
        .meta({
          label: '种子',
          help: '由评价人员自己定，如当天的日期加几位数字。同样的名单和种子，任何人重算都得到同样的结果；每次抽样都写进报告。',
        }),
    })
    .superRefine((input, issues) => {
      if (input.method === 'phone' && !registerOf(input.register)?.person)
        issues.addIssue({
          code: 'custom',
          path: ['method'],
          message: '这本台账没有可以打电话的人，请选材料核查',
          input: undefined,
        })
    }) as unknown as z.ZodType<Drawing>
}

export interface Scored {
  scores: Record<string, number | undefined>
  remarks: Record<string, string>
}
/** One mark an item, to be filled in over time: what is left empty stays as it was. */
export async function scored(_ctx: Ctx, row: Appraisal | null) {
  const items = row ? itemsIn(row) : []
  const marks = items.map(item => [
    item.key,
    z
      .number()
      .min(0)
      .max(item.points / 10, `最多 ${item.points / 10} 分`)
      .refine(mark => Number.isInteger(Math.round(mark * 1e6) / 1e5), '最多一位小数')
      .optional()
      .meta({
        label: itemLabel(item),
        unit: '分',
        help: [`满分 ${item.points / 10} 分`, item.standard].filter(Boolean).join('；'),
      }),
  ])
  const remarks = items.map(item => [
    item.key,
    z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ label: `依据：${item.text}`, widget: 'textarea', rows: 2 }),
  ])
  return z
    .object({
      scores: z.object(Object.fromEntries(marks)).prefault({}),
      remarks: z.object(Object.fromEntries(remarks)).prefault({}),
    })
    .superRefine((input, issues) => {
      const { scores, remarks } = input as unknown as Scored
      for (const item of items) {
        const mark = scores[item.key]
        if (mark !== undefined && mark * 10 < item.points && !remarks[item.key])
          issues.addIssue({
            code: 'custom',
            path: ['remarks', item.key],
            message: '没有给满分的，请写依据',
            input: undefined,
          })
      }
    }) as unknown as z.ZodType<Scored>
}
export async function knownScores(_ctx: Ctx, row: Appraisal | null) {
  const known = row ? scoresIn(row) : {}
  const entries = Object.entries(known)
  return {
    scores: Object.fromEntries(entries.map(([key, { score }]) => [key, score / 10])),
    remarks: Object.fromEntries(entries.map(([key, { remark }]) => [key, remark])),
  }
}

export interface Concluded {
  conclusion: string
}
export const concluded = z.object({
  conclusion: z.string().trim().min(20).max(4_000).meta({
    label: '总体结论',
    widget: 'textarea',
    rows: 8,
    help: '怎样评价的、做得好的、主要问题、建议。方法、抽样、得分和问题清单由系统写进报告，不用重复。',
  }),
})

export interface Reply {
  reply: string
  papers?: string[] | undefined
}
export async function replied(ctx: Ctx, row: Appraisal | null) {
  const open = row
    ? await ctx.db
        .selectFrom('appraisal_finding')
        .select('number')
        .where('appraisal_id', '=', row.id)
        .where('state', '=', 'issued')
        .orderBy('number')
        .limit(200)
        .execute()
    : []
  if (open.length > 0)
    throw conflict(`问题 ${open.map(one => one.number).join('、')} 还没有答复，请逐个认可或者提出异议。`)
  return z.object({
    reply: text('总的答复', 10, 2_000, '对报告的总体意见、改进的打算。'),
    papers: files(6).optional().meta({ label: '附件' }),
  }) as unknown as z.ZodType<Reply>
}

export interface FinalWord {
  final_word: string
}
export async function finalWord(ctx: Ctx, row: Appraisal | null) {
  const open = row
    ? await ctx.db
        .selectFrom('appraisal_finding')
        .select('number')
        .where('appraisal_id', '=', row.id)
        .where('state', '=', 'contested')
        .orderBy('number')
        .limit(200)
        .execute()
    : []
  if (open.length > 0)
    throw conflict(`问题 ${open.map(one => one.number).join('、')} 有异议，请先复核，维持或者撤回。`)
  return z.object({
    final_word: text('定稿说明', 10, 2_000, '对中心答复的意见；撤回了问题、改了得分的，说明改了什么。'),
  })
}

export interface Accepted {
  opinion: string
}
export const accepted = z.object({
  opinion: z
    .string()
    .trim()
    .max(500)
    .default('')
    .meta({ label: '签收意见', widget: 'textarea', rows: 2, help: '没有可以不填。' }),
})
