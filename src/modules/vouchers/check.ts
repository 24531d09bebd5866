import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { confirmVouchers, grantVouchers, manageVouchers, payVouchers } from './duties.ts'
import { text } from './inputs.ts'
import { type Check, seesVouchers } from './people.ts'
import { programmeOf } from './queries/programmes.ts'
import { reconcile } from './reconcile.ts'
import { explainDays } from './settings.ts'

interface Running {
  programme_id: string
  /** Known once everything was compared. */
  differs?: boolean
}

/** Compared in the action itself: what the database said at that moment is what is kept. */
async function made(ctx: Ctx, _row: Check, input: Running) {
  const programme = await programmeOf(ctx, input.programme_id)
  if (!programme) throw notFound('这个服务券计划')
  const { figures, findings } = await reconcile(ctx, programme)
  input.differs = findings.length > 0
  return {
    ...{ programme_id: programme.id, made_at: ctx.now },
    ...{ figures: JSON.stringify(figures), findings: JSON.stringify(findings) },
  }
}

/** 对账: what was compared, what did not agree, and what it was; a difference waits for somebody, and is never put right by itself. */
export const checkFlow = defineWorkflow({
  subject: 'voucher_check',
  label: '服务券对账',
  clause: '5.6.1、4.1',
  states: {
    clean: { label: '相符', tone: 'green', final: true },
    differing: { label: '不符，待查清', tone: 'red', awaits: payVouchers, clock: 'explain' },
    explained: { label: '已查清', tone: 'grey', final: true },
  },
  clocks: { explain: { label: '查清', within: explainDays } },
  visible: ({ actor }, query) => (seesVouchers(actor) ? query : query.where('voucher_check.id', 'is', null)),
  title: row => `服务券对账 ${dayOf(row.made_at)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('voucher_check')
      .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher_check.programme_id')
      .select(['voucher_check.id', 'voucher_programme.name'])
      .where('voucher_check.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.name]))
  },
  href: row => `/desk/vouchers/checks/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), programme_id: z.uuid(), made_at: z.date() }),
  actions: action => ({
    run: action<Running>({
      label: '立即对账',
      past: '对了一次账',
      done: '已对账，结果如下',
      from: 'new',
      to: (_row, input) => (input.differs ? 'differing' : 'clean'),
      by: anyOf(payVouchers, manageVouchers, confirmVouchers, grantVouchers, theSystem),
      tone: 'primary',
      input: z.object({ programme_id: z.uuid().meta({ widget: 'hidden', label: '服务券计划' }) }),
      effect: made,
    }),
    explain: action<{ explanation: string }>({
      label: '写明查清的情况',
      past: '查清了不符的原因',
      from: ['differing'],
      to: 'explained',
      by: payVouchers,
      tone: 'primary',
      input: z.object({
        explanation: text('原因和处理', 6, 1_000, {
          widget: 'textarea',
          rows: 5,
          help: '逐条写清为什么不符、怎样处理的；需要更正的，请在相应的券、兑付或流水上办理，台账不改写。',
        }),
      }),
      effect: async (_ctx, _row, input) => input,
      note: input => input.explanation,
    }),
  }),
})
