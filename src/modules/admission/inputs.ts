import { z } from 'zod'
import { offerFields, type Profile, partyField, profile } from '#modules/catalogue'
import { partiesOfActor, phoneOf } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import { type Criterion, criteria, criterionKeys, type Scores } from './criteria.ts'
import { unbiasedReviewers } from './reviewers.ts'
import { fewestReviewers, publicityDays } from './settings.ts'

export interface Offering {
  item_id: string
  price_fen?: number | undefined
  price_note: string
}
export interface Application extends Profile {
  party_id: string
  offers: Offering[]
  licence: string[]
  papers?: string[] | undefined
  declared: boolean
}

export const refusals = {
  ineligible: '不符合准入条件',
  untrue: '材料不实',
  score: '评审未达标',
  objection: '公示异议成立',
  unsigned: '未签订协议',
  other: '其他',
} as const
export type Refusal = keyof typeof refusals

const body = async (ctx: Ctx, licence: z.ZodType) => ({
  ...profile,
  offers: z
    .array(await offerFields(ctx))
    .min(1, '请至少申报一个项目')
    .max(20, '最多 20 项')
    .meta({ label: '申报的项目与报价', widget: 'rows' }),
  licence,
  papers: files(10)
    .optional()
    .meta({ label: '资质与案例材料', help: '许可证、证书、案例照片，可以用手机拍。' }),
  declared: z
    .boolean()
    .default(false)
    .refine(Boolean, '请确认所填内容真实')
    .meta({ label: '以上内容和材料真实有效，如有不实愿意承担责任', widget: 'checkbox' }),
})

const licence = files(3)
  .refine(ids => ids.length > 0, '请上传营业执照')
  .meta({ label: '营业执照', help: '拍照或扫描，字迹清楚。' })

