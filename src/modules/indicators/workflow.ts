import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveIndicators, manageIndicators } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { atDesk } from './messages.ts'
import type { Source } from './people.ts'
import type { Opens, StandardIndicator } from './standard.ts'

export interface Settled extends Omit<StandardIndicator, 'theme'> {
  source: Source
  theme: string
  rank: number
}

/** 5.6.2 统计指标: one line of the dictionary. What it means stands in its versions, or in the code that counts it. */
export const indicatorFlow = defineWorkflow({
  subject: 'indicator',
  label: '统计指标',
  clause: '5.6.2',
  states: {
    planned: { label: '口径待审定', tone: 'orange', awaits: manageIndicators },
    active: { label: '使用中', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => row.label,
  href: row => atDesk(row.code),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    source: z.string(),
    label: z.string(),
    theme: z.string(),
    version: z.number().int(),
    origin: z.string(),
    opens: z.string(),
  }),
  actions: action => ({
    settle: action<Settled>({
      label: '列入字典',
      past: '列入了字典',
      from: 'new',
      to: 'active',
      by: theSystem,
      inner: true,
      input: z.custom<Settled>(),
      effect: async (_ctx, _row, { code, source, label, theme, rank, origin, part_of, opens }) => ({
        ...{ code, source, label, theme, rank, version: 1, origin, part_of, opens },
      }),
      consequence: effects.settleVersion,
    }),
    add: action<inputs.NewIndicator>({
      label: '新增上报指标',
      past: '新增了上报指标',
      done: '口径已起草，报审后由另一人审定',
      from: 'new',
      to: 'planned',
      by: manageIndicators,
      tone: 'primary',
      input: inputs.newIndicator,
      effect: async (ctx, _row, { label, theme, origin }) => ({
        ...{ code: await effects.nextCode(ctx), source: 'reported', label, theme, rank: 900, version: 1 },
        ...{ origin, opens: 'none' },
      }),
      consequence: effects.draftFirst,
    }),
    renew: action<{ version: number; label: string }>({
      label: '采用新口径',
      past: '采用了新口径',
      from: ['planned', 'active'],
      to: 'active',
      by: theSystem,
      inner: true,
      publishes: true,
      input: z.object({ version: z.number().int(), label: z.string() }),
      effect: async (_ctx, _row, input) => input,
      note: input => `第 ${input.version} 版`,
    }),
    assign: action<inputs.Assigning>({
      label: '责任人和分组',
      past: '修改了责任人或分组',
      from: ['planned', 'active'],
      by: manageIndicators,
      input: inputs.assigning,
      prefill: async (_ctx, row) =>
        row ? { theme: row.theme, origin: row.origin, ...(row.owner_id && { owner_id: row.owner_id }) } : {},
      effect: async (_ctx, _row, { owner_id, theme, origin = '' }) => ({ owner_id, theme, origin }),
    }),
    band: action<inputs.Banding>({
      label: '目标区间',
      past: '设定了目标区间',
      done: '已保存，最近一期不在区间内的会列入问题',
      from: ['active'],
      by: manageIndicators,
      input: inputs.banding,
      prefill: inputs.presentBand,
      effect: inputs.heldBand,
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交了责任',
      from: 'any',
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
    open: action<{ opens: Opens }>({
      label: '公开范围',
      past: '修改了公开范围',
      from: ['active'],
      by: approveIndicators,
      publishes: true,
      input: inputs.publishing,
      prefill: async (_ctx, row) => (row ? { opens: row.opens } : {}),
      effect: async (_ctx, _row, { opens }) => ({ opens }),
      note: input => input.opens,
    }),
    retire: action<{ reason: string }>({
      label: '停用',
      past: '停用了指标',
      from: ['planned', 'active'],
      to: 'retired',
      by: approveIndicators,
      tone: 'danger',
      publishes: true,
      suits: row => row.source === 'reported',
      input: inputs.reason('为什么停用', '已有的数保留，不再收新的数。'),
      note: input => input.reason,
    }),
    resume: action({
      label: '恢复使用',
      past: '恢复了使用',
      from: ['retired'],
      to: 'active',
      by: approveIndicators,
      publishes: true,
    }),
  }),
})
