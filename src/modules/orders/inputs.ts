import { z } from 'zod'

export interface Opening {
  case_id: string
  agreement: boolean
}
export const opening = z.object({ case_id: z.uuid(), agreement: z.boolean() })

export interface Confirmation {
  digest: string
  consent: boolean
}
export type ConfirmationFor = Confirmation & { reason: string }

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '请打开协议核对后再确认。')
  .meta({ widget: 'hidden', label: '协议摘要', secret: true })
const consent = (label: string) =>
  z.boolean().default(false).refine(Boolean, '请核对后勾选').meta({ label, widget: 'checkbox' })

/** What is confirmed is the text that was read: its SHA-256 is sent along. */
export const confirmation = z.object({
  digest,
  consent: consent('我已核对协议全文，同意按它履行'),
}) as unknown as z.ZodType<Confirmation>

export const confirmationFor = z.object({
  digest,
  consent: consent('已向服务对象逐条读过协议全文，对方同意'),
  reason: z.string().trim().min(5).max(500).meta({
    label: '何时、如何得到对方确认',
    widget: 'textarea',
    help: '例如：11 月 24 日到窗口当面确认。',
  }),
}) as unknown as z.ZodType<ConfirmationFor>

export interface Termination {
  reason: string
  goes_on: 'again' | 'close'
}
export const goesOn = z.enum(['again', 'close']).meta({
  label: '办件接下来',
  widget: 'radio',
  options: [
    { value: 'again', label: '另找服务商', help: '工作人员重新邀请报价。' },
    {
      value: 'close',
      label: '到此办结',
      help: '已经有验收的部分时可选；没有的，仍另找服务商或由申请人撤回。',
    },
  ],
})
export const termination = z.object({
  reason: z
    .string()
    .trim()
    .min(5)
    .max(500)
    .meta({ label: '终止的理由', widget: 'textarea', help: '会告知双方。' }),
  goes_on: goesOn,
}) as unknown as z.ZodType<Termination>

/** What machines may read of an order: no names. */
export const orderRecord = z.object({
  id: z.uuid(),
  number: z.string().meta({ description: '订单编号' }),
  state: z.string(),
  case_id: z.uuid(),
  party_id: z.uuid(),
  provider_id: z.uuid(),
  kind_code: z.string().nullable(),
  title: z.string(),
  price_fen: z.number().int().meta({ description: '分' }),
  days: z.number().int().meta({ description: '工作日' }),
  digest: z.string().nullable().meta({ description: '协议全文的 SHA-256' }),
  agreed_at: z.date(),
  in_force_at: z.date().nullable(),
  completed_at: z.date().nullable(),
  warranty_until: z.string().nullable(),
})
