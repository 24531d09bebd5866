import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { noId } from '#platform/ids'
import { periodFrom } from '#platform/periods'
import {
  type Definition,
  definition,
  type Question,
  type TypedQuestion,
  typedOf,
  typedQuestion,
} from './definition.ts'
import type { Questionnaire, Survey } from './people.ts'
import { themes } from './settings.ts'
import { outcomes } from './words.ts'

export { definitionOf } from './definition.ts'

/** The forms of surveys. */

const text = (label: string, least: number, most: number, help?: string) =>
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

export interface Written {
  title: string
  opening: string
  questions: TypedQuestion[]
  note: string
}
export interface Coded {
  code: string
}
const writtenShape = {
  title: z.string().trim().min(4).max(40).meta({ label: '名称' }),
  opening: text('开头的话', 10, 300, '说明为什么问、要多久、怎样保密。'),
  questions: z.array(typedQuestion).min(1, '请至少写一题').max(30, '最多 30 题').meta({
    label: '问题',
    widget: 'rows',
    help: '要有一道必答的总体评价（五级评价）。问法不要引导，不问姓名、电话。“只在…时问”写成：1=自己在网上办。',
  }),
  note: z.string().trim().max(200).default('').meta({ label: '这一版改了什么', widget: 'textarea', rows: 2 }),
}
export const written = z.object(writtenShape) as unknown as z.ZodType<Written>
export const newQuestionnaire = z.object({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, '用小写字母、数字和短横线，以字母开头')
    .meta({ label: '编号', help: '用小写字母和数字；同一编号的各版才能比较。' }),
  ...writtenShape,
}) as unknown as z.ZodType<Written & Coded>

export const knownQuestionnaire = async (_ctx: Ctx, row: Questionnaire | null) =>
  row
    ? {
        ...{ title: row.title, opening: row.opening, note: row.note },
        questions: typedOf(row.definition as unknown as Definition),
      }
    : {}

export interface Imported {
  text: string
  note: string
}
export const imported = z.object({
  text: z.string().trim().min(20).max(60_000).meta({
    label: '问卷文件的内容',
    widget: 'textarea',
    rows: 12,
    help: '从别的中心导出的问卷文件，用记事本打开，全部复制到这里。',
  }),
  note: z.string().trim().max(200).default('').meta({ label: '从哪里来', widget: 'textarea', rows: 2 }),
})

/** What is exported, and read back. */
export interface Exported {
  format: 'questionnaire/1'
  code: string
  version: number
  title: string
  opening: string
  questions: Question[]
}
const exported = z.strictObject({
  format: z.literal('questionnaire/1'),
  code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  version: z.number().int().min(1),
  title: z.string().trim().min(4).max(40),
  opening: z.string().trim().min(10).max(300),
  questions: z.array(z.unknown()).max(30),
})

/** 422 that says where it is wrong. */
export function readExport(source: string): Omit<Exported, 'format'> {
  const wrong = (where: string): never => {
    throw invalid({ text: `这不是完整的问卷文件：${where}` })
  }
  let raw: unknown
  try {
    raw = JSON.parse(source)
  } catch {
    return wrong('内容残缺，请重新复制全部内容')
  }
  const head = exported.safeParse(raw)
  if (!head.success) return wrong(whereOf(head.error))
  const read = definition.safeParse({ questions: head.data.questions })
  if (!read.success) return wrong(whereOf(read.error))
  return { ...head.data, questions: read.data.questions }
}

const whereOf = ({ issues: [first] }: z.ZodError): string => {
  const at = first?.path.find(part => typeof part === 'number')
  return `${at === undefined ? '开头' : `第 ${Number(at) + 1} 题`}，${first?.message ?? ''}`
}

export interface Revised {
  questionnaire_id: string
}
export const revised = z.object({ questionnaire_id: z.uuid().meta({ widget: 'hidden' }) })

