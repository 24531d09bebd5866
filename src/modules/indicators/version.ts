import { z } from 'zod'
import { periodFrom } from '#platform/periods'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveIndicators, manageIndicators } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { atDesk, telling, texts } from './messages.ts'
import { decideDays } from './settings.ts'
import type { Settled } from './workflow.ts'

type VersionRow = RowOf<'indicator_version'>

const tell = telling<VersionRow>('versions')
const ofVersion = (row: VersionRow) => ({ name: row.label, number: String(row.number) })
const fromWhen = (row: VersionRow) => (row.holds_from === '' ? '一开始' : periodFrom(row.holds_from).label)

/** 指标口径: drafted by one, approved by another; the old one stays with its values. */
export const versionFlow = defineWorkflow({
  subject: 'indicator_version',
  label: '指标口径',
  clause: '5.6.2',
  clocks: { decide: { label: '审定口径', within: decideDays, anew: true } },
  states: {
    draft: { label: '起草中', tone: 'orange', awaits: manageIndicators },
    for_approval: { label: '待审定', tone: 'blue', awaits: approveIndicators, clock: 'decide' },
    in_force: { label: '现行', tone: 'green', final: true },
    superseded: { label: '已由新版代替', tone: 'grey', final: true },
    withdrawn: { label: '已撤销', tone: 'grey', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => `${row.label}（口径第 ${row.number} 版）`,
  href: row => atDesk(`versions/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    number: z.number().int(),
    label: z.string(),
    definition: z.string(),
    formula: z.string(),
    unit: z.string(),
    frequency: z.string(),
    adds: z.boolean(),
    holds_from: z.string(),
  }),
  actions: action => ({
    settle: action<Settled>({
      label: '收录口径',
      past: '收录了口径',
      from: 'new',
      to: 'in_force',
      by: theSystem,
      inner: true,
      input: z.custom<Settled>(),
      effect: async (ctx, _row, input) => ({
        ...effects.definitionOf(input),
        ...{ code: input.code, number: 1, holds_from: '', reason: '随系统提供的通用口径' },
        ...{ drafted_at: ctx.now, approved_at: ctx.now },
      }),
    }),
    draftFirst: action<inputs.NewIndicator & { code: string }>({
      label: '起草口径',
      past: '起草了口径',
      from: 'new',
      to: 'draft',
      by: manageIndicators,
      inner: true,
      input: z.custom<inputs.NewIndicator & { code: string }>(),
      effect: async (ctx, _row, input) => ({
        ...effects.definitionOf(input),
        ...{ code: input.code, number: 1, holds_from: '', reason: '新增指标', drafted_at: ctx.now },
      }),
    }),
    draft: action<inputs.NewVersion>({
      label: '修改口径',
      past: '起草了新口径',
      done: '已存为草稿，报审后由另一人审定',
      from: 'new',
      to: 'draft',
      by: manageIndicators,
      tone: 'primary',
      input: inputs.newVersion,
      prefill: inputs.wordingNow,
      effect: async (ctx, _row, input) => effects.newVersion(ctx, input),
      note: input => input.reason,
    }),
    edit: action<inputs.NewVersion>({
      label: '修改',
      past: '修改了草稿',
      from: ['draft'],
      by: manageIndicators,
      suits: row => row.number > 1,
      input: inputs.newVersion,
      prefill: inputs.wordingNow,
      effect: async (_ctx, _row, { code: _code, ...input }) => input,
    }),
    submit: action({
      label: '报审',
      past: '报审了口径',
      from: ['draft'],
      to: 'for_approval',
      by: manageIndicators,
      tone: 'primary',
      effect: async (ctx, row) => effects.refuseLockedPeriods(ctx, row.code, row.holds_from).then(() => ({})),
      tell: row => [tell(row, approveIndicators, texts.toApprove, ofVersion(row))],
    }),
    approve: action({
      label: '审定',
      past: '审定了口径',
      done: '从适用的统计期起按新口径',
      from: ['for_approval'],
      to: 'in_force',
      by: allOf(approveIndicators, not(everDid('起草人', 'draft', 'draftFirst', 'edit', 'submit'))),
      tone: 'primary',
      publishes: true,
      effect: async (ctx, row) => {
        await effects.refuseLockedPeriods(ctx, row.code, row.holds_from)
        await effects.putInForce(ctx, row)
        return { approved_at: ctx.now }
      },
      consequence: effects.show,
      tell: row => [tell(row, manageIndicators, texts.approved, { ...ofVersion(row), since: fromWhen(row) })],
    }),
    giveBack: action<{ reason: string }>({
      label: '退回',
      past: '退回了口径',
      from: ['for_approval'],
      to: 'draft',
      by: approveIndicators,
      input: inputs.reason('退回的理由'),
      note: input => input.reason,
      tell: (row, { reason }) => [tell(row, manageIndicators, texts.returned, { ...ofVersion(row), reason })],
    }),
    withdraw: action({
      label: '撤销',
      past: '撤销了草稿',
      from: ['draft'],
      to: 'withdrawn',
      by: manageIndicators,
      suits: row => row.number > 1,
      tone: 'danger',
      confirm: '撤销后仍按现行口径。',
    }),
    supersede: action({
      label: '由新版代替',
      past: '由新版代替',
      from: ['in_force'],
      to: 'superseded',
      by: theSystem,
      inner: true,
    }),
  }),
})