/** Who applies acts for a firm; staff take it down for one whose file they came from. */
export async function application(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Application>> {
  const party_id = ctx.actor.staffId ? await partyField(ctx, raw.party_id) : await ownFirm(ctx)
  return z.object({ party_id, ...(await body(ctx, licence)) }) as unknown as z.ZodType<Application>
}

/** Only firms: a person has no licence to show. */
async function ownFirm(ctx: Ctx) {
  const firms = (await partiesOfActor(ctx)).filter(party => party.code !== null)
  if (firms.length === 0)
    throw invalid({ '': '请先在“我的”中申请为企业、个体户或合作社办事的授权，再来申请入库。' })
  return z.enum(firms.map(firm => firm.id) as [string, ...string[]]).meta({
    label: '申请单位',
    widget: firms.length > 4 ? 'select' : 'radio',
    options: firms.map(firm => ({ value: firm.id, label: firm.name })),
  })
}

/** What is known of the firm already need not be typed again. */
export async function known(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  if (!ctx.actor.staffId) {
    const [firm, ...others] = (await partiesOfActor(ctx)).filter(party => party.code !== null)
    const contact_phone = await phoneOf(ctx).catch(() => undefined)
    const single = firm && others.length === 0
    return {
      contact_name: ctx.actor.name,
      contact_phone,
      ...(single && { party_id: firm.id, name: firm.name }),
    }
  }
  if (typeof raw.party_id !== 'string' || !isId(raw.party_id)) return {}
  const party = await ctx.db
    .selectFrom('party')
    .select(['id as party_id', 'name', 'contact_name', 'contact_phone'])
    .where('id', '=', raw.party_id)
    .executeTakeFirst()
  return party ?? {}
}

export const completion = async (ctx: Ctx): Promise<z.ZodType<Omit<Application, 'party_id'>>> =>
  z.object({
    ...(await body(ctx, files(3).optional().meta({ label: '营业执照', help: '需要更换才上传。' }))),
  }) as unknown as z.ZodType<Omit<Application, 'party_id'>>

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(5)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

/** As many as the centre asks for; nobody who belongs to the applicant. */
export async function appointment(ctx: Ctx, row: RowOf<'admission'> | null) {
  const found = row ? await unbiasedReviewers(ctx, row) : []
  const least = fewestReviewers.of(ctx.centre)
  if (found.length < least)
    throw invalid({ '': `能评审这家的只有 ${found.length} 人，不足 ${least} 人；请先让更多岗位负责评审。` })
  return z.object({
    reviewers: z
      .array(z.enum(found.map(one => one.id) as [string, ...string[]]))
      .min(least, `至少选 ${least} 位`)
      .max(9, '最多选 9 位')
      .refine(ids => new Set(ids).size === ids.length, '同一位只选一次')
      .meta({
        label: '评审人',
        widget: 'checkboxes',
        help: '在申请单位任职、代其办事的人不在其中；评审人不参加审定。',
        options: found.map(one => ({ value: one.id, label: one.name })),
      }),
  }) as unknown as z.ZodType<{ reviewers: string[] }>
}

export async function replacement(ctx: Ctx, admission: RowOf<'admission'> | undefined) {
  const found = admission
    ? (await unbiasedReviewers(ctx, admission)).filter(one => !admission.reviewer_ids.includes(one.id))
    : []
  if (found.length === 0) throw invalid({ '': '没有别的人可以评审；请先让更多岗位负责评审。' })
  return z.object({
    reviewer_id: z.enum(found.map(one => one.id) as [string, ...string[]]).meta({
      label: '改由谁评审',
      widget: 'select',
      options: found.map(one => ({ value: one.id, label: one.name })),
    }),
  }) as unknown as z.ZodType<{ reviewer_id: string }>
}

const mark = (key: Criterion) =>
  z
    .number()
    .int()
    .min(0)
    .max(100)
    .meta({
      label: `${criteria[key].label}（占 ${criteria[key].weight}%）`,
      unit: '分',
      help: `${criteria[key].about}。满分 100。`,
      secret: true,
    })

export type Sheet = Scores & { opinion: string; unbiased: boolean }

/** One sheet. The journal keeps none of it: it would tell the others before they gave theirs. */
export const sheet = z.object({
  ...(Object.fromEntries(criterionKeys.map(key => [key, mark(key)])) as Record<Criterion, z.ZodNumber>),
  opinion: z.string().trim().min(5).max(1000).meta({ label: '评审意见', widget: 'textarea', secret: true }),
  unbiased: z
    .boolean()
    .default(false)
    .refine(Boolean, '有利害关系的，请改点“申请回避”')
    .meta({ label: '我与申请单位没有任职、投资、亲属等利害关系', widget: 'checkbox' }),
}) as unknown as z.ZodType<Sheet>

export const passing = async (ctx: Ctx) => {
  const least = publicityDays.of(ctx.centre)
  return z.object({
    opinion: z.string().trim().min(2).max(500).meta({ label: '审定意见', widget: 'textarea' }),
    days: z.number().int().min(least).max(60).default(least).meta({ label: '公示期', unit: '个工作日' }),
  }) as unknown as z.ZodType<{ opinion: string; days: number }>
}

/** What follows of itself is not chosen by hand. */
const { objection: _, ...chosen } = refusals
export const refusing = z.object({
  refusal: oneOf<keyof typeof chosen>(chosen, '原因'),
  text: z
    .string()
    .trim()
    .min(5)
    .max(500)
    .meta({ label: '说明', widget: 'textarea', help: '会告知申请单位：差在哪里，怎样可以再来。' }),
})
export type Refusing = z.infer<typeof refusing>

export interface Signing {
  agreement: string
  first_day: string
  last_day: string
  agreement_files: string[]
}
export const signing = async (ctx: Ctx) =>
  z
    .object({
      agreement: z.string().trim().min(2).max(40).meta({ label: '协议编号' }),
      first_day: z.iso.date('请填写日期').default(dayOf(ctx.now)).meta({ label: '协议起', widget: 'date' }),
      last_day: z.iso.date('请填写日期').meta({ label: '协议止', widget: 'date' }),
      agreement_files: files(5)
        .refine(ids => ids.length > 0, '请上传双方签章的协议')
        .meta({ label: '协议扫描件' }),
    })
    .refine(input => input.last_day > input.first_day, { path: ['last_day'], message: '要晚于起始日' })
    .refine(input => input.last_day > dayOf(ctx.now), {
      path: ['last_day'],
      message: '已经过去',
    }) as unknown as z.ZodType<Signing>
