import { z } from 'zod'
import { files } from '#platform/forms'
import { allOf, everDid, not } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { editDisclosures } from './duties.ts'
import { reason } from './inputs.ts'

export const categories = {
  tender: '招标采购',
  decision: '决策文件',
  contract: '运营合同',
  funds: '资金管理与拨付',
  progress: '建设与服务进度',
  evaluation: '评价与验收',
  rules: '管理制度',
} as const
export type Category = keyof typeof categories

interface DisclosureInput {
  category: Category
  title: string
  body: string
}
const input = z.object({
  category: z.enum(Object.keys(categories) as [Category]).meta({
    label: '栏目',
    widget: 'select',
    options: Object.entries(categories).map(([value, label]) => ({ value, label })),
  }),
  title: z.string().trim().min(4).max(80).meta({ label: '标题' }),
  body: z.string().trim().max(5_000).default('').meta({ label: '说明', widget: 'textarea' }),
  documents: files(8).optional().meta({ label: '文件', help: '发布后任何人都能下载，请先去掉个人信息。' }),
})

/** 4.1 信息公开: one prepares, another lets it out; the public reads documents and files. */
export const disclosureFlow = defineWorkflow({
  subject: 'disclosure',
  label: '信息公开',
  clause: '4.1.1',
  states: {
    draft: { label: '待审核', tone: 'orange', awaits: editDisclosures },
    published: { label: '已公开', tone: 'green', final: true },
    withdrawn: { label: '已撤下', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('disclosure.state', '=', 'published'),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/operator/disclosures/${row.id}` : `/operator#d-${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    category: z.string(),
    title: z.string(),
    body: z.string(),
    published_at: z.date().nullable(),
  }),
  actions: action => ({
    prepare: action<DisclosureInput>({
      label: '新增公开内容',
      past: '提交了公开内容',
      from: 'new',
      to: 'draft',
      by: editDisclosures,
      tone: 'primary',
      done: '已提交，由另一人审核后公开',
      input: input as unknown as z.ZodType<DisclosureInput>,
      effect: async (ctx, _row, { category, title, body }) => ({ category, title, body, made_at: ctx.now }),
    }),
    publish: action({
      label: '审核公开',
      past: '审核公开',
      from: ['draft'],
      to: 'published',
      by: allOf(editDisclosures, not(everDid('提交人', 'prepare'))),
      tone: 'primary',
      publishes: true,
      confirm: '公开后任何人都能看到和下载，请确认文件里没有个人信息。',
      effect: async ctx => ({ published_at: ctx.now }),
    }),
    withdraw: action<{ reason: string }>({
      label: '撤下',
      past: '撤下',
      from: ['draft', 'published'],
      to: 'withdrawn',
      by: editDisclosures,
      tone: 'danger',
      publishes: true,
      input: reason('撤下原因'),
      note: input => input.reason,
    }),
  }),
})
