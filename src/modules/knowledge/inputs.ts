import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { oneOf } from '#platform/forms'
import type { RowOf } from '#platform/workflow'
import { type Basis, type Form, forms, type Kind, kinds } from './codes.ts'
import { topicChoices, versionOf } from './queries.ts'
import { usualMonths } from './settings.ts'

export type Entry = RowOf<'knowledge_entry'>

export interface Content {
  form: Form
  kind: Kind
  topic_id?: string | undefined
  title: string
  body: string
  basis: Basis[]
  valid_until: string
}

const optional = (max: number, label: string, placeholder = '') =>
  z
    .string()
    .trim()
    .max(max)
    .optional()
    .meta({ label, ...(placeholder && { placeholder }) })

const basis = z.object({
  name: z
    .string()
    .trim()
    .min(2)
    .max(80)
    .meta({ label: '名称', placeholder: '例如：《中华人民共和国电子商务法》' }),
  number: optional(60, '文号或条款', '例如：第十条'),
  link: z
    .url({ protocol: /^https?$/, error: '请填写以 http 开头的网址' })
    .max(300)
    .optional()
    .meta({ label: '网址' }),
})

export async function content(ctx: Ctx): Promise<z.ZodType<Content>> {
  const topics = await topicChoices(ctx)
  const today = dayOf(ctx.now)
  return z.object({
    form: oneOf(forms, '写成', 'radio'),
    kind: oneOf(kinds, '类型', 'radio'),
    ...(topics.length > 0 && {
      topic_id: z
        .enum(topics.map(one => one.value) as [string, ...string[]])
        .optional()
        .meta({ label: '主题', widget: 'select', options: topics }),
    }),
    title: z.string().trim().min(4).max(80).meta({
      label: '标题或问题',
      help: '常见问答照群众的问法写，例如：在家开网店要不要办营业执照？',
    }),
    body: z.string().trim().min(10).max(10_000).meta({
      label: '内容或答案',
      widget: 'textarea',
      rows: 12,
      help: '先说结论，再说怎么办、到哪里办。空一行即另起一段；网址会变成链接。不要写任何人的姓名、电话。',
    }),
    basis: z.array(basis).max(8, '最多 8 项').default([]).meta({ label: '依据', widget: 'rows' }),
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day > today, '请填写今天以后的日期')
      .meta({ label: '有效期至', widget: 'date', help: '到期前没有变化的，确认一次即可延长。' }),
  }) as unknown as z.ZodType<Content>
}

/** What the form starts with: the text as it stands, or for a new one its usual validity. */
export async function start(ctx: Ctx, row: Entry | null): Promise<Record<string, unknown>> {
  const usual = usualUntil(ctx)
  const known = row && (await versionOf(ctx, row.id, row.latest_version))
  if (!known) return { valid_until: usual }
  const lasting = known.valid_until && known.valid_until > dayOf(ctx.now) ? known.valid_until : usual
  return { ...known, valid_until: lasting }
}

export function usualUntil(ctx: Ctx): string {
  const until = new Date(ctx.now)
  until.setUTCMonth(until.getUTCMonth() + usualMonths.of(ctx.centre))
  return dayOf(until)
}

export const confirmation = async (ctx: Ctx) =>
  z.object({
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day > dayOf(ctx.now), '请填写今天以后的日期')
      .meta({ label: '有效期延长至', widget: 'date' }),
    reason: z.string().trim().min(4).max(300).meta({
      label: '核对情况',
      widget: 'textarea',
      help: '核对了什么，例如：已查对网站，文件仍有效，办理地点没有变。',
    }),
  })

export const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })
