import { z } from 'zod'
import { inPublic, namesNobody } from '#modules/catalogue'
import { type Caller, callerFields, knownOfAsker, partyField } from '#modules/resources'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { division, provinces, townsOf } from '#platform/divisions'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { categoryOptions, isCategory } from './categories.ts'
import { type Certificate, certificateKinds, deliveryWays, type PostingKind, postingKinds } from './codes.ts'
import type { Posting } from './people.ts'
import { validDays } from './settings.ts'
import { units } from './units.ts'

export interface About {
  kind: PostingKind
  category: string
  title: string
  specification: string
  quantity: number
  unit: string
  low_fen?: number | undefined
  high_fen?: number | undefined
  place?: string | undefined
  place_note: string
  from_month?: string | undefined
  to_month?: string | undefined
  delivery: string[]
  certificates: Certificate[]
  samples: boolean
  valid_until: string
}
export type Submitting = About & { party_id: string; contact_name: string; contact_phone: string }
export type Registering = About & Caller

const open = (most: number) => z.string().trim().max(most).refine(namesNobody, inPublic)
const fen = (label: string, help?: string) =>
  z
    .number()
    .int()
    .min(0)
    .max(10_000_000_00)
    .optional()
    .meta({ label, widget: 'money', unit: '元', ...(help && { help }) })

/** Towns of the county, the county itself, and the provinces for what comes from or goes further away. */
export function placeOptions(ctx: Ctx): Array<{ value: string; label: string }> {
  const county = division(ctx.centre.division)
  return [
    ...townsOf(ctx.centre.division).map(one => ({ value: one.code, label: one.name })),
    ...(county ? [{ value: county.code, label: `${county.name}（不限乡镇）` }] : []),
    ...provinces().map(one => ({ value: one.code, label: `县外：${one.name}` })),
  ]
}

const months = Array.from({ length: 12 }, (_, index) => ({ value: `${index + 1}`, label: `${index + 1} 月` }))

const month = (label: string, help: string) =>
  z
    .enum(months.map(one => one.value) as [string, ...string[]])
    .optional()
    .meta({ label, help, widget: 'select', options: months })

const certificate = (supply: boolean) =>
  z.object({
    kind: oneOf(certificateKinds, '证书'),
    until: supply
      ? z.iso.date('请填写日期').nullable().default(null).meta({ label: '有效期至', widget: 'date' })
      : z.null().default(null).meta({ widget: 'hidden' }),
  })

/** Few plain questions, said as one would ask a seller, or a buyer. */
function questions(ctx: Ctx, supply: boolean) {
  const latest = addDays(dayOf(ctx.now), validDays.of(ctx.centre))
  return {
    title: open(40)
      .min(4)
      .meta({
        label: supply ? '卖什么' : '买什么',
        placeholder: supply ? '例如：高山绿茶，明前一级' : '例如：收购土鸡蛋，每周一次',
      }),
    specification: open(500).default('').meta({
      label: '规格和要求',
      widget: 'textarea',
      help: '等级、大小、包装、怎么种养的，买家关心什么就写什么。',
    }),
    quantity: z
      .number()
      .positive('请填写大于 0 的数')
      .max(100_000_000)
      .meta({ label: supply ? '能供多少' : '要多少' }),
    unit: z.enum(Object.keys(units) as [string, ...string[]]).meta({
      label: '计量单位',
      widget: 'select',
      options: Object.entries(units).map(([value, { label }]) => ({ value, label })),
    }),
    low_fen: fen('最低价（每单位）', '按上面的单位计价；面议的两项都不填。'),
    high_fen: fen('最高价（每单位）'),
    place: z
      .enum(placeOptions(ctx).map(one => one.value) as [string, ...string[]])
      .optional()
      .meta({ label: supply ? '产地' : '送到哪里', widget: 'select', options: placeOptions(ctx) }),
    place_note: open(60)
      .default('')
      .meta({ label: '详细地点', placeholder: supply ? '例如：龙泉村茶山' : '例如：合肥市肥西县' }),
    from_month: month(supply ? '几月开始有货' : '几月开始要货', '全年都行的不用选。'),
    to_month: month('到几月为止', '跨年也可以，例如 11 月到 1 月。'),
    delivery: z
      .array(z.enum(Object.keys(deliveryWays) as [string, ...string[]]))
      .max(4)
      .default([])
      .meta({
        label: '怎么交货',
        widget: 'checkboxes',
        options: Object.entries(deliveryWays).map(([value, label]) => ({ value, label })),
      }),
    certificates: z
      .array(certificate(supply))
      .max(7, '最多 7 项')
      .default([])
      .meta({
        label: supply ? '有哪些证书' : '要求有哪些证书',
        widget: 'rows',
        help: '没有可以不填。',
      }),
    ...(supply && {
      papers: files(6).optional().meta({ label: '证书照片', help: '会公开，没有可以不传。' }),
    }),
    samples: z
      .boolean()
      .default(false)
      .meta({ label: supply ? '可以寄样品' : '需要先看样品', widget: 'checkbox' }),
    photos: files(6)
      .optional()
      .meta({ label: '照片', accept: 'image/*', help: '拍清楚产品，会公开。最多 6 张。' }),
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now), '已经过去')
      .refine(day => day <= latest, `最晚到 ${latest}，到期前可以一键续期`)
      .default(latest)
      .meta({ label: '有效期至', widget: 'date', help: '到期前会提醒您，点一下就能续期。' }),
  }
}

