import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { files } from '#platform/forms'
import { perform } from '#platform/perform'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { bookFunds } from './duties.ts'
import { reason } from './inputs.ts'

/** 4.1.2 Market-oriented: what the operator earns is shown apart from the public's money. */
export const sources = { public: '财政资金', own: '自营收入' } as const
export const directions = { in: '收入', out: '支出' } as const

interface Booking {
  source: keyof typeof sources
  direction: keyof typeof directions
  day: string
  amount_fen: number
  purpose: string
  counterpart: string
}

const choices = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))

const booking = async (ctx: Ctx) =>
  z.object({
    source: z
      .enum(Object.keys(sources) as [keyof typeof sources])
      .meta({ label: '资金', widget: 'radio', options: choices(sources) }),
    direction: z
      .enum(Object.keys(directions) as [keyof typeof directions])
      .meta({ label: '收支', widget: 'radio', options: choices(directions) }),
    day: z.iso
      .date('请填写日期')
      .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
      .meta({ label: '日期', widget: 'date' }),
    amount_fen: z
      .number()
      .int()
      .min(1, '金额要大于 0')
      .max(1_000_000_000_00)
      .meta({ label: '金额', widget: 'money', unit: '元' }),
    purpose: z.string().trim().min(2).max(100).meta({ label: '用途或来源' }),
    counterpart: z.string().trim().max(60).default('').meta({ label: '对方单位' }),
    vouchers: files(4).optional().meta({ label: '凭证' }),
  }) as unknown as z.ZodType<Booking>

interface Carried {
  direction: keyof typeof directions
  day: string
  amount_fen: number
  purpose: string
  counterpart: string
  /** The record that it was paid for; once for each direction, by the database. */
  origin_flow: string
  origin_id: string
}

const carried = z.object({
  direction: z.enum(['in', 'out']),
  day: z.iso.date(),
  amount_fen: z.number().int().min(1),
  purpose: z.string().max(100),
  counterpart: z.string().max(60),
  origin_flow: z.string(),
  origin_id: z.uuid(),
}) as unknown as z.ZodType<Carried>

/** The door for later ledgers of public money: what they pay out of the centre's account, or get back. Returns its id. */
export const carryFunds = async (ctx: Ctx, entry: Carried): Promise<string> =>
  (await perform({ ...ctx, actor: system }, fundFlow, 'carry', null, { ...entry })).id

/** An account of public funds and own income; a wrong entry is reversed, never changed. */
export const fundFlow = defineWorkflow({
  subject: 'fund_entry',
  label: '资金收支',
  clause: '4.1.2',
  states: {
    booked: { label: '有效', tone: 'green', final: true },
    reversed: { label: '已冲销', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('fund_entry.id', 'is', null),
  title: row => row.purpose,
  href: () => '/desk/operator/funds',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    source: z.string(),
    direction: z.string(),
    day: z.string(),
    amount_fen: z.number().int(),
    purpose: z.string(),
  }),
  actions: action => ({
    book: action<Booking>({
      label: '登记收支',
      past: '登记了收支',
      from: 'new',
      to: 'booked',
      by: bookFunds,
      tone: 'primary',
      publishes: true,
      input: booking,
      effect: async (_ctx, _row, { source, direction, day, amount_fen, purpose, counterpart }) => ({
        ...{ source, direction, day, amount_fen, purpose, counterpart },
      }),
    }),
    carry: action<Carried>({
      label: '随拨付登记',
      past: '随拨付登记了收支',
      from: 'new',
      to: 'booked',
      by: theSystem,
      inner: true,
      publishes: true,
      input: carried,
      effect: async (_ctx, _row, input) => ({ source: 'public', ...input }),
    }),
    reverse: action<{ reason: string }>({
      label: '冲销',
      past: '冲销',
      from: ['booked'],
      to: 'reversed',
      by: bookFunds,
      // What another ledger carried over is put right there, and comes here by itself.
      suits: row => row.origin_id === null,
      tone: 'danger',
      publishes: true,
      input: reason('冲销原因'),
      note: input => input.reason,
    }),
  }),
})
