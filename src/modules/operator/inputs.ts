import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { creditCode } from '#platform/identifiers'
import { publicityDays } from './settings.ts'

export const operatorKinds = {
  industry_body: '电子商务行业组织',
  service_firm: '电子商务服务企业',
  related_unit: '相关单位',
} as const
export type OperatorKind = keyof typeof operatorKinds

export const methods = [
  '公开招标',
  '邀请招标',
  '竞争性磋商',
  '竞争性谈判',
  '询价',
  '单一来源',
  '其他',
] as const
export const grades = { good: '良好', fair: '合格', poor: '较差' } as const

const text = (label: string, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(2)
    .max(most)
    .meta({ label, widget: 'textarea', ...(help && { help }) })
const money = (label: string) =>
  z.number().int().min(0).max(1_000_000_000_00).meta({ label, widget: 'money', unit: '元' })
const day = (label: string) => z.iso.date('请填写日期').meta({ label, widget: 'date' })

export const reason = (label: string, help?: string) => z.object({ reason: text(label, 500, help) })

export interface Tender {
  title: string
  method: (typeof methods)[number]
  budget_fen: number
  summary: string
}
export const tender = z.object({
  title: z
    .string()
    .trim()
    .min(4)
    .max(80)
    .meta({ label: '项目名称', help: '如：怀宁县电子商务公共服务中心运营服务（2026—2028 年）。' }),
  method: z.enum(methods).meta({ label: '采购方式', widget: 'select' }),
  budget_fen: money('预算'),
  summary: z.string().trim().max(2_000).default('').meta({ label: '服务内容和要求', widget: 'textarea' }),
  tender_files: files(6).optional().meta({ label: '招标文件、决策文件' }),
})

export interface Operator {
  name: string
  code: string
  kind: OperatorKind
}
export interface Choice {
  operators: Operator[]
  days: number
}
/** Who was chosen, and for how long that is public; never shorter than the centre's setting. */
export const choice = async (ctx: Ctx) => {
  const least = publicityDays.of(ctx.centre)
  return z.object({
    operators: z
      .array(
        z.object({
          name: z.string().trim().min(2).max(60).meta({ label: '单位名称' }),
          code: creditCode.meta({ label: '统一社会信用代码', widget: 'code' }),
          kind: z.enum(Object.keys(operatorKinds) as [OperatorKind]).meta({
            label: '类型',
            widget: 'select',
            options: Object.entries(operatorKinds).map(([value, label]) => ({ value, label })),
          }),
        }),
      )
      .min(1, '请填写中选单位')
      .max(6)
      .meta({ label: '中选单位', help: '联合体的，牵头单位写在第一行。' }),
    days: z
      .number()
      .int()
      .min(least)
      .max(60)
      .default(least)
      .meta({ label: '公示', unit: '个工作日', help: `不少于 ${least} 个工作日。` }),
    notice_files: files(4).optional().meta({ label: '公示文件' }),
  }) as unknown as z.ZodType<Choice>
}

export interface Target {
  name: string
  definition: string
  unit: string
  goal: number
}
export interface Node {
  name: string
  share: number
  condition: string
}
export interface Signing {
  number: string
  amount_fen: number
  first_day: string
  last_day: string
  targets: Target[]
  nodes: Node[]
}
export const signing = z
  .object({
    number: z.string().trim().min(2).max(60).meta({ label: '合同编号', widget: 'code' }),
    amount_fen: money('合同金额'),
    first_day: day('服务期从'),
    last_day: day('到'),
    targets: z
      .array(
        z.object({
          name: z.string().trim().min(2).max(40).meta({ label: '指标' }),
          definition: z.string().trim().min(2).max(200).meta({ label: '口径' }),
          unit: z.string().trim().min(1).max(10).meta({ label: '单位' }),
          goal: z.number().int().min(0).max(100_000_000).meta({ label: '目标值' }),
        }),
      )
      .min(1, '至少写一项考核目标')
      .max(30)
      .meta({ label: '考核目标' }),
    nodes: z
      .array(
        z.object({
          name: z.string().trim().min(2).max(30).meta({ label: '节点' }),
          share: z.number().int().min(1).max(100).meta({ label: '比例（%）' }),
          condition: z.string().trim().min(2).max(200).meta({ label: '付款条件' }),
        }),
      )
      .min(1, '至少写一个付款节点')
      .max(12)
      .meta({ label: '付款节点', help: '比例相加为 100%。' }),
    contract_files: files(4).optional().meta({ label: '合同扫描件' }),
  })
  .refine(input => input.last_day >= input.first_day, { path: ['last_day'], error: '不能早于开始的日期' })
  .refine(input => input.nodes.reduce((sum, node) => sum + node.share, 0) === 100, {
    path: ['nodes'],
    error: '付款比例相加应为 100%',
  }) as unknown as z.ZodType<Signing>

export interface Review {
  grade: keyof typeof grades
  review: string
}
export const review = z.object({
  grade: z.enum(Object.keys(grades) as [keyof typeof grades]).meta({
    label: '评价等次',
    widget: 'radio',
    options: Object.entries(grades).map(([value, label]) => ({ value, label })),
  }),
  review: text('评价意见', 2_000),
  review_files: files(4).optional().meta({ label: '评价报告' }),
})

export interface Reached {
  /** By the rank of the target: '0' → 320. */
  reached: Record<string, number>
  opinion: string
}
/** What was reached of each target, asked for one by one. */
export const acceptance = (
  targets: ReadonlyArray<{ rank: number; name: string; unit: string; goal: number }>,
) =>
  z.object({
    reached: z.object(
      Object.fromEntries(
        targets.map(({ rank, name, unit, goal }) => [
          String(rank),
          z
            .number()
            .int()
            .min(0)
            .max(100_000_000)
            .meta({ label: `${name}：完成`, unit, help: `目标 ${goal} ${unit}` }),
        ]),
      ),
    ),
    opinion: text('验收意见', 2_000),
    acceptance_files: files(4).optional().meta({ label: '验收报告' }),
  }) as unknown as z.ZodType<Reached>
