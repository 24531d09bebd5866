import { z } from 'zod'
import { partiesOfActor, partyKinds, phoneOf } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { townField } from './inputs.ts'
import { resourceKinds } from './kinds.ts'
import type { ResourceNeed } from './people.ts'
import { candidates } from './queries/recommending.ts'

export interface Asking {
  party_id: string
  kind: string
  body: string
  by_day?: string | undefined
  town?: string | undefined
  contact_name: string
  contact_phone: string
}

/** For whom one asks: what one acts for. Staff write it down at the desk instead. */
export async function partyField(ctx: Ctx, label: string) {
  const parties = await partiesOfActor(ctx)
  if (parties.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的，替来访的人请在工作台登记；为自己办，请退出后用手机号登录。')
  if (parties.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名，或申请为单位办事的授权。' })
  return z.enum(parties.map(party => party.id) as [string, ...string[]]).meta({
    label,
    widget: parties.length > 4 ? 'select' : 'radio',
    options: parties.map(party => ({ value: party.id, label: party.name })),
  })
}

/** Whom staff write it down for, by phone. */
export const callerFields = {
  phone: mobile.meta({ label: '对方手机号', widget: 'phone' }),
  party_name: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .optional()
    .meta({ label: '单位或姓名', help: '已经登记过的不用填。' }),
  party_kind: oneOf(partyKinds, '对象类型').optional(),
  contact_name: z
    .string()
    .trim()
    .min(2)
    .max(20)
    .optional()
    .meta({ label: '联系人', help: '与登记的相同时不用填。' }),
  channel: oneOf({ counter: '到窗口', phone: '来电' }, '来访方式', 'radio'),
}
export interface Caller {
  phone: string
  party_name?: string | undefined
  party_kind?: keyof typeof partyKinds | undefined
  contact_name?: string | undefined
  channel: 'counter' | 'phone'
}

const wanted = (ctx: Ctx) => ({
  kind: oneOf(resourceKinds, '需要哪类资源'),
  body: z
    .string()
    .trim()
    .min(10)
    .max(1000)
    .meta({ label: '需要什么', widget: 'textarea', help: '做什么用、多少、有什么要求，像平常说话一样写。' }),
  by_day: z.iso
    .date('请填写日期')
    .refine(day => day >= dayOf(ctx.now), '已经过去')
    .optional()
    .meta({ label: '最晚什么时候要', widget: 'date', help: '不急的不填。' }),
  ...townField(ctx, '在哪个乡镇', '不限的不用选。'),
})

/** Only what is known to be so is offered: the phone that one signed in with, the only party that one acts for. */
export async function knownOfAsker(ctx: Ctx): Promise<Record<string, unknown>> {
  const parties = await partiesOfActor(ctx)
  return {
    ...(parties.length === 1 && { party_id: parties[0]?.id, town: parties[0]?.town ?? undefined }),
    contact_name: ctx.actor.name,
    contact_phone: await phoneOf(ctx).catch(() => undefined),
  }
}

export const asking = async (ctx: Ctx): Promise<z.ZodType<Asking>> =>
  z.object({
    party_id: await partyField(ctx, '为谁提出'),
    ...wanted(ctx),
    contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
    contact_phone: mobile.meta({
      label: '联系电话',
      widget: 'phone',
      autocomplete: 'tel',
      help: '您同意引荐后，才会告诉对方。',
    }),
    papers: files(6).optional().meta({ label: '照片或文件', help: '没有可以不传。' }),
  }) as unknown as z.ZodType<Asking>

export type Registering = Omit<Asking, 'party_id' | 'contact_phone' | 'contact_name'> & Caller

export const registering = async (ctx: Ctx): Promise<z.ZodType<Registering>> =>
  z.object({ ...callerFields, ...wanted(ctx) }) as unknown as z.ZodType<Registering>

export interface Recommending {
  resources: string[]
  remark: string
}

/** What could serve, best first, each with its reasons; the officer chooses. */
export async function recommending(ctx: Ctx, row: ResourceNeed | null): Promise<z.ZodType<Recommending>> {
  const found = row ? await candidates(ctx, row) : []
  if (row && found.length === 0)
    throw conflict('资源库里没有可以推荐的资源，请先登记资源，或直接办结并说明。')
  return z.object({
    resources: z
      .array(z.enum((found.length > 0 ? found.map(one => one.id) : ['']) as [string, ...string[]]))
      .min(1, '请至少选一项')
      .max(5, '一次最多推荐 5 项')
      .meta({
        label: '推荐哪些资源',
        help: '按相符程度排列；同样合适的，近期推荐得少的在前。',
        widget: 'checkboxes',
        options: found.map(one => ({
          value: one.id,
          label: `${one.name}（${one.holder_name}）`,
          help: one.reasons.join('；'),
        })),
      }),
    remark: z
      .string()
      .trim()
      .max(300)
      .default('')
      .meta({ label: '给对方的说明', widget: 'textarea', help: '对方会看到。' }),
  }) as unknown as z.ZodType<Recommending>
}

export interface Report {
  outcome: 'succeeded' | 'failed' | 'talking'
  amount_fen?: number | undefined
  words: string
  proof?: string[] | undefined
}
export const report = z
  .object({
    outcome: oneOf({ succeeded: '成了', failed: '没成', talking: '还在谈' }, '结果', 'radio'),
    amount_fen: z
      .number()
      .int()
      .min(1)
      .max(100_000_000_00)
      .optional()
      .meta({ label: '金额', widget: 'money', unit: '元', help: '贷款、订单、补助等，没有金额的不填。' }),
    words: z.string().trim().min(2).max(500).meta({ label: '情况说明', widget: 'textarea' }),
    proof: files(6)
      .optional()
      .meta({ label: '凭证', help: '合同、回单、通知书的照片；填了金额的必须上传。' }),
  })
  .superRefine((input, check) => {
    if (input.amount_fen && input.outcome !== 'succeeded')
      check.addIssue({ code: 'custom', path: ['amount_fen'], message: '成了才填金额' })
    if (input.amount_fen && !input.proof?.length)
      check.addIssue({ code: 'custom', path: ['proof'], message: '填了金额，请上传凭证' })
  }) as unknown as z.ZodType<Report>
