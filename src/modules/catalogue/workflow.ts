import { z } from 'zod'
import { type FormDefinition, formDefinition } from '#platform/forms'
import { telephone } from '#platform/identifiers'
import { allOf, anyOf, defineDuty, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './effects.ts'
import { type HiddenWhy, hiddenBecause } from './freshness.ts'

export const editItems = defineDuty('item.edit', '编制服务项目')
export const reviewItems = defineDuty('item.review', '审核服务项目')
export const readItems = defineDuty('item.read', '查阅服务项目')

/** The six families of clause 5 of DB34/T 4229-2022. */
export const families = {
  consulting: { label: '咨询', clause: '5.1', about: '政策、技术、业务', icon: 'messages' },
  matching: { label: '对接', clause: '5.2', about: '资源撮合、沙龙考察', icon: 'affiliate' },
  training: { label: '培训', clause: '5.3', about: '课程、就业、人才', icon: 'school' },
  startup: { label: '创业', clause: '5.4', about: '导师、孵化、大赛', icon: 'rocket' },
  publicity: { label: '宣传', clause: '5.5', about: '资讯、品牌、推广', icon: 'speakerphone' },
  support: { label: '业务支持', clause: '5.6', about: '视觉、物流、财税等', icon: 'tool' },
} as const
export type Family = keyof typeof families

export const priceKinds = {
  free: '免费',
  standard: '标准价',
  discounted: '优惠价',
  negotiable: '面议',
} as const
export const audiences = ['企业', '个体工商户', '农民专业合作社', '家庭农场', '村集体', '个人'] as const

const step = z.object({
  title: z.string().trim().min(1).max(20).meta({ label: '名称' }),
  text: z.string().trim().max(200).default('').meta({ label: '说明' }),
  days: z.number().int().min(0).max(366).nullable().default(null).meta({ label: '工作日', help: '0 为当场' }),
})
const material = z.object({
  name: z.string().trim().min(1).max(60).meta({ label: '材料' }),
  required: z.boolean().default(true).meta({ label: '必需', widget: 'checkbox' }),
  note: z.string().trim().max(200).default('').meta({ label: '说明' }),
})
export type Step = z.infer<typeof step>
export type Material = z.infer<typeof material>

export interface ItemInput {
  code: string
  family: Family
  handling: 'consultation' | 'order'
  name: string
  summary: string
  content: string
  audience: string[]
  steps: Step[]
  materials: Material[]
  price_kind: keyof typeof priceKinds
  price_fen?: number | undefined
  price_unit: string
  price_note: string
  promised_days: number
  place: string
  contact: string
  legal_basis: string
  effective_from?: string | undefined
  expires_on?: string | undefined
  rank: number
}

const itemInput = z.object({
  name: z.string().trim().min(2).max(40).meta({ label: '名称' }),
  code: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}-\d{2,4}$/, '例如 ZC-001：两个大写字母、短横、数字')
    .meta({ label: '编码', widget: 'code' }),
  family: z.enum(Object.keys(families) as [Family]).meta({
    label: '类别',
    widget: 'select',
    options: Object.entries(families).map(([value, one]) => ({
      value,
      label: `${one.label}（${one.clause}）`,
    })),
  }),
  handling: z.enum(['consultation', 'order']).meta({
    label: '办理方式',
    widget: 'radio',
    options: [
      { value: 'consultation', label: '中心答复', help: '由中心人员办理并答复' },
      { value: 'order', label: '服务商办理', help: '邀请服务商报价，选定后交付' },
    ],
  }),
  summary: z.string().trim().min(5).max(100).meta({ label: '一句话说明', help: '显示在目录里。' }),
  content: z.string().trim().min(10).max(3000).meta({ label: '服务内容', widget: 'textarea', rows: 6 }),
  audience: z
    .array(z.enum(audiences))
    .min(1)
    .meta({
      label: '服务对象',
      widget: 'checkboxes',
      options: audiences.map(value => ({ value, label: value })),
    }),
  steps: z.array(step).max(12, '最多 12 步').default([]).meta({ label: '办理流程', widget: 'rows' }),
  materials: z.array(material).max(20, '最多 20 项').default([]).meta({ label: '所需材料', widget: 'rows' }),
  price_kind: z.enum(Object.keys(priceKinds) as [keyof typeof priceKinds]).meta({
    label: '收费',
    widget: 'radio',
    options: Object.entries(priceKinds).map(([value, label]) => ({ value, label })),
  }),
  price_fen: z
    .number()
    .int()
    .min(0)
    .max(100_000_000_00)
    .optional()
    .meta({ label: '价格', widget: 'money', unit: '元', help: '标准价、优惠价须填写。' }),
  price_unit: z
    .string()
    .trim()
    .max(20)
    .default('')
    .meta({ label: '计价单位', placeholder: '每条、每次、每年' }),
  price_note: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ label: '收费说明', help: '收费依据、优惠条件。' }),
  promised_days: z.number().int().min(1).max(366).meta({ label: '承诺时限', unit: '个工作日' }),
  place: z.string().trim().max(60).default('').meta({ label: '办理地点' }),
  contact: telephone.default('').meta({ label: '咨询电话' }),
  legal_basis: z.string().trim().max(500).default('').meta({ label: '依据', widget: 'textarea' }),
  effective_from: z.iso.date('请填写日期').optional().meta({
    label: '生效日',
    widget: 'date',
    help: '不填则审核通过即生效；填以后的日期，到那天自动上架，之前公开的仍是上一版。',
  }),
  expires_on: z.iso.date('请填写日期').optional().meta({
    label: '失效日',
    widget: 'date',
    help: '有效到这一天为止，次日自动暂停公开；到期前 60、30、7 天提醒。长期有效的不填。',
  }),
  rank: z.number().int().min(0).max(9999).default(100).meta({ label: '排序', help: '数字小的排在前面。' }),
}) as unknown as z.ZodType<ItemInput>

