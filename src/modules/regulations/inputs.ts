import { z } from 'zod'
import { inWords } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import type { RowOf } from '#platform/workflow'
import { bindable, bindingOf, carriedOutBy, nameable, settingsBehind } from './bindings.ts'
import { articlesOf, versionOf } from './queries.ts'
import { asKept, ordinal, unknownIn } from './text.ts'

export type Regulation = RowOf<'regulation'>

/** The three of 4.5.1, and what a centre regulates besides. */
export const kinds = {
  access: '准入退出',
  feedback: '服务反馈与处置',
  supervision: '监督',
  other: '其他',
} as const
export type Kind = keyof typeof kinds

export interface Article {
  heading: string
  body: string
  bindings: string[]
}
export interface Content {
  kind: Kind
  number: string
  name: string
  effective_from?: string | undefined
  effective_until?: string | undefined
  articles: Array<Omit<Article, 'bindings'> & { bindings: string }>
}

const heading = z.string().trim().min(1).max(20).meta({ label: '条标', placeholder: '例如：受理' })
const body = z
  .string()
  .trim()
  .min(5)
  .max(1_000)
  .transform(asKept)
  .superRefine((text, context) => {
    for (const name of unknownIn(text))
      context.addIssue({ code: 'custom', message: `没有叫“${name}”的时限，请在条文里从「插入时限」选。` })
  })

/** Codes of what exists, as they travel with a row of the form. */
const codes = z.string().max(2_000).default('').meta({ widget: 'hidden' })

const number = z.string().trim().max(40).default('')
const contentFields = {
  kind: oneOf(kinds, '类别'),
  name: z.string().trim().min(4).max(60).meta({ label: '名称', placeholder: '例如：服务反馈与处置办法' }),
  number: number.meta({ label: '文号', help: '例如：怀电商〔2026〕3 号；审批时再填也可以。' }),
  effective_from: z.iso
    .date('请填写日期')
    .optional()
    .meta({ label: '施行日期', widget: 'date', help: '不填则批准当天施行。' }),
  effective_until: z.iso
    .date('请填写日期')
    .optional()
    .meta({ label: '有效期至', widget: 'date', help: '长期有效的不填；过了这一天自动废止。' }),
  articles: z
    .array(
      z.object({
        heading,
        body: body.meta({ label: '条文', widget: 'textarea', rows: 3 }),
        bindings: codes,
      }),
    )
    .min(1, '请至少写一条')
    .max(60, '最多 60 条')
    .meta({
      label: '条文',
      widget: 'rows',
      help: '按顺序编为第一条、第二条……时限写成大括号里的名称，例如 {服务反馈·受理时限}，显示为现行的值。保存后可以逐条插入时限、绑定程序。',
    }),
}

/** The whole text. */
export const content = z
  .object(contentFields)
  .refine(
    input => !input.effective_until || !input.effective_from || input.effective_until >= input.effective_from,
    { path: ['effective_until'], message: '不能早于施行日期' },
  ) as unknown as z.ZodType<Content>

export interface ArticleInput {
  article: number
  heading: string
  body: string
  insert?: string | undefined
  bindings: Array<{ code: string }>
}

