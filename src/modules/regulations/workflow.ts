import { z } from 'zod'
import { inWords, manageSettings } from '#modules/team'
import { settings } from '#platform/settings'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveRegulations, editRegulations } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { reviewDays } from './settings.ts'
import { ordinal } from './text.ts'

type Regulation = RowOf<'regulation'>

const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })

/** Whoever wrote the text must not be the one who puts it into force. */
const approver = allOf(approveRegulations, not(everDid('编写人', 'write', 'edit', 'editArticle')))

const backToWriting = (row: Regulation) => (row.version === null ? 'draft' : 'revising')

/** 4.5.1, 4.5.2 A regulation: written by one, approved by another; its limits are the settings of the program itself. */
export const regulationFlow = defineWorkflow({
  subject: 'regulation',
  label: '管理制度',
  clause: '4.5.1、4.5.2',
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: editRegulations },
    review: { label: '待审批', tone: 'orange', awaits: approveRegulations, clock: 'review' },
    approved: { label: '已批准，待施行', tone: 'blue', final: true },
    in_force: { label: '现行有效', tone: 'green', final: true },
    revising: { label: '修订中', tone: 'blue', awaits: editRegulations },
    revising_review: { label: '修订待审批', tone: 'orange', awaits: approveRegulations, clock: 'review' },
    abolished: { label: '已废止', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审批', within: reviewDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('regulation.version', 'is not', null).where('regulation.state', '!=', 'abolished'),
  title: row => `《${row.name}》`,
  href: (row, actor) => (actor.staffId ? `/desk/regulations/${row.id}` : `/regulations/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    version: z.number().int().nullable().meta({ description: '现行版本' }),
  }),
  actions: action => ({
    write: action<inputs.Content>({
      label: '新增制度',
      past: '编写了制度',
      from: 'new',
      to: 'draft',
      by: editRegulations,
      tone: 'primary',
      input: inputs.content,
      effect: async (_ctx, _row, { name }) => ({ name, latest_version: 1 }),
      consequence: effects.saveContent,
    }),
    adopt: action<inputs.Content & { standard: string }>({
      label: '采用示范文本',
      past: '采用了示范文本',
      from: 'new',
      to: 'review',
      by: anyOf(editRegulations, theSystem),
      inner: true,
      quiet: true,
      input: z.intersection(inputs.content, z.object({ standard: z.string().max(40) })) as never,
      effect: async (_ctx, _row, { name, standard }) => ({ name, standard, latest_version: 1 }),
      consequence: effects.saveContent,
    }),
    edit: action<inputs.Content>({
      label: '修改全文',
      past: '修改了全文',
      from: ['draft', 'in_force', 'revising'],
      to: backToWriting,
      by: editRegulations,
      input: inputs.content,
      prefill: effects.currentContent,
      effect: async (_ctx, row, { name }) => ({ name, latest_version: effects.workingVersion(row) }),
      consequence: effects.saveContent,
    }),
    editArticle: action<inputs.ArticleInput>({
      label: '修改条文与绑定',
      past: '修改了条文',
      from: ['draft', 'in_force', 'revising'],
      to: backToWriting,
      by: editRegulations,
      quiet: true,
      input: inputs.articleForm,
      prefill: effects.currentArticle,
      effect: async (_ctx, row) => ({ latest_version: effects.workingVersion(row) }),
      consequence: effects.saveArticle,
      note: input => ordinal(input.article),
    }),
    submit: action({
      label: '提交审批',
      done: '已提交，等待另一人审批',
      past: '提交审批',
      from: ['draft', 'revising'],
      to: row => (row.state === 'draft' ? 'review' : 'revising_review'),
      by: editRegulations,
      tone: 'primary',
    }),
    approve: action<inputs.Approval>({
      label: '批准施行',
      past: '批准施行',
      from: ['review', 'revising_review'],
      to: (_row, input) => (input.from === null ? 'in_force' : 'approved'),
      by: approver,
      tone: 'primary',
      publishes: true,
      input: inputs.approval,
      prefill: effects.startApproval,
      effect: async (_ctx, row, input) => (input.from === null ? { version: row.latest_version } : undefined),
      consequence: effects.keepApproval,
      note: input => (input.from === null ? input.number : `${input.number}，${input.from} 起施行`),
    }),
    takeEffect: action({
      label: '开始施行',
      past: '到施行日期，开始施行',
      from: ['approved'],
      to: 'in_force',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async (_ctx, row) => ({ version: row.latest_version }),
      consequence: effects.comeIntoForce,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['review', 'revising_review', 'approved'],
      to: backToWriting,
      by: approveRegulations,
      input: reason('需要修改什么'),
      consequence: async (ctx, row) => void (await effects.takeBackApproval(ctx, row)),
      note: input => input.reason,
    }),
    discard: action({
      label: '放弃修订',
      past: '放弃了修订',
      from: ['revising'],
      to: 'in_force',
      by: editRegulations,
      confirm: '修订的内容不再使用，现行的版本不变。',
      effect: async (_ctx, row) => ({ latest_version: row.version as number }),
      consequence: effects.discard,
    }),
    changeLimit: action<inputs.LimitChange>({
      label: '修改时限',
      past: '修改了条文里的时限',
      from: ['in_force', 'revising', 'revising_review', 'approved'],
      suits: row => row.version !== null,
      by: manageSettings,
      quiet: true,
      publishes: true,
      done: '已修改：设置、流程和条文都按新的值',
      input: inputs.limitForm,
      prefill: async (ctx, _row, raw) => ({ value: settings.get(String(raw.code))?.of(ctx.centre) }),
      consequence: effects.changeSetting,
      note: input => {
        const setting = settings.get(input.code)
        return setting && `${setting.label}改为 ${inWords(setting, input.value)}`
      },
    }),
    abolish: action<{ reason: string }>({
      label: '废止',
      past: '废止了制度',
      from: ['in_force', 'revising'],
      to: 'abolished',
      by: approveRegulations,
      tone: 'danger',
      publishes: true,
      input: reason('废止的原因'),
      consequence: effects.end,
      note: input => input.reason,
    }),
    expire: action({
      label: '期满废止',
      past: '有效期已满，自动废止',
      from: ['in_force', 'revising', 'revising_review'],
      to: 'abolished',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.end,
    }),
  }),
})
