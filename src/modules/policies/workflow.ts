import { z } from 'zod'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type ConditionInput, conditionForm, currentRows } from './condition-rows.ts'
import { editPolicies, reviewPolicies } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { publicFiles } from './queries.ts'
import { reviewDays } from './settings.ts'

const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })

/** Whoever wrote any of it must not be the one who lets it out. */
const reviewer = allOf(
  reviewPolicies,
  not(everDid('编写人', 'write', 'edit', 'setConditions', 'attach', 'detach')),
)

const writable = ['draft', 'published', 'revising'] as const
const backToWriting = (row: RowOf<'policy'>) => (row.version === null ? 'draft' : 'revising')
const nextVersion = async (_ctx: unknown, row: RowOf<'policy'>) => ({
  latest_version: effects.workingVersion(row),
})

/** 5.1 A policy: written by one, let out by another; what was public stays, and a correction is a new version. */
export const policyFlow = defineWorkflow({
  subject: 'policy',
  label: '政策',
  clause: '5.1',
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: editPolicies },
    review: { label: '待审核', tone: 'orange', awaits: reviewPolicies, clock: 'review' },
    published: { label: '已发布', tone: 'green', final: true },
    revising: { label: '更正中', tone: 'blue', awaits: editPolicies },
    revising_review: { label: '更正待审核', tone: 'orange', awaits: reviewPolicies, clock: 'review' },
    expired: { label: '已失效', tone: 'grey', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审核', within: reviewDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('policy.shown', '=', true),
  hidesFile: async (ctx, id, file) =>
    ctx.actor.kind !== 'system' && !ctx.actor.staffId && !(await publicFiles(ctx, id)).includes(file),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/policies/${row.id}` : `/policies/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    version: z.number().int().nullable().meta({ description: '公开的版本' }),
    level: z.string().nullable(),
    issued_on: z.string().nullable(),
    until_on: z.string().nullable(),
    opens_on: z.string().nullable().meta({ description: '开始申报' }),
    closes_on: z.string().nullable().meta({ description: '截止申报' }),
    published_at: z.date().nullable(),
    changed_at: z.date().nullable(),
  }),
  actions: action => ({
    write: action<inputs.Content>({
      label: '新增政策',
      past: '编写了政策',
      from: 'new',
      to: 'draft',
      by: anyOf(editPolicies),
      tone: 'primary',
      input: inputs.content,
      prefill: inputs.currentContent,
      effect: async (_ctx, _row, { title }) => ({ title, latest_version: 1 }),
      consequence: effects.saveContent,
    }),
    edit: action<inputs.Content>({
      label: '修改内容',
      past: '修改了内容',
      from: writable,
      to: backToWriting,
      by: editPolicies,
      input: inputs.content,
      prefill: inputs.currentContent,
      effect: async (_ctx, row, { title }) => ({ title, latest_version: effects.workingVersion(row) }),
      consequence: effects.saveContent,
      note: input => input.change_note,
    }),
    setConditions: action<ConditionInput>({
      label: '设定申报条件',
      past: '设定了申报条件',
      from: writable,
      to: backToWriting,
      by: editPolicies,
      input: conditionForm,
      prefill: currentRows,
      effect: nextVersion,
      consequence: effects.saveConditions,
    }),
    attach: action<inputs.Attached>({
      label: '添加附件',
      past: '添加了附件',
      from: writable,
      to: backToWriting,
      by: editPolicies,
      input: inputs.attachment,
      effect: nextVersion,
      consequence: effects.attach,
    }),
    detach: action<inputs.Detached>({
      label: '去掉附件',
      past: '去掉了附件',
      from: writable,
      to: backToWriting,
      by: editPolicies,
      quiet: true,
      input: inputs.detachment,
      effect: nextVersion,
      consequence: effects.detach,
    }),
    submit: action({
      label: '提交审核',
      done: '已提交，等待另一人审核',
      past: '提交审核',
      from: ['draft', 'revising'],
      to: row => (row.state === 'draft' ? 'review' : 'revising_review'),
      by: editPolicies,
      tone: 'primary',
    }),
    publish: action({
      label: '审核发布',
      past: '审核发布',
      from: ['review', 'revising_review'],
      to: 'published',
      by: reviewer,
      tone: 'primary',
      publishes: true,
      effect: effects.letOut,
      consequence: effects.publish,
      note: (_input, row) => `第 ${row.latest_version} 版`,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['review', 'revising_review'],
      to: backToWriting,
      by: reviewPolicies,
      input: reason('需要修改什么'),
      note: input => input.reason,
    }),
    discard: action({
      label: '放弃更正',
      past: '放弃了更正',
      from: ['revising'],
      to: 'published',
      by: editPolicies,
      confirm: '更正的内容不再使用，公开的版本不变。',
      effect: async (_ctx, row) => ({ latest_version: row.version as number }),
      consequence: async (ctx, row) => void (await effects.discard(ctx, row)),
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回',
      past: '撤回了政策',
      from: ['published', 'revising', 'expired'],
      to: 'withdrawn',
      by: reviewPolicies,
      tone: 'danger',
      publishes: true,
      input: reason('撤回的原因'),
      consequence: effects.end,
      note: input => input.reason,
    }),
    supersede: action<{ by: string; over: boolean }>({
      label: '被代替',
      past: '被新的政策代替',
      from: ['published', 'revising', 'revising_review', 'expired'],
      to: (row, input) => (input.over ? 'expired' : row.state) as 'expired',
      by: theSystem,
      inner: true,
      publishes: true,
      input: z.object({ by: z.uuid(), over: z.boolean() }),
      effect: async (_ctx, _row, input) => ({ replaced_by: input.by }),
      consequence: async (ctx, row) => {
        if (row.state === 'expired') await effects.end(ctx, row)
      },
    }),
    expire: action({
      label: '失效',
      past: '有效期已满或已被代替，自动失效',
      from: ['published', 'revising', 'revising_review'],
      to: 'expired',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.end,
    }),
  }),
})
