import { z } from 'zod'
import { anyOf, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { improvementPage } from './addresses.ts'
import { approveImprovements, superviseImprovements } from './duties.ts'
import * as inputs from './improvement-inputs.ts'
import * as effects from './measure-effects.ts'
import { toldDoer, toldPutOff } from './messages.ts'
import { type Measure, owner, visibleMeasures } from './people.ts'

/** Whose improvement it is, is looked at in the effect: the measure does not say it. */
const planner: Who<unknown> = { says: '改进事项的责任人', test: actor => actor.staffId !== null }
const decider = anyOf<Measure>(approveImprovements, superviseImprovements)

/** 6.2.2 措施: planned, started by the approval, carried out with proof. */
export const measureFlow = defineWorkflow({
  subject: 'measure',
  label: '改进措施',
  clause: '6.2.2',
  clocks: { carry: { label: '落实', within: row => row.work_days, until: row => row.due_on } },
  states: {
    planned: { label: '待批准', tone: 'grey', final: true },
    doing: { label: '落实中', tone: 'blue', awaits: owner, clock: 'carry' },
    done: { label: '已落实', tone: 'green', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  joins: { parent: 'improvement', by: 'improvement_id', settled: ['done', 'dropped'], do: 'finish' },
  visible: visibleMeasures,
  title: row => `措施：${row.what}`,
  href: row => improvementPage(row.improvement_id),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    improvement_id: z.uuid(),
    what: z.string(),
    owner_id: z.uuid(),
    due_on: z.string(),
    done_at: z.date().nullable(),
  }),
  actions: action => ({
    add: action<inputs.MeasureInput>({
      label: '加一条措施',
      past: '列出了措施',
      from: 'new',
      to: 'planned',
      by: planner,
      input: inputs.measureInput,
      prefill: async (_ctx, _row, raw) => ({ improvement_id: raw.improvement_id }),
      effect: effects.added,
      consequence: effects.counted,
      note: input => `${input.what}（${input.due_on} 前）`,
    }),
    edit: action<inputs.MeasureInput>({
      label: '修改',
      past: '修改了措施',
      from: ['planned'],
      by: planner,
      input: inputs.measureInput,
      prefill: async (_ctx, row) =>
        row ? { what: row.what, owner_id: row.owner_id, due_on: row.due_on } : {},
      effect: effects.edited,
      note: input => `${input.what}（${input.due_on} 前）`,
    }),
    strike: action({
      label: '去掉',
      past: '去掉了措施',
      from: ['planned'],
      to: 'dropped',
      by: planner,
      confirm: '去掉这条措施？',
      effect: effects.struck,
      consequence: effects.counted,
    }),
    start: action({
      label: '开始落实',
      past: '经批准，开始落实',
      from: ['planned'],
      to: 'doing',
      by: theSystem,
      inner: true,
      effect: effects.started,
      consequence: effects.counted,
      tell: row => [toldDoer(row)],
    }),
    carryOut: action<inputs.Carried>({
      label: '已落实',
      past: '落实了措施',
      from: ['doing'],
      to: 'done',
      by: owner,
      tone: 'primary',
      input: inputs.carried,
      effect: async (ctx, _row, { result }) => ({ result, done_at: ctx.now, done_by: ctx.actor.staffId }),
      consequence: effects.noteDoer,
      note: input => input.result,
    }),
    putOff: action<inputs.PutOff>({
      label: '改期',
      past: '同意改期',
      from: ['doing'],
      by: decider,
      input: inputs.putOff,
      effect: effects.putOff,
      note: input => `${input.due_on}：${input.reason}`,
      tell: row => [toldPutOff(row)],
    }),
    drop: action<{ reason: string }>({
      label: '取消措施',
      past: '取消了措施',
      from: ['doing'],
      to: 'dropped',
      by: decider,
      tone: 'danger',
      input: inputs.reason('为什么不用做了'),
      effect: async (_ctx, _row, { reason }) => ({ reason }),
      note: input => input.reason,
    }),
    end: action<{ reason: string }>({
      label: '终止',
      past: '随改进事项终止',
      from: ['planned', 'doing'],
      to: 'dropped',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async (_ctx, _row, { reason }) => ({ reason }),
      consequence: effects.counted,
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事落实',
      from: ['planned', 'doing'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