const opinion = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })

/** Whoever wrote the version must not be the one who lets it out. */
const reviewer = allOf(reviewItems, not(everDid('编制人', 'create', 'edit', 'designForm')))

/** 4.4 A service item: nothing published is overwritten, every change is a new version. */
export const serviceItemFlow = defineWorkflow({
  subject: 'service_item',
  label: '服务项目',
  clause: '4.4',
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: editItems },
    review: { label: '待审核', tone: 'orange', awaits: reviewItems, clock: 'review' },
    approved: { label: '已审核，待生效', tone: 'blue', final: true },
    published: { label: '已上架', tone: 'green', final: true },
    revising: { label: '修订中', tone: 'blue', awaits: editItems },
    revising_review: { label: '修订待审核', tone: 'orange', awaits: reviewItems, clock: 'review' },
    withdrawn: { label: '已下架', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审核', within: effects.reviewDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('service_item.shown', '=', true),
  title: row => `服务项目 ${row.code}`,
  href: (row, actor) => (actor.staffId ? `/desk/items/${row.id}` : `/items/${row.id}`),
  record: z.object({
    id: z.uuid(),
    code: z.string(),
    state: z.string(),
    family: z.string(),
    handling: z.string(),
    published_version: z.number().int().nullable(),
    published_at: z.date().nullable(),
    confirmed_on: z.string().nullable().meta({ description: '内容最近一次确认属实的日期' }),
    shown: z.boolean().meta({ description: '是否公开' }),
  }),
  actions: action => ({
    create: action<ItemInput>({
      label: '新增服务项目',
      past: '编制了服务项目',
      from: 'new',
      to: 'draft',
      by: anyOf(editItems, theSystem),
      tone: 'primary',
      input: itemInput,
      effect: async (_ctx, _row, { code, family, handling, rank }) => ({
        code,
        family,
        handling,
        rank,
        latest_version: 1,
      }),
      consequence: effects.saveVersion,
    }),
    edit: action<ItemInput>({
      label: '修改',
      past: '修改了内容',
      from: ['draft', 'published', 'revising'],
      by: editItems,
      to: row => (row.published_version === null ? 'draft' : 'revising'),
      input: itemInput,
      prefill: effects.currentContent,
      effect: async (_ctx, row, input) => {
        effects.refuseOtherItem(row, input)
        const { code, family, handling, rank } = input
        return { code, family, handling, rank, latest_version: effects.workingVersion(row) }
      },
      consequence: effects.saveVersion,
    }),
    designForm: action<FormDefinition>({
      label: '设计申请表',
      past: '修改了申请表',
      from: ['draft', 'published', 'revising'],
      by: editItems,
      to: row => (row.published_version === null ? 'draft' : 'revising'),
      input: formDefinition as unknown as z.ZodType<FormDefinition>,
      prefill: effects.currentIntake,
      effect: async (_ctx, row) => ({ latest_version: effects.workingVersion(row) }),
      consequence: effects.saveIntake,
    }),
    submit: action({
      label: '提交审核',
      done: '已提交，等待另一人审核',
      past: '提交审核',
      from: ['draft', 'revising'],
      by: editItems,
      tone: 'primary',
      to: row => (row.state === 'draft' ? 'review' : 'revising_review'),
    }),
    publish: action<effects.Approval>({
      label: '审核上架',
      past: '审核通过',
      from: ['review', 'revising_review'],
      to: (_row, input) => (input.from === null ? 'published' : 'approved'),
      by: anyOf(reviewer, theSystem),
      tone: 'primary',
      publishes: true,
      input: effects.approval(opinion('审核意见')),
      effect: async (ctx, row, input) => (input.from === null ? effects.nowPublic(ctx, row) : undefined),
      consequence: async (ctx, row, input) => {
        if (input.from === null) await effects.publish(ctx, row)
      },
      note: input => (input.from === null ? input.reason : `${input.reason}（${input.from} 起生效）`),
    }),
    takeEffect: action({
      label: '生效上架',
      past: '到生效日，自动上架',
      from: ['approved'],
      to: 'published',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async (ctx, row) => effects.nowPublic(ctx, row),
      consequence: effects.publish,
    }),
    affirm: action({
      label: '确认内容',
      past: '确认内容仍然属实',
      from: ['published', 'revising', 'revising_review', 'approved'],
      by: anyOf(editItems, theSystem),
      inner: true,
      quiet: true,
      publishes: true,
      effect: async ctx => effects.confirmedNow(ctx),
      consequence: effects.putPublished,
    }),
    hide: action<{ why: HiddenWhy }>({
      label: '暂停公开',
      past: '暂停公开',
      from: ['published', 'revising', 'revising_review', 'approved'],
      by: theSystem,
      inner: true,
      quiet: true,
      publishes: true,
      input: z.object({ why: z.enum(['unconfirmed', 'expired']) }),
      effect: async (ctx, _row, { why }) => ({ hidden_since: ctx.now, hidden_why: why }),
      consequence: effects.hide,
      note: input => hiddenBecause[input.why],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['review', 'revising_review', 'approved'],
      by: reviewItems,
      to: row => (row.published_version === null ? 'draft' : 'revising'),
      input: opinion('需要修改什么'),
      note: input => input.reason,
    }),
    discard: action({
      label: '放弃修订',
      past: '放弃了修订',
      from: ['revising'],
      to: 'published',
      by: editItems,
      confirm: '修订的内容不再使用，已上架的版本不变。',
      effect: async (_ctx, row) => ({ latest_version: row.published_version as number }),
      consequence: async (ctx, row) => void (await effects.discard(ctx, row)),
    }),
    withdraw: action<{ reason: string }>({
      label: '下架',
      past: '下架',
      from: ['published', 'revising'],
      to: 'withdrawn',
      by: reviewItems,
      tone: 'danger',
      publishes: true,
      input: opinion('下架原因'),
      effect: async () => ({ hidden_since: null, hidden_why: null }),
      consequence: effects.unpublish,
      note: input => input.reason,
    }),
    restore: action({
      label: '恢复编制',
      past: '恢复编制',
      from: ['withdrawn'],
      to: 'draft',
      by: editItems,
      effect: async (_ctx, row) => ({
        latest_version: effects.workingVersion(row),
        published_version: null,
        published_at: null,
      }),
      consequence: effects.restore,
    }),
  }),
})
