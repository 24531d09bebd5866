import { z } from 'zod'
import type { ClauseNumber } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveEvaluations, runEvaluations, seesEvaluations } from './duties.ts'
import { told } from './messages.ts'
import { countGaps } from './queries/rounds.ts'
import { closeDays } from './settings.ts'

export type Gap = RowOf<'evaluation_gap'>

/** Whoever explained it does not accept it. */
const acceptor = allOf(approveEvaluations, not(everDid('说明的人', 'explain')))

interface Found {
  evaluation_id: string
  service: string
  label: string
  clause: ClauseNumber
  served: number
}
const text = (label: string, help: string) =>
  z.string().trim().min(5).max(500).meta({ label, help, widget: 'textarea' })

const recount = (ctx: Ctx, row: Gap): Promise<void> => countGaps(ctx, row.evaluation_id)

/** 6.1.3 覆盖缺口: a service that was provided and not looked at: why, said by one, accepted by another. */
export const gapFlow = defineWorkflow({
  subject: 'evaluation_gap',
  label: '覆盖缺口',
  clause: '6.1.3',
  states: {
    open: { label: '没有评到，待说明', tone: 'red', awaits: runEvaluations, clock: 'explain' },
    explained: { label: '已说明，待认可', tone: 'orange', awaits: approveEvaluations, clock: 'accept' },
    accepted: { label: '已说明并认可', tone: 'grey', final: true },
    covered: { label: '已消除', tone: 'green', final: true },
  },
  clocks: {
    explain: { label: '说明', within: closeDays },
    accept: { label: '认可', within: closeDays, anew: true },
  },
  visible: ({ actor }, query) =>
    seesEvaluations(actor) ? query : query.where('evaluation_gap.id', 'is', null),
  title: row => `没有评到：${row.label}`,
  href: row => `/desk/evaluations/${row.evaluation_id}/coverage`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    evaluation_id: z.uuid(),
    service: z.string(),
    label: z.string(),
    clause: z.string(),
    served: z.number().int(),
    explanation: z.string(),
    remedy: z.string(),
  }),
  actions: action => ({
    find: action<Found>({
      label: '发现缺口',
      past: '发现没有评到',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({
        evaluation_id: z.uuid(),
        service: z.string(),
        label: z.string(),
        clause: z.string() as unknown as z.ZodType<ClauseNumber>,
        served: z.number().int().min(1),
      }),
      effect: async (ctx, _row, input) => ({ ...input, found_at: ctx.now }),
      consequence: recount,
    }),
    explain: action<{ explanation: string; remedy: string }>({
      label: '说明原因',
      past: '说明了没有评到的原因',
      done: '已说明，由另一人认可',
      from: ['open'],
      to: 'explained',
      by: runEvaluations,
      tone: 'primary',
      input: z.object({
        explanation: text('为什么没有评到', '例如：期内只办了一件，抽样没有抽到。'),
        remedy: text('下一轮怎样评到', '具体写明抽样、发放或核对的办法。'),
      }),
      prefill: async (_ctx, row) => ({ explanation: row?.explanation, remedy: row?.remedy }),
      effect: async (ctx, _row, input) => ({ ...input, explained_at: ctx.now, refusal: null }),
      consequence: recount,
      note: input => `${input.explanation} 下一轮：${input.remedy}`,
    }),
    accept: action({
      label: '认可说明',
      past: '认可了说明',
      from: ['explained'],
      to: 'accepted',
      by: acceptor,
      tone: 'primary',
      effect: async ctx => ({ accepted_at: ctx.now }),
      consequence: recount,
    }),
    refuse: action<{ reason: string }>({
      label: '退回说明',
      past: '没有认可说明',
      from: ['explained'],
      to: 'open',
      by: acceptor,
      input: z.object({ reason: text('为什么不认可', '说明的人会看到。') }),
      effect: async (_ctx, _row, { reason }) => ({ refusal: reason }),
      consequence: recount,
      note: input => input.reason,
      tell: (row, { reason }) => [told.refused({ id: row.evaluation_id }, row.label, reason)],
    }),
    cover: action({
      label: '消除',
      past: '后来评到了，缺口消除',
      from: ['open', 'explained'],
      to: 'covered',
      by: theSystem,
      inner: true,
      consequence: recount,
    }),
    reopen: action<{ served: number }>({
      label: '又成缺口',
      past: '又没有评到',
      from: ['covered'],
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({ served: z.number().int().min(1) }),
      effect: async (_ctx, _row, input) => input,
      consequence: recount,
    }),
  }),
})
