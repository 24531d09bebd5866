import { z } from 'zod'
import { type PartyKind, partyKinds } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import { newId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import { type Level, levels, type Topic, topics, type WindowKind, windowKinds } from './codes.ts'
import { filesOfVersion, replaceable, versionOf } from './queries.ts'
import { regionsOf } from './regions.ts'

export type Policy = RowOf<'policy'>

export interface Content {
  title: string
  number: string
  issuer: string
  level: Level
  issued_on: string
  from_on: string
  until_on?: string | undefined
  region: string
  audience: PartyKind[]
  topics: Topic[]
  window_kind: WindowKind
  opens_on?: string | undefined
  closes_on?: string | undefined
  place: string
  contact: string
  amount: string
  amount_fen?: number | undefined
  plain_gains: string
  plain_who: string
  plain_how: string
  plain_when: string
  body: string
  source: string
  replaces?: string | undefined
  change_note?: string | undefined
}

const text = (label: string, most: number, more: { help?: string; placeholder?: string } = {}) =>
  z
    .string()
    .trim()
    .min(2)
    .max(most)
    .meta({ label, ...more })
const optionalText = (label: string, most: number, more: { help?: string; placeholder?: string } = {}) =>
  z
    .string()
    .trim()
    .max(most)
    .default('')
    .meta({ label, ...more })
const day = (label: string, help?: string) =>
  z.iso.date('请填写日期').meta({ label, widget: 'date', ...(help && { help }) })
const several = <K extends string>(of: Record<K, string>, label: string) =>
  z
    .array(z.enum(Object.keys(of) as [K, ...K[]]))
    .min(1)
    .meta({
      label,
      widget: 'checkboxes',
      options: Object.entries<string>(of).map(([value, words]) => ({ value, label: words })),
    })
const plain = (label: string, help: string) =>
  z.string().trim().min(4).max(200).meta({ label, help, widget: 'textarea', rows: 2 })

const about = (regions: Record<string, string>) => ({
  title: text('标题', 80),
  number: optionalText('文号', 40, { placeholder: '例如：怀电商办〔2026〕3号' }),
  issuer: text('发文机关', 60),
  level: oneOf(levels, '层级'),
  issued_on: day('公布日期'),
  from_on: day('施行日期'),
  until_on: day('有效期至', '长期有效的不填；过了这一天自动失效。').optional(),
  region: oneOf(regions, '适用地区'),
  audience: several(partyKinds, '适用对象'),
  topics: several(topics, '主题'),
})

const window = {
  window_kind: oneOf(windowKinds, '申报时间', 'radio'),
  opens_on: day('开始申报', '有起止日期的填写。').optional(),
  closes_on: day('截止申报', '这一天还能申报。').optional(),
  place: optionalText('在哪里申报', 120, { help: '窗口地址或网址。' }),
  contact: optionalText('咨询电话', 60),
  amount: text('补助标准', 120, { placeholder: '例如：按投入的 30% 补助，最高 5 万元' }),
  amount_fen: z
    .number()
    .int()
    .min(1)
    .max(100_000_000_00)
    .optional()
    .meta({ label: '最高金额', widget: 'money', unit: '元', help: '没有上限或不是资金补助的不填。' }),
}

const words = {
  plain_gains: plain('大白话：能得什么', '像当面说给乡亲听一样写，一两句话。'),
  plain_who: plain('大白话：谁能得', '写清楚最要紧的条件，其余的在“申报条件”里列。'),
  plain_how: plain('大白话：要做什么', '带什么、到哪里、找谁。'),
  plain_when: plain('大白话：什么时候办', '最晚哪一天，过了还有没有下一批。'),
  body: z
    .string()
    .trim()
    .min(20)
    .max(30_000)
    .meta({ label: '全文', widget: 'textarea', rows: 14, help: '空一行即另起一段。' }),
  source: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: '请填写完整网址，以 http 开头' })])
    .default('')
    .meta({ label: '原文网址', widget: 'text' }),
}

/** What a policy says. Which one it takes the place of is said once, before it is first public. */
export async function content(ctx: Ctx, row: Policy | null): Promise<z.ZodType<Content>> {
  const others = row?.version ? [] : await replaceable(ctx, row?.id ?? newId())
  return z
    .object({
      ...about(regionsOf(ctx.centre.division)),
      ...window,
      ...words,
      ...(others.length > 0 && {
        replaces: oneOf(
          Object.fromEntries(others.map(one => [one.id, [one.title, one.number].filter(Boolean).join(' ')])),
          '代替哪一项旧政策',
        )
          .optional()
          .meta({ help: '旧的会注明已被代替，新政策施行后失效。' }),
      }),
      ...(row?.version && {
        change_note: text('更正了什么', 100, { help: '一句话，公开显示，也发给订阅的人。' }),
      }),
    })
    .superRefine(checkDays) as unknown as z.ZodType<Content>
}

interface Days {
  from_on: string
  until_on?: string | undefined
  window_kind: WindowKind
  opens_on?: string | undefined
  closes_on?: string | undefined
}

function checkDays(input: Days, check: z.RefinementCtx): void {
  const wrong = (field: keyof Days, message: string) =>
    check.addIssue({ code: 'custom', path: [field], message })
  const { from_on, until_on, opens_on, closes_on } = input
  if (until_on && until_on < from_on) wrong('until_on', '不能早于施行日期')
  if (input.window_kind !== 'dates') return
  if (!opens_on) wrong('opens_on', '请填写开始申报的日期')
  if (!closes_on) wrong('closes_on', '请填写截止申报的日期')
  if (opens_on && closes_on && closes_on < opens_on) wrong('closes_on', '不能早于开始申报的日期')
  if (until_on && closes_on && closes_on > until_on) wrong('closes_on', '不能晚于政策的有效期')
}

/** The form starts with what the latest version says. */
export async function currentContent(ctx: Ctx, row: Policy | null): Promise<Record<string, unknown>> {
  const version = row && (await versionOf(ctx, row.id, row.latest_version))
  if (!version) return { level: 'county', region: ctx.centre.division }
  // What a correction corrects is said anew each time.
  const isPublic = row.latest_version === row.version
  return { ...version, ...(isPublic && { change_note: '' }) }
}

export interface Attached {
  files: string[]
}
export const attachment = z.object({
  files: files(10)
    .refine(ids => ids.length > 0, '请选择文件')
    .meta({ label: '附件', help: '原文、申请表、填写样表等，最多 10 个。' }),
}) as unknown as z.ZodType<Attached>

export interface Detached {
  remove: string[]
}
export async function detachment(ctx: Ctx, row: Policy | null): Promise<z.ZodType<Detached>> {
  const attached = row ? await filesOfVersion(ctx, row.id, row.latest_version) : []
  return z.object({
    remove: several(Object.fromEntries(attached.map(file => [file.id, file.name])), '去掉哪些'),
  }) as unknown as z.ZodType<Detached>
}
