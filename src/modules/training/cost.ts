import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { money as inWords } from '#platform/format'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import type { TrainingClass } from './doors.ts'
import { checksCosts, runsClasses } from './duties.ts'
import { day, money, reason, words } from './fields.ts'
import { budgetOf } from './inputs.ts'
import { checkDays } from './settings.ts'

export type Cost = RowOf<'training_cost'>

interface Noting {
  class_id: string
  item: string
  what: string
  payee: string
  receipt: string
  amount_fen: number
  paid_on: string
  receipts: string[]
}

const spending = ['published', 'running', 'finishing', 'completed']

async function classFor(ctx: Ctx, id: unknown, lock = false): Promise<TrainingClass> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db
          .selectFrom('training_class')
          .selectAll()
          .where('id', '=', id)
          .$if(lock, query => query.forUpdate())
          .executeTakeFirst()
      : undefined
  if (!row) throw notFound('这个培训班')
  return row
}

async function noting(ctx: Ctx, row: Cost | null, raw: Record<string, unknown>) {
  const one = await classFor(ctx, row?.class_id ?? raw.class_id)
  if (!spending.includes(one.state) || one.settled_at) throw conflict('这个班现在不登记费用。')
  const items = budgetOf(one).map(line => line.item)
  if (items.length === 0) throw conflict('这个班没有经费预算，不能登记费用。')
  return z.object({
    class_id: z.literal(one.id).meta({ widget: 'hidden' }),
    item: z.enum(items as [string, ...string[]]).meta({ label: '预算项目', widget: 'select' }),
    what: words('用途', 2, 80),
    payee: words('收款方', 2, 60),
    receipt: words('票据号', 2, 40),
    amount_fen: money('金额').min(1),
    paid_on: day('付款日期'),
    receipts: files(5).meta({ label: '票据', help: '拍照或扫描；核对的人要看。' }),
  }) as unknown as z.ZodType<Noting>
}

/** One receipt is reimbursed once, whichever class it is noted for. */
async function noted(ctx: Ctx, row: { id: string }, { receipts, ...plain }: Noting) {
  void receipts
  if (plain.paid_on > dayOf(ctx.now)) throw invalid({ paid_on: '不能晚于今天' })
  const same = await ctx.db
    .selectFrom('training_cost')
    .innerJoin('training_class', 'training_class.id', 'training_cost.class_id')
    .select('training_class.title')
    .where('payee', '=', plain.payee)
    .where('receipt', '=', plain.receipt)
    .where('training_cost.state', '!=', 'dropped')
    .where('training_cost.id', '!=', row.id)
    .limit(1)
    .executeTakeFirst()
  if (same) throw invalid({ receipt: `这张票据已经在“${same.title}”中登记过` })
  return { ...plain, reason: null }
}

/** Under the lock of the class: what is checked never comes to more than what is approved. */
async function checked(ctx: Ctx, row: Cost): Promise<undefined> {
  const one = await classFor(ctx, row.class_id, true)
  const { sum } = await ctx.db
    .selectFrom('training_cost')
    .select(({ fn }) => fn.sum<string | null>('amount_fen').as('sum'))
    .where('class_id', '=', row.class_id)
    .where('state', 'in', ['checked', 'settled'])
    .executeTakeFirstOrThrow()
  const total = Number(sum ?? 0) + row.amount_fen
  const most = one.budget_fen + one.over_fen
  if (total > most)
    throw conflict(
      `核对后合计 ${inWords(total)}，超过批准的经费 ${inWords(most)}；请负责人先“申请增加经费”。`,
    )
}

/** 培训费用: a receipt of a class, noted by one, checked by another, settled with the class. */
export const costFlow = defineWorkflow({
  subject: 'training_cost',
  label: '培训费用',
  clause: '5.3.1',
  states: {
    noted: { label: '待核对', tone: 'orange', awaits: checksCosts, clock: 'check' },
    returned: { label: '退回补充', tone: 'orange', awaits: runsClasses },
    checked: { label: '已核对', tone: 'blue', final: true },
    settled: { label: '已结清', tone: 'green', final: true },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  clocks: { check: { label: '核对', within: checkDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('training_cost.id', 'is', null),
  title: row => `${row.item} ${row.what}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('training_cost')
      .innerJoin('training_class', 'training_class.id', 'training_cost.class_id')
      .select(['training_cost.id', 'training_class.title', 'amount_fen'])
      .where('training_cost.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${inWords(row.amount_fen)}`]))
  },
  href: row => `/desk/classes/${row.class_id}/costs`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    item: z.string(),
    what: z.string(),
    amount_fen: z.number().int(),
    paid_on: z.string(),
  }),
  actions: action => ({
    note: action<Noting>({
      label: '登记费用',
      past: '登记了费用',
      from: 'new',
      to: 'noted',
      by: runsClasses,
      tone: 'primary',
      input: noting,
      effect: noted,
    }),
    edit: action<Noting>({
      label: '修改',
      past: '修改了费用',
      from: ['noted', 'returned'],
      to: 'noted',
      by: runsClasses,
      input: noting,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: noted,
    }),
    check: action({
      label: '核对无误',
      past: '核对了费用',
      from: ['noted'],
      to: 'checked',
      by: allOf(checksCosts, not(everDid('登记人', 'note', 'edit'))),
      tone: 'primary',
      effect: checked,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回',
      past: '退回了费用',
      from: ['noted'],
      to: 'returned',
      by: allOf(checksCosts, not(everDid('登记人', 'note', 'edit'))),
      input: reason('需要补充什么'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
    }),
    drop: action<{ reason: string }>({
      label: '作废',
      past: '作废了费用',
      from: ['noted', 'returned'],
      to: 'dropped',
      by: runsClasses,
      tone: 'danger',
      input: reason('原因'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
    }),
    settle: action({
      label: '结清',
      past: '随班结清',
      from: ['checked'],
      to: 'settled',
      by: theSystem,
      inner: true,
    }),
  }),
})