export interface Checked {
  neutral: boolean
  private: boolean
  remark: string
}
const box = (label: string) =>
  z.boolean().refine(Boolean, '请逐项看过再勾选；有问题的退回修改').meta({ label, widget: 'checkbox' })
export const checked = z.object({
  neutral: box('问法不引导，选项齐全，没有预先选好的答案'),
  private: box('没有问姓名、电话、证件等认得出人的内容'),
  remark: z.string().trim().max(300).default('').meta({ label: '检查意见', widget: 'textarea', rows: 2 }),
}) as unknown as z.ZodType<Checked>

export interface Opened {
  period: string
  from_day: string
  until_day: string
  round_id?: string | null | undefined
}
export const opened = z.object({
  period: z.string(),
  ...{ from_day: z.iso.date(), until_day: z.iso.date() },
  round_id: z.uuid().nullish(),
})
export const titleOf = (period: string): string => `${periodFrom(period).label}服务对象满意度调查`

export interface Chosen {
  questionnaire_id: string
}
export async function chosen(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('questionnaire')
    .select(['id', 'title', 'version'])
    .where('state', '=', 'in_use')
    .orderBy('code')
    .limit(50)
    .execute()
  if (rows.length === 0) throw conflict('没有使用中的问卷，请先编写一份，由另一人检查后启用。')
  return z.object({
    questionnaire_id: oneOf(
      Object.fromEntries(rows.map(row => [row.id, `${row.title}（第 ${row.version} 版）`])),
      '问卷',
      'radio',
    ),
  }) as unknown as z.ZodType<Chosen>
}

export interface Invited {
  survey_id: string
  turn: number
  token: string
}
export const invited = z.object({
  survey_id: z.uuid(),
  turn: z.number().int(),
  token: z.string().min(20).meta({ secret: true }),
})
export interface Linked {
  token: string
}
export const linked = z.object({ token: z.string().min(20).meta({ secret: true }) })

export interface Tried {
  last_try: keyof typeof outcomes
  call_at?: string | undefined
  never: boolean
}
export const tried = z
  .object({
    last_try: oneOf(outcomes, '结果', 'radio'),
    call_at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, '请填写日期和时间')
      .optional()
      .meta({ label: '约在什么时候', widget: 'datetime', help: '另约时间的填。' }),
    never: z.boolean().default(false).meta({ label: '以后不要再打扰', widget: 'checkbox' }),
  })
  .superRefine((input, issues) => {
    if (input.last_try === 'later' && !input.call_at)
      issues.addIssue({ code: 'custom', path: ['call_at'], message: '请填写约好的时间', input: undefined })
  }) as unknown as z.ZodType<Tried>

/** Words that nobody has sorted yet, so many in one form; each with the themes that the centre has set. */
export interface Sorted {
  words: Record<string, string[]>
}
const sortedAtOnce = 20
export async function sorted(ctx: Ctx, row: Survey | null) {
  const rows = await ctx.db
    .selectFrom('survey_words')
    .select(['id', 'text'])
    .where('survey_id', '=', row?.id ?? noId)
    .where('themes', 'is', null)
    .orderBy('id')
    .limit(sortedAtOnce)
    .execute()
  const options = themesOf(ctx).map(value => ({ value, label: value }))
  return z.object({
    words: z.object(
      Object.fromEntries(
        rows.map(one => [
          one.id,
          z
            .array(z.enum(options.map(option => option.value) as [string]))
            .min(1, '请至少选一类')
            .max(4)
            .meta({ label: one.text, widget: 'checkboxes', options }),
        ]),
      ),
    ),
  }) as unknown as z.ZodType<Sorted>
}
export const themesOf = (ctx: Ctx): string[] => [...new Set(themes.of(ctx.centre).split('、'))]

export interface Concluded {
  conclusion: string
}
export const concluded = z.object({
  conclusion: text('结论', 10, 1_000, '怎样调查、多少人答、总体如何、哪里不够；会随结果公布，不写个人。'),
})
