import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { afterEnd } from './cycles.ts'
import { approveEvaluations, runEvaluations, seesEvaluations } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { titleOf, told } from './messages.ts'
import * as settings from './settings.ts'

/** Whoever organised it does not approve it. */
const approver = allOf(approveEvaluations, not(everDid('组织评价的人', 'begin', 'conclude')))

/**
 * 6.1 评价: one round of one kind about one period. It is opened by the clock when the period is over, carried out, fixed,
 * approved by somebody else, published, and closed once every service was covered or its gap explained and accepted.
 */
export const evaluationFlow = defineWorkflow({
  subject: 'evaluation',
  label: '评价',
  clause: '6.1',
  states: {
    opened: { label: '已开启', tone: 'orange', awaits: runEvaluations, clock: 'begin' },
    working: { label: '评价中', tone: 'blue', awaits: runEvaluations, clock: 'work' },
    results: { label: '结果已出，待审定', tone: 'orange', awaits: approveEvaluations, clock: 'approve' },
    approved: { label: '已审定，待公布', tone: 'blue', awaits: runEvaluations, clock: 'publish' },
    published: { label: '已公布', tone: 'green', awaits: runEvaluations, clock: 'close' },
    closed: { label: '已办结', tone: 'grey', final: true },
  },
  clocks: {
    begin: { label: '开始评价', within: settings.beginDays },
    // Begun early, it still cannot end before its period does.
    work: { label: '出结果', within: row => row.days, until: row => addDays(row.last_day, afterEnd) },
    approve: { label: '审定', within: settings.approveDays, anew: true },
    publish: { label: '公布', within: settings.publishDays },
    close: { label: '办结', within: settings.closeDays },
  },
  visible: ({ actor }, query) =>
    seesEvaluations(actor) ? query : query.where('evaluation.state', 'in', ['published', 'closed']),
  title: titleOf,
  href: (row, actor) => (actor.staffId ? `/desk/evaluations/${row.id}` : `/evaluations/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    period: z.string().meta({ description: '统计期，如 2026-H1、2026-Q3、2026' }),
    first_day: z.string(),
    last_day: z.string(),
    method: z.string(),
    improvements: z.string(),
    published_at: z.date().nullable(),
    closed_at: z.date().nullable(),
  }),
  actions: action => ({
    open: action<inputs.Opening>({
      label: '开启评价',
      past: '统计期结束，开启了评价',
      from: 'new',
      to: 'opened',
      by: theSystem,
      inner: true,
      input: inputs.opening,
      effect: effects.opened,
      consequence: effects.toldKind,
      tell: (row, _input, ctx) => [told.opened(row, settings.beginDays.of(ctx.centre))],
    }),
    prepare: action<{ period: string }>({
      label: '提前开始本期自评',
      past: '统计期结束前，提前开启了自评',
      done: '已开启，请分好自评项；统计期结束后才能汇总结果',
      from: 'new',
      to: 'opened',
      by: runEvaluations,
      leave: '/desk/evaluations',
      input: inputs.preparing,
      effect: effects.prepared,
      consequence: effects.toldKind,
    }),
    begin: action<inputs.Beginning>({
      label: '开始自评',
      past: '分好了自评项，开始自评',
      done: '已开始，自评项已分给各负责人',
      from: ['opened'],
      to: 'working',
      by: runEvaluations,
      tone: 'primary',
      suits: row => row.kind === 'self',
      input: inputs.beginning,
      prefill: inputs.lastTeam,
      effect: async (ctx, _row, { sheet_id }) => ({ sheet_id, begun_at: ctx.now }),
      consequence: effects.handOutMarks,
    }),
    start: action({
      label: '开始评价',
      past: '评价开始',
      from: ['opened'],
      to: 'working',
      by: theSystem,
      inner: true,
      suits: row => row.kind !== 'self',
      effect: async ctx => ({ begun_at: ctx.now }),
    }),
    conclude: action({
      label: '汇总结果',
      past: '汇总了结果',
      done: '结果已汇总，请审定',
      from: ['working'],
      to: 'results',
      by: anyOf(runEvaluations, theSystem),
      tone: 'primary',
      confirm: '汇总后结果固定下来，交另一人审定；需要修改的由审定人退回。',
      blockedBy: (row, _actor, { now }) =>
        dayOf(now) <= row.last_day && '统计期还没有结束，结束后才能汇总结果。',
      effect: effects.concluded,
      consequence: effects.lookForGaps,
      tell: row => [told.results(row)],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回重评',
      past: '退回重评',
      from: ['results'],
      to: 'working',
      by: approver,
      input: inputs.reason('哪里要重新评', '组织评价的人会看到；改好后重新汇总。'),
      effect: async () => ({ results: null, results_at: null }),
      note: input => input.reason,
      tell: (row, { reason }) => [told.returned(row, reason)],
    }),
    approve: action<{ opinion: string }>({
      label: '审定',
      past: '审定了结果',
      done: '已审定，低分项和没有评到的服务已登记为问题',
      from: ['results'],
      to: 'approved',
      by: approver,
      tone: 'primary',
      input: inputs.approval,
      effect: effects.approved,
      consequence: effects.raiseFindings,
      note: input => input.opinion,
      tell: row => [told.approved(row)],
    }),
    publish: action<inputs.Publication>({
      label: '公布',
      past: '公布了结果',
      done: '已公布',
      from: ['approved'],
      to: 'published',
      by: runEvaluations,
      tone: 'primary',
      publishes: true,
      input: inputs.publication,
      prefill: inputs.suggestedMethod,
      effect: async (ctx, _row, input) => ({ ...input, published_at: ctx.now }),
      consequence: effects.lookForGaps,
    }),
    revise: action<inputs.Publication>({
      label: '修改公布的说明',
      past: '修改了公布的说明',
      from: ['published'],
      by: runEvaluations,
      publishes: true,
      input: inputs.publication,
      prefill: async (_ctx, row) => ({ method: row?.method, improvements: row?.improvements }),
      effect: async (_ctx, _row, input) => input,
      note: input => input.improvements,
    }),
    close: action({
      label: '办结',
      past: '办结了这一轮评价',
      from: ['published'],
      to: 'closed',
      by: runEvaluations,
      tone: 'primary',
      publishes: true,
      confirm: '办结后，这一轮的覆盖情况固定下来，不再变动。',
      blockedBy: row =>
        row.gaps > 0 &&
        `还有 ${row.gaps} 项服务没有评到，原因没有说明或没有被认可，不能办结；请先到覆盖情况里说明。`,
      effect: effects.closed,
    }),
  }),
})
