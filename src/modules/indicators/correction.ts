import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import type { Measure } from '#platform/indicators'
import { periodFrom } from '#platform/periods'
import { allOf, everDid, not } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveIndicators, lockReported, manageIndicators, seesSingle } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { atDesk, telling, texts } from './messages.ts'
import { decider } from './people.ts'
import { decideDays } from './settings.ts'
import { words } from './words.ts'

type Correction = RowOf<'indicator_correction'>

const tell = telling<Correction>('corrections')
const decided = (ctx: Ctx) => ({ decided_by: ctx.actor.name, decided_at: ctx.now })
const whichSlip = (row: Correction) => ({ name: row.label, period: periodFrom(row.period).label })

/** 更正单: old, new, reason; decided by another than who asked. Both values are kept for ever. */
export const correctionFlow = defineWorkflow({
  subject: 'indicator_correction',
  label: '更正单',
  clause: '5.6.2',
  clocks: { decide: { label: '审定更正', within: decideDays } },
  states: {
    asked: { label: '待审定', tone: 'orange', awaits: decider, clock: 'decide' },
    approved: { label: '已更正', tone: 'green', final: true },
    refused: { label: '不予更正', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  // A single town's figure may be a single firm's: the slip tells it.
  visible: ({ actor }, query) =>
    seesSingle(actor) ? query : query.where('indicator_correction.id', 'is', null),
  title: row => `${row.label}（${periodFrom(row.period).label}）更正单`,
  href: row => atDesk(`corrections/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    period: z.string(),
    town: z.string(),
    old_value: z.number(),
    new_value: z.number(),
    reason: z.string(),
    opinion: z.string().nullable(),
  }),
  actions: action => ({
    ask: action<inputs.Asking>({
      label: '申请更正',
      past: '申请更正',
      done: '已送审，由另一人审定',
      from: 'new',
      to: 'asked',
      by: manageIndicators,
      tone: 'primary',
      about: inputs.aboutSlip,
      input: inputs.asking,
      effect: async (ctx, _row, input) => effects.askCorrection(ctx, input),
      note: input => input.reason,
      tell: row => [
        tell(row, row.source === 'reported' ? lockReported : approveIndicators, texts.correctionAsked, {
          ...whichSlip(row),
          before: slipValue(row, 'old'),
          after: slipValue(row, 'new'),
        }),
      ],
    }),
    approve: action<{ reason: string }>({
      label: '同意更正',
      past: '同意更正',
      done: '已更正，原数和新数都留存',
      from: ['asked'],
      to: 'approved',
      by: allOf<Correction>(decider, not(everDid('申请人', 'ask'))),
      tone: 'primary',
      publishes: true,
      input: inputs.reason('审定意见', '看了哪些凭据。'),
      effect: async (ctx, _row, { reason }) => ({ opinion: reason, ...decided(ctx) }),
      consequence: effects.correct,
      note: input => input.reason,
      tell: row => [
        tell(row, manageIndicators, texts.correctionDecided, { ...whichSlip(row), answer: '已同意' }),
      ],
    }),
    refuse: action<{ reason: string }>({
      label: '不予更正',
      past: '不予更正',
      from: ['asked'],
      to: 'refused',
      by: allOf<Correction>(decider, not(everDid('申请人', 'ask'))),
      input: inputs.reason('理由'),
      effect: async (ctx, _row, { reason }) => ({ opinion: reason, ...decided(ctx) }),
      note: input => input.reason,
      tell: row => [
        tell(row, manageIndicators, texts.correctionDecided, { ...whichSlip(row), answer: '未获同意' }),
      ],
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了申请',
      from: ['asked'],
      to: 'withdrawn',
      by: allOf(manageIndicators, everDid('申请人', 'ask')),
      effect: async ctx => decided(ctx),
    }),
  }),
})

/** What a slip says of a value; of a rate its two parts. */
export function slipValue(row: Correction, which: 'old' | 'new'): string {
  const base = row[`${which}_base`]
  const value = row[`${which}_value`]
  return base === null ? words(row.measure as Measure, row.unit, value) : `${value} ÷ ${base}`
}
