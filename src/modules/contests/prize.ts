import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveContests, payContests, seesContests } from './duties.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import type { Prize } from './people.ts'
import { lockContest } from './queries.ts'
import { payDays } from './settings.ts'

interface Award {
  contest_id: string
  entry_id: string
  party_id: string
  title: string
  name: string
  turn: number
  amount_fen: number
}
interface Paid {
  tax_fen: number
  paid_on: string
  voucher: string
}

/** Sixteen digits that nobody guesses, printed on the certificate. */
const codeOf = (ctx: Ctx, id: string): string =>
  (BigInt(`0x${ctx.centre.keys.hash(`honour ${id}`).slice(0, 15)}`) % 10n ** 16n).toString().padStart(16, '0')

/** All prizes that were not taken back stay within what was approved; the database says so too. */
async function withinBudget(ctx: Ctx, contestId: string, more: number): Promise<void> {
  const contest = await lockContest(ctx, contestId)
  const { given } = await ctx.db
    .selectFrom('contest_prize')
    .select(({ fn }) => fn.sum<string | number | null>('amount_fen').as('given'))
    .where('contest_id', '=', contestId)
    .where('state', '!=', 'cancelled')
    .executeTakeFirstOrThrow()
  if (Number(given ?? 0) + more > contest.prize_fen) throw conflict('奖金合计超过了批准的预算。')
}

/** 5.4.2 A prize: given with the announcement, paid by another, with tax and the number of the voucher. */
export const prizeFlow = defineWorkflow({
  subject: 'contest_prize',
  label: '奖项',
  clause: '5.4.2',
  clocks: { pay: { label: '发放', within: payDays } },
  states: {
    due: { label: '待发放', tone: 'orange', awaits: payContests, clock: 'pay' },
    paid: { label: '已发放', tone: 'green', final: true },
    cancelled: { label: '不发放', tone: 'grey', final: true },
  },
  visible: ({ db, actor }, query) => {
    if (actor.kind === 'system' || seesContests(actor)) return query
    const own = db
      .selectFrom('contest_entry')
      .select('contest_entry.id')
      .where('party_id', 'in', [noId, ...actor.parties])
    return query.where('contest_prize.entry_id', 'in', own)
  },
  title: row => row.name,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('contest_prize')
      .innerJoin('contest', 'contest.id', 'contest_prize.contest_id')
      .innerJoin('contest_entry', 'contest_entry.id', 'contest_prize.entry_id')
      .select(['contest_prize.id', 'contest.title', 'contest_entry.title as work'])
      .where('contest_prize.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${row.work}`]))
  },
  href: (row, actor) => (actor.staffId ? '/desk/contests/prizes' : `/my/contests/entries/${row.entry_id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contest_id: z.uuid(),
    name: z.string(),
    amount_fen: z.number().int(),
    tax_fen: z.number().int(),
    paid_on: z.string().nullable(),
  }),
  actions: action => ({
    award: action<Award>({
      label: '授奖',
      past: '授予奖项',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ contest_id: z.uuid(), entry_id: z.uuid(), party_id: z.uuid(), title: z.string() },
        ...{ name: z.string(), turn: z.number().int(), amount_fen: z.number().int().min(0) },
      }),
      effect: async (ctx, row, { party_id: _party, title: _title, ...input }) => {
        await withinBudget(ctx, input.contest_id, input.amount_fen)
        return { ...input, code: codeOf(ctx, row.id) }
      },
      tell: (row, { party_id, title, name }) => [
        message(
          { party: party_id },
          texts.won,
          { title, prize: name },
          `/my/contests/entries/${row.entry_id}`,
        ),
      ],
    }),
    pay: action<Paid>({
      label: '登记发放',
      past: '登记了发放',
      from: ['due'],
      to: 'paid',
      by: payContests as Who<Prize>,
      tone: 'primary',
      input: z.object({
        tax_fen: z.number().int().min(0).max(1_000_000_000).default(0).meta({
          label: '代扣税款',
          widget: 'money',
          unit: '元',
          help: '按规定代扣代缴的个人所得税等，没有填 0。',
        }),
        paid_on: z.iso.date('请填写日期').meta({ label: '发放日期', widget: 'date' }),
        voucher: z.string().trim().min(2).max(40).meta({ label: '凭证号' }),
      }) as unknown as z.ZodType<Paid>,
      prefill: async ctx => ({ paid_on: dayOf(ctx.now) }),
      effect: async (ctx, row, input) => {
        if (input.tax_fen > row.amount_fen) throw invalid({ tax_fen: '不能超过奖金' })
        if (input.paid_on > dayOf(ctx.now)) throw invalid({ paid_on: '还没有到' })
        const twin = await ctx.db
          .selectFrom('contest_prize')
          .select('id')
          .where('contest_id', '=', row.contest_id)
          .where('voucher', '=', input.voucher)
          .executeTakeFirst()
        if (twin) throw invalid({ voucher: '这个凭证号已经登记过' })
        return input
      },
      note: (input, row) => `凭证 ${input.voucher}，${row.name}`,
    }),
    cancel: action<{ reason: string }>({
      label: '不发放',
      past: '决定不发放',
      from: ['due'],
      to: 'cancelled',
      by: approveContests as Who<Prize>,
      tone: 'danger',
      input: reason('原因', '例如：获奖者书面放弃。'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
    }),
  }),
})
