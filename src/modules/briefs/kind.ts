import { z } from 'zod'
import { conflict } from '#platform/errors'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { signBriefs, writeBriefs } from './duties.ts'
import * as inputs from './kind-inputs.ts'
import type { Kind } from './people.ts'
import type { StandardKind } from './standard-kinds.ts'

const approver = allOf<Kind>(signBriefs, not(everDid('起草的人', 'draft', 'revise', 'edit', 'submit')))
const opinion = (label: string) =>
  z.object({ opinion: z.string().trim().min(4).max(300).meta({ label, widget: 'textarea' }) })

/** 5.6.2 信息种类: what a brief of this kind looks like, in versions; in use once somebody else has approved it. */
export const kindFlow = defineWorkflow({
  subject: 'brief_kind',
  label: '信息种类',
  clause: '5.6.2',
  states: {
    draft: { label: '起草中', tone: 'grey', awaits: writeBriefs },
    checking: { label: '待审定', tone: 'orange', awaits: signBriefs },
    active: { label: '使用中', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.staffId !== null ? query : query.where('brief_kind.id', 'is', null),
  title: row => `${row.name}（第 ${row.version} 版）`,
  href: row => `/desk/briefs/kinds/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    version: z.number().int(),
    name: z.string(),
    rhythm: z.string(),
  }),
  actions: action => ({
    settle: action<StandardKind>({
      label: '采用默认种类',
      past: '采用了默认种类',
      from: 'new',
      to: 'active',
      by: theSystem,
      inner: true,
      input: z.custom<StandardKind>(),
      effect: async (ctx, _row, { sections, ...one }) => ({
        ...one,
        ...{ version: 1, adopted_at: ctx.now, definition: JSON.stringify({ sections }) },
      }),
    }),
    draft: action<inputs.KindInput>({
      label: '新增种类',
      past: '起草了新的种类',
      from: 'new',
      to: 'draft',
      by: writeBriefs,
      input: inputs.designing,
      prefill: async () => ({ rhythm: 'month', open_days: 3, due_days: 12, to_main: '{主管部门}' }),
      effect: async (ctx, row, input) => ({
        ...(await inputs.columnsOf(ctx, input)),
        ...{ code: row.id, version: 1, draft_by: ctx.actor.staffId },
      }),
    }),
    revise: action<inputs.Revising>({
      label: '修订种类',
      past: '起草了新版本',
      from: 'new',
      to: 'draft',
      by: writeBriefs,
      input: inputs.redesigning,
      prefill: async (ctx, _row, raw) => {
        const before = await inputs.activeKind(ctx, raw.of_id)
        return before ? { of_id: before.id, ...(await inputs.asTyped(ctx, before)) } : {}
      },
      effect: async (ctx, _row, input) => {
        const before = await inputs.activeKind(ctx, input.of_id)
        if (!before) throw conflict('要修订的种类已经不在使用中，请从列表重新进入。')
        return {
          ...(await inputs.columnsOf(ctx, input)),
          ...{ code: before.code, version: await inputs.nextVersion(ctx, before.code) },
          draft_by: ctx.actor.staffId,
        }
      },
      note: input => input.reason,
    }),
    edit: action<inputs.KindInput>({
      label: '修改',
      past: '修改了草稿',
      from: ['draft'],
      by: writeBriefs,
      input: inputs.designing,
      prefill: async (ctx, row) => (row ? inputs.asTyped(ctx, row) : {}),
      effect: async (ctx, row, input) => inputs.columnsOf(ctx, { reason: row.reason, ...input }),
    }),
    submit: action({
      label: '提交审定',
      past: '提交审定',
      from: ['draft'],
      to: 'checking',
      by: writeBriefs,
      tone: 'primary',
    }),
    approve: action<{ opinion: string }>({
      label: '审定通过',
      past: '审定通过，开始使用',
      done: '已启用；已经开始的仍按原来的版本',
      from: ['checking'],
      to: 'active',
      by: approver,
      tone: 'primary',
      input: opinion('审定意见'),
      effect: async (ctx, row, input) => {
        await inputs.takePlace(ctx, row)
        return { opinion: input.opinion, adopted_at: ctx.now }
      },
      note: input => input.opinion,
    }),
    sendBack: action<{ opinion: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['checking'],
      to: 'draft',
      by: approver,
      input: opinion('哪里要改'),
      effect: async (_ctx, _row, input) => ({ opinion: input.opinion }),
      note: input => input.opinion,
    }),
    drop: action({
      label: '作废草稿',
      past: '作废了草稿',
      from: ['draft'],
      to: 'dropped',
      by: writeBriefs,
      tone: 'danger',
      confirm: '作废后不能恢复，使用中的版本不受影响。',
    }),
    retire: action<{ opinion: string }>({
      label: '停用',
      past: '停用了种类',
      from: ['active'],
      to: 'retired',
      by: signBriefs,
      tone: 'danger',
      input: opinion('停用的理由'),
      effect: async (_ctx, _row, input) => ({ opinion: input.opinion }),
      note: input => input.opinion,
    }),
  }),
})