/** One article, with what carries it out; which one says the link. */
export async function articleForm(
  ctx: Ctx,
  row: Regulation | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<ArticleInput>> {
  const articles = row ? await articlesOf(ctx, row.id, row.latest_version) : []
  const article = articles.find(one => one.rank === Number(raw.article))
  if (!article) throw notFound('这一条')
  const limits = nameable().map(setting => ({
    value: setting.code,
    label: `${setting.group} · ${setting.label}（现为 ${inWords(setting, setting.of(ctx.centre))}）`,
  }))
  return z.object({
    article: z.coerce.number().pipe(z.literal(article.rank)).meta({ widget: 'hidden' }),
    heading,
    body: body.meta({
      label: `${ordinal(article.rank)}条文`,
      widget: 'textarea',
      rows: 6,
      help: '大括号里是时限的名称，显示为现行的值。',
    }),
    insert: z
      .enum(limits.map(one => one.value) as [string])
      .optional()
      .meta({
        label: '插入时限或数量',
        widget: 'select',
        options: limits,
        help: '加在条文末尾，写成大括号里的名称；再打开这一条，可以挪到合适的位置。',
      }),
    bindings: z
      .array(
        z.object({
          code: z
            .string()
            .refine(code => bindingOf(code) !== null, '请从列出的选项中选择')
            .meta({ label: '由程序的哪一处执行', widget: 'select', options: bindable(ctx.centre) }),
        }),
      )
      .max(8, '最多绑定 8 处')
      .default([])
      .meta({ label: '绑定', widget: 'rows', help: '条文里写到的时限自动绑定，不必再选。' }),
  }) as unknown as z.ZodType<ArticleInput>
}

export interface Approval {
  number: string
  effective_from?: string | undefined
  /** The day from which it holds, where that is still to come. */
  from: string | null
}

/** Approval gives the number and says from when it holds. */
export async function approval(ctx: Ctx, row: Regulation | null): Promise<z.ZodType<Approval>> {
  const version = row && (await versionOf(ctx, row.id, row.latest_version))
  const today = dayOf(ctx.now)
  return z
    .object({
      number: z
        .string()
        .trim()
        .min(2)
        .max(40)
        .meta({ label: '文号', placeholder: `例如：怀电商〔${today.slice(0, 4)}〕3 号` }),
      effective_from: z.iso
        .date('请填写日期')
        .refine(day => day >= today, '施行日期不能早于今天')
        .optional()
        .meta({ label: '施行日期', widget: 'date', help: '不填则今天施行；填以后的日期，到那天自动施行。' }),
    })
    .refine(
      input => !version?.effective_until || (input.effective_from ?? today) <= version.effective_until,
      { path: ['effective_from'], message: `有效期至 ${version?.effective_until}，施行日期不能晚于这一天` },
    )
    .transform(input => ({
      ...input,
      from: input.effective_from && input.effective_from > today ? input.effective_from : null,
    })) as unknown as z.ZodType<Approval>
}

export interface LimitChange {
  code: string
  value: unknown
  agreed: boolean
}

/** 修改时限: the bound setting's own schema, and a confirmation that says what changes with it. */
export async function limitForm(
  ctx: Ctx,
  row: Regulation | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<LimitChange>> {
  const articles = row?.version ? await articlesOf(ctx, row.id, row.version) : []
  const bound = settingsBehind(
    articles.flatMap(article => article.bindings.flatMap(code => bindingOf(code) ?? [])),
  )
  const setting = bound.find(one => one.code === raw.code)
  if (!setting) throw notFound('这项时限')
  const uses = carriedOutBy(setting)
  const what = uses.length > 0 ? uses.join('、') : `「${setting.group}」里按这项设置办理的事项`
  return z.object({
    code: z.literal(setting.code).meta({ widget: 'hidden' }),
    value: setting.schema.meta({ label: setting.label, ...(setting.unit && { unit: setting.unit }) }),
    agreed: z
      .boolean()
      .refine(agreed => agreed, '请先看清改的是什么，再勾选确认')
      .meta({
        label: `确认修改：${what}随之改变`,
        widget: 'checkbox',
        help: '改的就是「设置」里的这一项，条文同时显示新的值；以后开始计时的按新的值，已经在计时的不变。',
      }),
  }) as unknown as z.ZodType<LimitChange>
}

/** A number belongs to one regulation. */
export async function refuseSameNumber(ctx: Ctx, row: Regulation, given: string): Promise<void> {
  const other = await ctx.db
    .selectFrom('regulation_version')
    .select('name')
    .where('number', '=', given)
    .where('regulation_id', '!=', row.id)
    .where('approved_at', 'is not', null)
    .executeTakeFirst()
  if (other) throw invalid({ number: `这个文号已用于《${other.name}》。` })
}
