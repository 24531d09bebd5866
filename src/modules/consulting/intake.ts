import { z } from 'zod'
import { partiesOfActor, phoneOf, proxyOptions } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { channels, type Kind, kindHelps, kinds, optionsOf } from './codes.ts'

/** What is asked, and by whom. */
export interface Asking {
  kind: Kind
  question: string
  contact_name?: string | undefined
  contact_phone?: string | undefined
  /** On the web: for whom one acts by 代办授权. */
  party_id?: string | undefined
}

/** What a colleague writes down for somebody who came, called, wrote or was met. */
export interface Entering extends Asking {
  channel: 'counter' | 'phone' | 'wechat' | 'village'
  unnamed: boolean
  register: boolean
  place?: string | undefined
  answer?: string | undefined
  basis?: string | undefined
  entry_id?: string | undefined
  policy_id?: string | undefined
  sheet_id?: string | undefined
}

/** Free text: the journal does not keep it; it stands with the consultation, and goes with it. */
export const words = (label: string, { min = 2, max = 2000, help = '', rows = 4 } = {}) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .meta({ label, widget: 'textarea', rows, secret: true, ...(help && { help }) })

const name = z
  .string()
  .trim()
  .min(2)
  .max(20)
  .optional()
  .meta({ label: '姓名', secret: true, autocomplete: 'name' })
const phone = mobile.optional().meta({ label: '手机号', widget: 'phone', secret: true, autocomplete: 'tel' })
const kind = z
  .enum(Object.keys(kinds) as [Kind, ...Kind[]])
  .meta({ label: '问的是', widget: 'radio', options: optionsOf(kinds, kindHelps) })

/** On the web: three things, no account. The head of a station says whom it is for (代办). */
export async function asking(ctx: Ctx): Promise<z.ZodType<Asking>> {
  const others = await proxyOptions(ctx)
  if (others.length === 0) return askingAlone()
  return askingAlone({
    party_id: z
      .enum(['', ...others.map(one => one.value)] as [string, ...string[]])
      .optional()
      .transform(party => party || undefined)
      .meta({
        label: '为谁问',
        widget: 'radio',
        options: [{ value: '', label: '我自己' }, ...others],
        help: '替村民问的，答复用短信告诉他本人，您也看得到。',
      }),
  })
}

const askingAlone = (whom: Record<string, z.ZodType> = {}) =>
  z
    .object({
      ...whom,
      question: words('您想问什么', {
        min: 5,
        rows: 5,
        help: '像平常说话一样写就行。不要写身份证号、银行卡号。',
      }),
      kind,
      contact_name: name.meta({ label: '怎么称呼您', help: '可以不填。' }),
      contact_phone: phone.meta({ help: '答复后发短信告诉您。' }),
    })
    .superRefine((input, check) => {
      if (!input.contact_phone && !(input as Asking).party_id)
        check.addIssue({ code: 'custom', path: ['contact_phone'], message: '请填写手机号码' })
    }) as unknown as z.ZodType<Asking>

/** What the web form starts with: whoever has signed in need not type name and phone again. */
export async function askingStart(ctx: Ctx, party = ''): Promise<Record<string, unknown>> {
  if (ctx.actor.kind !== 'person' || ctx.actor.staffId) return {}
  const [known, parties] = await Promise.all([phoneOf(ctx), partiesOfActor(ctx)])
  const own = parties.find(one => one.kind === 'person')
  return { contact_name: own?.name ?? '', contact_phone: known ?? '', party_id: party }
}

const { web: _web, village: _village, ...atDesk } = channels
const unnamed = z
  .boolean()
  .default(false)
  .meta({ label: '现场群众，不留姓名', widget: 'checkbox', help: '要当场答复。' })
const answer = words('当场答复的内容', {
  max: 5000,
  help: '写了就当场办结；答复不了的空着，由您继续负责（首问负责）。',
}).optional()
const basis = z.string().trim().max(200).optional().meta({ label: '依据', placeholder: '文件名称、文号' })

/** At the desk: one page, in half a minute. */
export const entering = z
  .object({
    question: words('问什么', { rows: 4, help: '微信里的话整段贴过来就行。' }),
    kind: oneOf(kinds, '类型', 'radio'),
    channel: oneOf(atDesk, '来自', 'radio'),
    party_id: z.string().refine(isId).optional().meta({ widget: 'hidden' }),
    contact_name: name,
    contact_phone: phone,
    register: z.boolean().default(false).meta({ label: '首次来，建服务对象档案', widget: 'checkbox' }),
    unnamed,
    entry_id: z.uuid().optional().meta({ widget: 'hidden' }),
    policy_id: z.uuid().optional().meta({ widget: 'hidden' }),
    answer,
    basis,
  })
  .superRefine(complete) as unknown as z.ZodType<Entering>

/** From a paper sheet of a visit, on the phone. */
export const enteringSheet = (sheetId: string) =>
  z
    .object({
      sheet_id: z.literal(sheetId).meta({ widget: 'hidden' }),
      question: words('问什么', { rows: 3, help: '一句话写明白，全文看照片。' }),
      kind: oneOf(kinds, '类型', 'radio'),
      contact_name: name,
      contact_phone: phone,
      unnamed,
      photos: files(3).optional().meta({ label: '登记单照片', accept: 'image/*', max: 3 }),
      answer,
      basis,
    })
    .superRefine(complete)
    .transform(input => ({ ...input, channel: 'village' as const })) as unknown as z.ZodType<Entering>

/** Who asked is known, or it is answered at once: nobody could be told later. */
function complete(
  input: {
    unnamed: boolean
    contact_name?: string | undefined
    contact_phone?: string | undefined
    party_id?: string | undefined
    register?: boolean
    answer?: string | undefined
    entry_id?: string | undefined
    policy_id?: string | undefined
  },
  check: z.core.$RefinementCtx,
): void {
  const wrong = (field: string, message: string) => check.addIssue({ code: 'custom', path: [field], message })
  const answered = input.answer !== undefined || input.entry_id !== undefined
  if (input.policy_id && !answered) wrong('answer', '选了政策作依据，请写上当场答复的内容。')
  const named = input.contact_name ?? input.contact_phone ?? input.party_id
  if (input.unnamed) {
    if (!answered) wrong('unnamed', '不知道是谁的要当场答复；答复不了的，请留下姓名和电话。')
    return
  }
  if (!named) wrong('contact_name', '请填写姓名或手机号；不知道是谁的，勾选“现场群众”。')
  if (!answered && !input.contact_phone && !input.party_id)
    wrong('contact_phone', '要以后答复的，请留手机号，才能告诉对方。')
  if (input.register && !(input.contact_name && input.contact_phone))
    wrong('contact_phone', '建档要有姓名和手机号。')
}