const category = (raw: unknown) =>
  isCategory(raw)
    ? z.literal(raw).meta({ widget: 'hidden' })
    : z
        .enum(categoryOptions.map(one => one.value) as [string, ...string[]])
        .meta({ label: '品类', widget: 'select', options: categoryOptions })

const kindField = (raw: unknown) =>
  raw === 'supply' || raw === 'demand'
    ? z.literal(raw).meta({ widget: 'hidden' })
    : oneOf(postingKinds, '供给还是需求', 'radio')

const inOrder = <S extends z.ZodObject>(schema: S) =>
  schema.superRefine((input, check) => {
    const { low_fen, high_fen, from_month, to_month } = input as Partial<About>
    if (!from_month !== !to_month)
      check.addIssue({
        code: 'custom',
        path: [from_month ? 'to_month' : 'from_month'],
        message: '请选起止两个月份',
      })
    if (low_fen !== undefined && high_fen !== undefined && low_fen > high_fen)
      check.addIssue({ code: 'custom', path: ['high_fen'], message: '不能低于最低价' })
  })

export const submitting = async (
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Submitting>> =>
  inOrder(
    z.object({
      kind: kindField(raw.kind),
      category: category(raw.category),
      ...questions(ctx, raw.kind !== 'demand'),
      party_id: await partyField(ctx, '谁发布'),
      contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
      contact_phone: mobile.meta({
        label: '联系电话',
        widget: 'phone',
        autocomplete: 'tel',
        help: '不公开；双方同意对接后才互相告知。',
      }),
    }),
  ) as unknown as z.ZodType<Submitting>

export const registering = async (
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Registering>> =>
  inOrder(
    z.object({
      ...callerFields,
      kind: kindField(raw.kind),
      category: category(raw.category),
      ...questions(ctx, raw.kind !== 'demand'),
    }),
  ) as unknown as z.ZodType<Registering>

/** What is on sale may become something else of its kind, but not something that is wanted. */
export const revising = async (ctx: Ctx, row: Posting | null): Promise<z.ZodType<About>> =>
  inOrder(
    z.object({
      kind: z.literal(row?.kind ?? 'supply').meta({ widget: 'hidden' }),
      category: category(null),
      ...questions(ctx, row?.kind !== 'demand'),
    }),
  ) as unknown as z.ZodType<About>

export const known = async (ctx: Ctx, row: Posting | null) => {
  if (!row) return knownOfAsker(ctx)
  const latest = addDays(dayOf(ctx.now), validDays.of(ctx.centre))
  return {
    ...row,
    low_fen: row.low_fen ?? undefined,
    high_fen: row.high_fen ?? undefined,
    place: row.place ?? undefined,
    ...rangeOf(row.months),
    valid_until: row.valid_until < dayOf(ctx.now) ? latest : row.valid_until,
  }
}

/** The answers as columns of the row. */
export const columns = (input: About) => {
  const { kind, category, title, specification, quantity, unit, place_note, samples, valid_until, delivery } =
    input
  return {
    ...{ kind, category, title, specification, quantity, unit, place_note, samples, valid_until, delivery },
    low_fen: input.low_fen ?? null,
    high_fen: input.high_fen ?? null,
    place: input.place ?? null,
    months: monthsIn(input),
    certificates: JSON.stringify(input.certificates),
  }
}

/** Every month from one to the other, over the new year too; none: the whole year. */
function monthsIn({ from_month, to_month }: Pick<About, 'from_month' | 'to_month'>): number[] {
  if (!from_month || !to_month) return []
  const [from, to] = [Number(from_month), Number(to_month)]
  const length = ((to - from + 12) % 12) + 1
  return Array.from({ length }, (_, index) => ((from - 1 + index) % 12) + 1)
}

/** The two months that a list was made of, as `monthsIn` wrote it. */
const rangeOf = (all: readonly number[]) =>
  all.length === 0 ? {} : { from_month: `${all[0]}`, to_month: `${all.at(-1)}` }
