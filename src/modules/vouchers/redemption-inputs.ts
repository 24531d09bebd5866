import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { files } from '#platform/forms'
import { find } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { amountFor, leftOf, open } from './amounts.ts'
import { payees, voucherNumber } from './codes.ts'
import { text } from './inputs.ts'
import { milestonesOf } from './orders.ts'
import { eitherSide, type Redemption, type Voucher } from './people.ts'
import { redemptionsOf, voucherById } from './queries/vouchers.ts'

export interface Completing {
  invoice: string
  own_fen: number
  own_on: string
  proof?: string[] | undefined
}
export interface Applying extends Completing {
  voucher_id: string
  milestone_id: string
}

/** The voucher, for whoever is recipient or provider; 404 for anybody else. */
export async function ownVoucher(ctx: Ctx, id: unknown): Promise<Voucher> {
  const flow = workflows.get('voucher')
  if (typeof id !== 'string' || !flow) throw notFound('这张服务券')
  const row = (await find(ctx, flow, id)) as unknown as Voucher
  if (!eitherSide.test(ctx.actor, row, undefined as never)) throw notFound('这张服务券')
  return row
}

/** Milestones that were accepted, each with what it would bring. */
export async function openOf(ctx: Ctx, voucher: Voucher) {
  if (!voucher.order_id) return []
  const [milestones, redemptions] = await Promise.all([
    milestonesOf(ctx, voucher.order_id),
    redemptionsOf(ctx, [voucher.id]),
  ])
  const left = leftOf(voucher, redemptions)
  return open(voucher, milestones, redemptions)
    .map(one => ({ ...one, amount_fen: amountFor(voucher.share, one.price_fen, left) }))
    .filter(one => one.amount_fen > 0)
}

const paidByThemselves = (today: string) => ({
  invoice: text('发票号码', 4, 60),
  own_fen: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000_00)
    .meta({ label: '领券人自付了多少', widget: 'money', unit: '元', help: '没有补贴的部分由领券人自己付。' }),
  own_on: z.iso
    .date('请填写日期')
    .refine(day => day <= today, '不能晚于今天')
    .meta({ label: '自付的日期', widget: 'date' }),
})
const proof = (help?: string) =>
  files(8)
    .refine(ids => ids.length > 0, '请上传材料')
    .meta({ label: '兑付材料', ...(help && { help }) })

/** The money for one accepted milestone, with the papers that the programme asks for. */
export async function applying(
  ctx: Ctx,
  _row: Redemption | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Applying>> {
  const voucher = await ownVoucher(ctx, raw.voucher_id)
  const [milestones, about] = await Promise.all([openOf(ctx, voucher), voucherById(ctx, voucher.id)])
  // A form that is sent twice names what was asked for already; the action knows it by its key.
  const sent = typeof raw.milestone_id === 'string' ? [raw.milestone_id] : []
  if (milestones.length + sent.length === 0)
    throw conflict(
      '现在没有可以兑付的阶段：要等订单有一个阶段验收通过，每个阶段兑付一次。',
      `/my/vouchers/${voucher.id}`,
    )
  return z.object({
    voucher_id: z.literal(voucher.id).meta({ widget: 'hidden' }),
    milestone_id: z.enum([...milestones.map(one => one.id), ...sent] as [string, ...string[]]).meta({
      label: '哪个阶段',
      widget: 'radio',
      options: milestones.map(one => ({
        value: one.id,
        label: `${one.name}（价格 ${money(one.price_fen)}，可补贴 ${money(one.amount_fen)}）`,
      })),
    }),
    ...paidByThemselves(dayOf(ctx.now)),
    proof: proof(about?.proof),
  }) as unknown as z.ZodType<Applying>
}

export async function knownApplication(ctx: Ctx, _row: Redemption | null, raw: Record<string, unknown>) {
  const [first] = await openOf(ctx, await ownVoucher(ctx, raw.voucher_id))
  return { milestone_id: first?.id, own_on: dayOf(ctx.now) }
}

export async function aboutVoucher(ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> {
  const voucher = await voucherById(ctx, (await ownVoucher(ctx, raw.voucher_id)).id)
  return voucher
    ? `服务券 ${voucherNumber(voucher.code, voucher.turn)}，${payees[voucher.pay_to as keyof typeof payees]}`
    : null
}

/** The same again; papers are added to those that are there. */
export const completing = async (ctx: Ctx): Promise<z.ZodType<Completing>> =>
  z.object({
    ...paidByThemselves(dayOf(ctx.now)),
    proof: files(8).optional().meta({ label: '补充材料' }),
  }) as unknown as z.ZodType<Completing>

export interface Checking {
  check_note: string
}
/** Where there are hints, the checker says what they found. */
export async function checking(_ctx: Ctx, row: Redemption | null): Promise<z.ZodType<Checking>> {
  const hinted = (row?.signals.length ?? 0) > 0
  const note = z.string().trim().max(300)
  return z.object({
    check_note: hinted
      ? note.min(4).meta({
          label: '对提示事项的核实情况',
          widget: 'textarea',
          rows: 3,
          help: '提示不等于有问题；请写明看了什么、核实的结果。',
        })
      : note.default('').meta({ label: '初审意见', widget: 'textarea', rows: 2 }),
  }) as unknown as z.ZodType<Checking>
}

const day = (label: string, ctx: Ctx) =>
  z.iso
    .date('请填写日期')
    .refine(one => one <= dayOf(ctx.now), '不能晚于今天')
    .meta({ label, widget: 'date' })

export interface Paying {
  paid_on: string
  paid_number: string
  slip?: string[] | undefined
}
export const paying = async (ctx: Ctx): Promise<z.ZodType<Paying>> =>
  z.object({
    paid_on: day('拨付日期', ctx),
    paid_number: text('付款凭证号', 2, 40, { help: '和银行流水上的一致，对账时靠它自动对上。' }),
    slip: files(4).optional().meta({ label: '付款凭证' }),
  }) as unknown as z.ZodType<Paying>

export interface Reclaiming {
  reclaimed_on: string
  reclaimed_number: string
  slip?: string[] | undefined
}
export const reclaiming = async (ctx: Ctx): Promise<z.ZodType<Reclaiming>> =>
  z.object({
    reclaimed_on: day('收回日期', ctx),
    reclaimed_number: text('收款凭证号', 2, 40),
    slip: files(4).optional().meta({ label: '收款凭证' }),
  }) as unknown as z.ZodType<Reclaiming>
