import { z } from 'zod'
import { conflict } from '#platform/errors'
import { allOf, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { auditReports, manageReports } from './duties.ts'
import type { FormInput } from './form-inputs.ts'
import * as inputs from './form-inputs.ts'
import type { ReportForm } from './people.ts'
import { standardForms } from './standard-forms.ts'

const checker = allOf(
  auditReports as Who<ReportForm>,
  not(everDid('起草的人', 'draft', 'revise', 'edit', 'submit')),
)
const opinion = (label: string) =>
  z.object({ opinion: z.string().trim().min(4).max(300).meta({ label, widget: 'textarea' }) })

/** 5.6.2 报表制度: what is asked of whom and how it must agree; versioned, in use once somebody else has checked it. */
export const formFlow = defineWorkflow({
  subject: 'report_form',
  label: '报表制度',
  clause: '5.6.2',
  states: {
    draft: { label: '起草中', tone: 'grey', awaits: manageReports },
    checking: { label: '待审定', tone: 'orange', awaits: auditReports },
    active: { label: '执行中', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.staffId !== null
      ? query
      : query.where('report_form.state', '=', 'active'),
  title: row => `${row.title}（${row.code} 第 ${row.version} 版）`,
  href: (row, actor) => (actor.staffId ? `/desk/reports/forms/${row.id}` : '/my/reports'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    version: z.number().int(),
    title: z.string(),
    about: z.string(),
    reporters: z.string(),
    frequency: z.string(),
    definition: z.unknown(),
  }),
  actions: action => ({
    draft: action<FormInput>({
      label: '起草报表',
      past: '起草了报表',
      from: 'new',
      to: 'draft',
      by: manageReports,
      tone: 'primary',
      input: inputs.designing,
      prefill: async (_ctx, _row, raw) => ({
        ...(standardForms.find(one => one.code === raw.standard) ?? {
          columns: ['本期'],
          frequency: 'month',
        }),
      }),
      effect: async (ctx, _row, input) => ({
        ...(await inputs.usable(ctx, input)),
        code: input.code,
        version: await inputs.refuseTwin(ctx, input.code, null),
        draft_by: ctx.actor.staffId,
      }),
    }),
    revise: action<FormInput & { of_id: string }>({
      label: '修订报表',
      past: '起草了报表的新版本',
      from: 'new',
      to: 'draft',
      by: manageReports,
      input: inputs.redesigning,
      prefill: async (ctx, _row, raw) => {
        const before = await inputs.activeForm(ctx, raw.of_id)
        return before ? { of_id: before.id, ...inputs.asTyped(before as ReportForm) } : {}
      },
      effect: async (ctx, _row, input) => {
        const before = await inputs.activeForm(ctx, input.of_id)
        if (!before) throw conflict('要修订的报表已经不在执行中，请从列表重新进入。')
        return {
          ...(await inputs.usable(ctx, input)),
          code: before.code,
          version: await inputs.refuseTwin(ctx, before.code, before.id),
          reason: input.reason ?? '',
          draft_by: ctx.actor.staffId,
        }
      },
      note: input => input.reason,
    }),
    settle: action<FormInput>({
      label: '采用默认报表',
      past: '采用了默认报表',
      from: 'new',
      to: 'active',
      by: theSystem,
      inner: true,
      input: inputs.designing,
      effect: async (ctx, _row, input) => ({
        ...inputs.columnsOf(input),
        ...{ code: input.code, version: 1, checked_at: ctx.now },
      }),
    }),
    edit: action<FormInput>({
      label: '修改',
      past: '修改了报表',
      from: ['draft'],
      by: manageReports,
      input: inputs.editing,
      prefill: async (_ctx, row) => (row ? inputs.asTyped(row) : {}),
      effect: async (ctx, _row, input) => inputs.usable(ctx, input),
    }),
    submit: action({
      label: '提交审定',
      past: '提交审定',
      from: ['draft'],
      to: 'checking',
      by: manageReports,
      tone: 'primary',
    }),
    approve: action<{ opinion: string }>({
      label: '审定通过',
      past: '审定通过，开始执行',
      from: ['checking'],
      to: 'active',
      by: checker,
      tone: 'primary',
      input: opinion('审定意见'),
      effect: async (ctx, row, input) => {
        await inputs.takePlace(ctx, row)
        return { opinion: input.opinion, checked_at: ctx.now }
      },
      note: input => input.opinion,
    }),
    sendBack: action<{ opinion: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['checking'],
      to: 'draft',
      by: checker,
      input: opinion('哪里要改'),
      effect: async (_ctx, _row, input) => ({ opinion: input.opinion }),
      note: input => input.opinion,
    }),
    drop: action({
      label: '作废草稿',
      past: '作废了草稿',
      from: ['draft'],
      to: 'dropped',
      by: manageReports,
      tone: 'danger',
      confirm: '作废后不能恢复，执行中的版本不受影响。',
    }),
    retire: action<{ opinion: string }>({
      label: '停用',
      past: '停用了报表',
      from: ['active'],
      to: 'retired',
      by: auditReports,
      tone: 'danger',
      input: opinion('停用的理由'),
      effect: async (_ctx, _row, input) => ({ opinion: input.opinion }),
      note: input => input.opinion,
    }),
  }),
})
