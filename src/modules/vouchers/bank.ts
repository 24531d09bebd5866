import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { oneOf } from '#platform/forms'
import { defineWorkflow } from '#platform/workflow'
import { payVouchers } from './duties.ts'
import { amount, type Reason, reason, text } from './inputs.ts'
import { type BankLine, seesVouchers } from './people.ts'
import { programmes } from './queries/programmes.ts'
import { paymentsWithoutLine } from './queries/reconcile.ts'

export const directions = { out: '付出', in: '收回' } as const

export interface Entering {
  programme_id: string
  direction: 'out' | 'in'
  day: string
  amount_fen: number
  reference: string
  counterpart: string
  /** The payment that agrees in number and amount, once it was looked for. */
  redemption_id?: string | null
}
/** One line of the bank's statement; the same schema reads the sheet. */
export async function entering(ctx: Ctx): Promise<z.ZodType<Entering>> {
  const known = (await programmes(ctx)).filter(one => one.published_at !== null)
  const names = Object.fromEntries(known.map(one => [one.id, `${one.code} ${one.name}`]))
  return z.object({
    programme_id: oneOf(Object.keys(names).length > 0 ? names : { '': '还没有公布的计划' }, '服务券计划'),
    direction: oneOf(directions, '收付', 'radio'),
    day: z.iso
      .date('请填写日期')
      .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
      .meta({ label: '日期', widget: 'date' }),
    amount_fen: amount('金额'),
    reference: text('摘要或凭证号', 2, 60, { help: '和登记拨付时的凭证号一致、金额相同的，自动对上。' }),
    counterpart: z.string().trim().max(60).default('').meta({ label: '对方户名' }),
  }) as unknown as z.ZodType<Entering>
}

/** What agrees in number and amount is found at once; anything else waits for a person. */
async function entered(ctx: Ctx, _row: BankLine, input: Entering) {
  const same = await ctx.db
    .selectFrom('voucher_bank_line')
    .select('id')
    .where('programme_id', '=', input.programme_id)
    .where('direction', '=', input.direction)
    .where('day', '=', input.day)
    .where('reference', '=', input.reference)
    .where('amount_fen', '=', input.amount_fen)
    .executeTakeFirst()
  if (same) throw invalid({ reference: '这一笔流水已经录过了' })
  const fitting = (await paymentsWithoutLine(ctx, input.programme_id)).filter(
    one =>
      one.direction === input.direction &&
      one.number === input.reference &&
      one.amount_fen === input.amount_fen,
  )
  const redemption_id = fitting.length === 1 ? (fitting[0]?.id ?? null) : null
  input.redemption_id = redemption_id
  return { ...input, redemption_id, note: redemption_id ? '凭证号和金额一致，自动对上' : '' }
}

interface Matching {
  redemption_id: string
}
const matching = async (ctx: Ctx, row: BankLine | null): Promise<z.ZodType<Matching>> => {
  const moved = row
    ? (await paymentsWithoutLine(ctx, row.programme_id)).filter(one => one.direction === row.direction)
    : []
  const names = Object.fromEntries(
    moved.map(one => [
      one.id,
      `${one.day} ${one.label} ${money(one.amount_fen)} ${one.payee_name}（${one.number}）`,
    ]),
  )
  if (moved.length === 0) throw invalid({ '': '没有还没对上的拨付或追回，请先在兑付里登记。' })
  return z.object({ redemption_id: oneOf(names, '对应哪一笔') }) as unknown as z.ZodType<Matching>
}

/** Amounts agree, or it is not the same payment. */
async function matched(ctx: Ctx, row: BankLine, { redemption_id }: Matching) {
  const moved = (await paymentsWithoutLine(ctx, row.programme_id)).find(
    one => one.id === redemption_id && one.direction === row.direction,
  )
  if (!moved) throw notFound('这笔拨付')
  if (moved.amount_fen !== row.amount_fen)
    throw invalid({
      redemption_id: `金额不同：流水 ${money(row.amount_fen)}，登记 ${money(moved.amount_fen)}。请先查清，不能这样对上。`,
    })
  return { redemption_id, note: '人工对上' }
}

/** A line of the bank's statement, and the payment that it is found again in. */
export const bankLineFlow = defineWorkflow({
  subject: 'voucher_bank_line',
  label: '银行流水',
  clause: '4.1',
  states: {
    open: { label: '没有对上', tone: 'red', awaits: payVouchers },
    matched: { label: '已对上', tone: 'green', final: true },
    aside: { label: '与服务券无关', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    seesVouchers(actor) ? query : query.where('voucher_bank_line.id', 'is', null),
  title: row => `银行流水 ${row.day} ${money(row.amount_fen)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('voucher_bank_line')
      .select(['id', 'reference', 'counterpart'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, [row.reference, row.counterpart].filter(Boolean).join(' · ')]))
  },
  href: row => `/desk/vouchers/bank?programme=${row.programme_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    programme_id: z.uuid(),
    direction: z.string(),
    day: z.string(),
    amount_fen: z.number().int(),
    reference: z.string(),
  }),
  actions: action => ({
    enter: action<Entering>({
      label: '录入流水',
      past: '录入了银行流水',
      from: 'new',
      to: (_row, input) => (input.redemption_id ? 'matched' : 'open'),
      by: payVouchers,
      tone: 'primary',
      input: entering,
      effect: entered,
    }),
    match: action<Matching>({
      label: '对上',
      past: '对上了拨付',
      from: ['open'],
      to: 'matched',
      by: payVouchers,
      tone: 'primary',
      input: matching,
      effect: matched,
    }),
    unmatch: action<Reason>({
      label: '取消对应',
      past: '取消了对应',
      from: ['matched'],
      to: 'open',
      by: payVouchers,
      input: reason('为什么不是这一笔'),
      effect: async () => ({ redemption_id: null, note: '' }),
      note: input => input.reason,
    }),
    setAside: action<Reason>({
      label: '与服务券无关',
      past: '注明与服务券无关',
      from: ['open'],
      to: 'aside',
      by: payVouchers,
      input: reason('这笔是什么'),
      effect: async (_ctx, _row, input) => ({ note: input.reason }),
      note: input => input.reason,
    }),
    reopen: action({
      label: '重新核对',
      past: '重新核对',
      from: ['aside'],
      to: 'open',
      by: payVouchers,
      effect: async () => ({ note: '' }),
    }),
  }),
})
