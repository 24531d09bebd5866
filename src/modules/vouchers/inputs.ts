import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import { type PartyKind, partyKinds } from '#modules/parties'
import { conditionField, type Group, rowsOf } from '#modules/policies'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { files, oneOf } from '#platform/forms'
import { type Account, accounts, type Payee, payees } from './codes.ts'
import type { Programme } from './people.ts'
import { bookedIncome, kindsOfSupport, supportItems } from './queries/programmes.ts'

export interface Plan {
  code: string
  name: string
  about: string
  source: string
  funds: Account
  fund_entry_id?: string | undefined
  budget_fen: number
  share: number
  cap_fen: number
  most_vouchers: number
  party_most: number
  party_most_fen: number
  opens_at: Date
  closes_at: Date
  valid_days: number
  grace_days: number
  pay_to: Payee
  proof: string
  audience: PartyKind[]
  towns: string[]
  conditions: Group[]
  kinds: string[]
  item_ids: string[]
}

export const text = (label: string, least: number, most: number, more: object = {}) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, ...more })
export const amount = (label: string, help?: string) =>
  z
    .number()
    .int()
    .min(1, '金额要大于 0')
    .max(1_000_000_000_00)
    .meta({ label, widget: 'money', unit: '元', ...(help && { help }) })
const number = (label: string, unit: string, [min, max]: [number, number], help?: string) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .meta({ label, unit, ...(help && { help }) })
const choices = (options: ReadonlyArray<{ value: string; label: string }>, label: string, help?: string) =>
  z
    .array(z.enum(options.map(one => one.value) as [string, ...string[]]))
    .default([])
    .meta({ label, widget: 'checkboxes', options, ...(help && { help }) })
