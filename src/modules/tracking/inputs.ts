import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { compileForm, type FormDefinition, files, formDefinition, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import type { Call, Check, FollowUp } from './people.ts'
import { charges, contents, employments, failures, platforms, theres } from './words.ts'

/** The forms of calls and answers. */

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

export interface Script {
  opening: string
  fields: FormDefinition['fields']
}
export const script = z.object({
  opening: text(
    '开头怎么说',
    10,
    500,
    '先说明身份和来意；参加情况、内容、满意、收费这四问是固定的，不用写。',
  ),
  fields: formDefinition.shape.fields.meta({
    label: '另外要问的',
    widget: 'rows',
    help: '按顺序问；没有的不填。',
  }),
}) as unknown as z.ZodType<Script>

export const knownScript = async (_ctx: Ctx, row: Check | null) => ({
  opening: row?.opening ?? '',
  fields: (row?.script as { fields?: unknown } | undefined)?.fields ?? [],
})

export const usualOpening =
  '您好，我是县电子商务公共服务中心的回访人员。您参加过我们的培训班，想请您说几句实话，大约两分钟，您的回答不会告诉授课和办班的人。'

/** What a list is made from. */
export interface Listed {
  class_id: string
  class_number: string
  title: string
  owner_id: string
}
export const listed = z.object({
  class_id: z.uuid(),
  class_number: z.string(),
  title: z.string(),
  owner_id: z.uuid(),
})

export interface Picked {
  check_id: string
  enrolment_id: string
  rank: number
}
export const picked = z.object({ check_id: z.uuid(), enrolment_id: z.uuid(), rank: z.number().int() })

export interface Tried {
  last_try: keyof typeof failures
  phone?: string | undefined
}
export const tried = z.object({
  last_try: oneOf(failures, '结果', 'radio'),
  phone: mobile.optional().meta({
    label: '找到的新号码',
    help: '号码不对、又找到新号码的填；下次打这个。',
    secret: true,
  }),
}) as unknown as z.ZodType<Tried>

export interface Reached {
  there: keyof typeof theres
  content: keyof typeof contents
  satisfied: number
  charged: keyof typeof charges
  answers: Record<string, unknown>
  remark: string
}
/** Nothing is chosen beforehand: the caller notes what was said. */
export async function reached(ctx: Ctx, row: Call | null) {
  const check = row
    ? await ctx.db.selectFrom('spot_check').select('script').where('id', '=', row.check_id).executeTakeFirst()
    : undefined
  const definition = (check?.script ?? { fields: [] }) as unknown as FormDefinition
  return z.object({
    there: oneOf(theres, '参加过这个班吗', 'radio'),
    content: oneOf(contents, '讲了通知里说的内容吗', 'radio'),
    satisfied: z
      .number()
      .int()
      .min(1)
      .max(5)
      .meta({ label: '满意吗', widget: 'rating', help: '一分最不满意，五分最满意。' }),
    charged: oneOf(charges, '收过您的钱吗', 'radio'),
    ...(definition.fields.length > 0 && { answers: compileForm(definition, dayOf(ctx.now)) }),
    remark: z.string().trim().max(500).default('').meta({
      label: '原话',
      widget: 'textarea',
      rows: 3,
      help: '有问题的，尽量记下原话；不写别人的名字和电话。',
    }),
  }) as unknown as z.ZodType<Reached>
}

export interface Explained {
  explanation: string
  files?: string[] | undefined
}
export const explained = z.object({
  explanation: text('查清的情况和怎么办', 10, 1_000, '写事实和处理，不猜是谁说的。'),
  files: files(6).optional().meta({ label: '证明材料' }),
}) as unknown as z.ZodType<Explained>

export interface Planned {
  class_id: string
  class_number: string
  title: string
  owner_id: string
  months: number
  due_on: string
  closes_on: string
}
export const planned = z.object({
  ...{ class_id: z.uuid(), class_number: z.string(), title: z.string(), owner_id: z.uuid() },
  ...{ months: z.number().int(), due_on: z.iso.date(), closes_on: z.iso.date() },
})

export interface Invited {
  round_id: string
  class_id: string
  enrolment_id: string
  identity_id: string | null
  months: number
  title: string
  phone: string
}
export const invited = z.object({
  ...{ round_id: z.uuid(), class_id: z.uuid(), enrolment_id: z.uuid(), identity_id: z.uuid().nullable() },
  ...{ months: z.number().int(), title: z.string() },
  phone: z.string().meta({ secret: true }),
})

export interface Answered {
  shop: 'yes' | 'no'
  platform?: keyof typeof platforms | undefined
  shop_url: string
  sales_fen: number
  employment: keyof typeof employments
  remark: string
  proof?: string[] | undefined
}

/** 开店、销售、就业: for a learner on the phone, or for who asks them. */
export async function answered(ctx: Ctx) {
  return z
    .object({
      shop: oneOf({ yes: '开了', no: '还没有' }, '开网店（或直播卖货）了吗', 'radio'),
      platform: oneOf(platforms, '在哪里开的').optional().meta({ help: '没有开店的不选。' }),
      shop_url: z
        .string()
        .trim()
        .max(300)
        .default('')
        .meta({ label: '网店地址', help: '愿意的话填一下，方便中心帮您宣传。从浏览器或店铺页面复制。' }),
      sales_fen: z.number().int().min(0).max(1_000_000_000_00).meta({
        label: '上个月卖了多少钱',
        widget: 'money',
        unit: '元',
        help: '没有就填 0；大约的数也可以。',
      }),
      employment: oneOf(employments, '现在的工作', 'radio'),
      remark: z.string().trim().max(300).default('').meta({
        label: '遇到什么困难，需要什么帮助',
        widget: 'textarea',
        rows: 3,
      }),
      ...(ctx.actor.kind === 'person' && {
        proof: files(4).optional().meta({ label: '销售截图', help: '可以不传。' }),
      }),
    })
    .superRefine((input, issues) => {
      const wrong = (field: string, message: string) =>
        issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
      if (input.shop === 'yes' && !input.platform) wrong('platform', '请选择在哪里开的')
      if (input.shop_url && !isShopAddress(input.shop_url))
        wrong('shop_url', '网址不完整，请从浏览器或店铺页面复制，以 https:// 开头')
    }) as unknown as z.ZodType<Answered>
}

/** The form of a link is looked at, never the page behind it. */
export const isShopAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username } = new URL(address)
  return ['https:', 'http:'].includes(protocol) && username === '' && /^[\w-]+(\.[\w-]+)+$/.test(hostname)
}

export const knownAnswer = async (_ctx: Ctx, row: FollowUp | null) =>
  row?.state === 'answered' ? { ...row, shop: row.shop ? 'yes' : 'no' } : {}