const optionsOf = (of: Record<string, string>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

export interface Reason {
  reason: string
}
export const reason = (label: string, help?: string) =>
  z.object({
    reason: text(label, 4, 500, { widget: 'textarea', rows: 3, ...(help && { help }) }),
  })

/** A programme: whose money, how much of it, for whom, for what, how it is claimed and redeemed. */
export async function planInput(ctx: Ctx): Promise<z.ZodType<Plan>> {
  const [kinds, items, income] = await Promise.all([
    kindsOfSupport(ctx),
    supportItems(ctx),
    bookedIncome(ctx),
  ])
  return z
    .object({ ...about, ...money(income), ...claiming, ...forWhom(ctx), ...forWhat(kinds, items) })
    .superRefine(consistent) as unknown as z.ZodType<Plan>
}

const about = {
  name: text('计划名称', 4, 40),
  code: z
    .string()
    .trim()
    .regex(/^20\d\d-\d{2}$/, '请写年份和两位序号，例如 2026-01')
    .meta({ label: '计划编号', placeholder: '2026-01', help: '印在每张券的编号前面，一经公布不再改。' }),
  about: text('计划说明', 10, 2_000, {
    widget: 'textarea',
    rows: 4,
    help: '为什么发、帮谁、怎么用，对外公开。',
  }),
}

const money = (income: ReadonlyArray<{ id: string; label: string }>) => ({
  source: text('资金来源', 4, 120, { placeholder: '例如：2026 年县级电商专项资金，怀财〔2026〕18 号' }),
  funds: oneOf(accounts, '从哪里拨付', 'radio').meta({
    help: '从中心账户拨付的，拨付和追回会自动登记到“资金收支”的财政资金里，不用再登记一遍。',
  }),
  ...(income.length > 0 && {
    fund_entry_id: oneOf(Object.fromEntries(income.map(one => [one.id, one.label])), '对应的资金收入')
      .optional()
      .meta({ help: '这笔钱在“资金收支”里登记过的，选出来便于核对；没有的不选。' }),
  }),
  budget_fen: amount('预算总额'),
  share: number('补贴比例', '%', [1, 100], '按服务价格的百分之几补贴。'),
  cap_fen: amount('每张券最高'),
  most_vouchers: number('最多发多少张', '张', [1, 100_000], '钱先用完时，以钱为准。'),
  party_most: number('每个对象最多领几张', '张', [1, 100]),
  party_most_fen: amount('每个对象合计最高', '几张券面额加起来。'),
})

const claiming = {
  opens_at: moment('开始领取'),
  closes_at: moment('停止领取'),
  valid_days: number(
    '领取后多少天内用',
    '天',
    [1, 730],
    '在这之前选定服务商、把券用到订单上；过期自动作废。',
  ),
  grace_days: number(
    '到期后还可以兑付多少天',
    '天',
    [0, 366],
    '已经用到订单上的，留出交付、验收和申请兑付的时间。',
  ),
  pay_to: oneOf(payees, '补贴给谁', 'radio'),
  proof: text('兑付要交什么材料', 4, 500, { widget: 'textarea', rows: 3, placeholder: '发票、付款凭证……' }),
}

const forWhom = (ctx: Ctx) => {
  const towns = townsOf(ctx.centre.division).map(({ code, name }) => ({ value: code, label: name }))
  return {
    audience: z
      .array(z.enum(Object.keys(partyKinds) as [PartyKind, ...PartyKind[]]))
      .min(1)
      .meta({ label: '哪些对象可以领', widget: 'checkboxes', options: optionsOf(partyKinds) }),
    ...(towns.length > 0 && { towns: choices(towns, '限哪些乡镇', '全县都可以领的不选。') }),
    conditions: conditionField(ctx.centre.division, '领取条件', '没有其他条件的不填。'),
  }
}

const forWhat = (
  kinds: ReadonlyArray<{ code: string; name: string }>,
  items: ReadonlyArray<{ id: string; name: string }>,
) => ({
  ...(kinds.length > 0 && {
    kinds: choices(
      kinds.map(({ code, name }) => ({ value: code, label: name })),
      '可用于哪几类服务',
    ),
  }),
  ...(items.length > 0 && {
    item_ids: choices(
      items.map(({ id, name }) => ({ value: id, label: name })),
      '可用于哪些服务事项',
      '类别和事项都不选的，业务支持的订单都能用。',
    ),
  }),
})

function consistent(input: Record<string, unknown>, issues: z.RefinementCtx): void {
  const { budget_fen, cap_fen, party_most_fen, opens_at, closes_at } = input as unknown as Plan
  const wrong = (field: keyof Plan, message: string) =>
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
  if (cap_fen > budget_fen) wrong('cap_fen', '不能超过预算总额')
  if (party_most_fen < cap_fen) wrong('party_most_fen', '不能少于一张券的最高额')
  if (closes_at <= opens_at) wrong('closes_at', '要晚于开始领取')
}

/** What the form starts with. */
export async function knownPlan(ctx: Ctx, row: Programme | null): Promise<Record<string, unknown>> {
  if (!row) return { ...usual, code: `${dayOf(ctx.now).slice(0, 4)}-01` }
  return {
    ...row,
    opens_at: momentText(row.opens_at),
    closes_at: momentText(row.closes_at),
    conditions: rowsOf(row.conditions as Group[], ctx.centre.division),
  }
}
const usual = {
  ...{ share: 50, party_most: 1, valid_days: 90, grace_days: 60, pay_to: 'provider' },
  audience: ['enterprise', 'sole_trader', 'cooperative', 'family_farm'],
  proof: '服务发票、领券人自付部分的付款凭证。',
}

/** The plan as columns. */
export const planned = ({ conditions, ...plan }: Plan) => ({
  ...plan,
  fund_entry_id: plan.fund_entry_id ?? null,
  towns: plan.towns ?? [],
  kinds: plan.kinds ?? [],
  item_ids: plan.item_ids ?? [],
  conditions: JSON.stringify(conditions),
})

export interface Grant {
  number: string
  files?: string[] | undefined
}
export const grant = z.object({
  number: text('批准文号', 4, 40, { placeholder: '例如：怀商务〔2026〕12 号' }),
  files: files(4).optional().meta({ label: '批准文件' }),
}) as unknown as z.ZodType<Grant>

export interface TopUp {
  amount_fen: number
  places: number
  reason: string
}
export const topUp = z.object({
  amount_fen: amount('追加多少'),
  places: number('增加张数', '张', [0, 100_000]).default(0),
  reason: text('追加依据', 4, 200, { help: '文号或会议决定，公开显示。' }),
}) as unknown as z.ZodType<TopUp>
