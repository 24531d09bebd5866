import { z } from 'zod'
import { manageTeam, staffField, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { creditCode, idNumber, mobile } from '#platform/identifiers'
import { message } from '#platform/notify'
import { anyOf, holds, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type Visible } from '#platform/workflow'
import { liaise, manageParties, mergeParties, readParties, unmask } from './duties.ts'
import * as effects from './effects.ts'
import { texts } from './messages.ts'

/** Whoever holds a valid mandate for the party. */
const itself: Who<{ id: string }> = {
  says: '对象本人或其授权的人',
  test: (actor, row) => actor.parties.includes(row.id),
}

/** Kinds of recipients (服务对象). */
export const partyKinds = {
  enterprise: '企业',
  sole_trader: '个体工商户',
  cooperative: '农民专业合作社',
  family_farm: '家庭农场',
  village_collective: '村集体经济组织',
  person: '个人',
} as const
export type PartyKind = keyof typeof partyKinds

export const kindOptions = (kinds: readonly PartyKind[] = Object.keys(partyKinds) as PartyKind[]) =>
  kinds.map(value => ({ value, label: partyKinds[value] }))

const visible: Visible<'party'> = ({ actor }, query) => {
  if (actor.kind === 'system' || holds(actor, readParties, manageParties)) return query
  return actor.parties.length === 0
    ? query.where('party.id', 'is', null)
    : query.where('party.id', 'in', [...actor.parties])
}

export const townField = (ctx: Ctx) => {
  const towns = townsOf(ctx.centre.division)
  return z
    .enum(towns.map(town => town.code) as [string, ...string[]])
    .optional()
    .meta({
      label: '所在乡镇',
      widget: 'select',
      options: towns.map(town => ({ value: town.code, label: town.name })),
    })
}

export interface PartyInput {
  kind: PartyKind
  name: string
  code?: string | undefined
  town?: string | undefined
  address: string
  contact_name: string
  contact_phone: string
}
const partyInput = async (ctx: Ctx) =>
  z.object({
    kind: z
      .enum(Object.keys(partyKinds) as [PartyKind])
      .meta({ label: '对象类型', widget: 'select', options: kindOptions() }),
    name: z
      .string()
      .trim()
      .min(2)
      .max(60)
      .meta({ label: '名称', help: '单位填营业执照上的全称，个人填姓名。' }),
    code: creditCode
      .optional()
      .meta({ label: '统一社会信用代码', widget: 'code', help: '18 位，见营业执照；个人不填。' }),
    town: townField(ctx),
    address: z.string().trim().max(100).default('').meta({ label: '详细地址' }),
    contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人' }),
    contact_phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
  }) as unknown as z.ZodType<PartyInput>

/** 服务对象: firms, cooperatives, farms, villages, people; one file each (一户一档). */
export const partyFlow = defineWorkflow({
  subject: 'party',
  label: '服务对象',
  clause: '4.2.2',
  states: {
    active: { label: '在册', tone: 'green', final: true },
    merged: { label: '已合并', tone: 'grey', final: true },
  },
  visible,
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/parties/${row.id}` : '/my'),
  party: row => row.id,
  record: z.object({
    id: z.uuid(),
    kind: z.string(),
    name: z.string(),
    code: z.string().nullable(),
    town: z.string().nullable(),
    state: z.string(),
    registered_at: z.date(),
  }),
  actions: action => ({
    register: action<PartyInput>({
      label: '登记服务对象',
      past: '登记了服务对象',
      from: 'new',
      to: 'active',
      by: anyOf(manageParties, theSystem),
      input: partyInput,
      // Staff saw the person or called the number: whoever proves to hold it may claim the party.
      effect: async (ctx, row, input) => ({
        ...(await effects.register(ctx, row, input)),
        counter_phone: input.contact_phone,
      }),
    }),
    registerOnline: action<PartyInput>({
      label: '网上登记',
      past: '在网上登记',
      from: 'new',
      to: 'active',
      by: theSystem,
      quiet: true,
      input: partyInput,
      effect: effects.register,
    }),
    edit: action<PartyInput>({
      label: '修改资料',
      past: '修改了资料',
      from: ['active'],
      by: anyOf(manageParties, theSystem),
      input: partyInput,
      prefill: async (_ctx, row) => ({ ...row, code: row?.code ?? undefined, town: row?.town ?? undefined }),
      // A number that staff merely left as it stood is not one that they noted.
      effect: async (ctx, row, input) => ({
        ...(await effects.edit(ctx, row, input)),
        ...(input.contact_phone !== row.contact_phone && { counter_phone: input.contact_phone }),
      }),
    }),
    updateContact: action<{ contact_name: string; contact_phone: string; address: string }>({
      label: '修改联系方式',
      past: '修改了联系方式',
      from: ['active'],
      by: itself,
      input: z.object({
        contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人' }),
        contact_phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
        address: z.string().trim().max(100).default('').meta({ label: '详细地址' }),
      }),
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    keepIdNumber: action<{ id_number: string }>({
      label: '登记身份证号',
      past: '登记了身份证号',
      from: ['active'],
      by: anyOf(manageParties, itself),
      suits: row => row.kind === 'person',
      input: z.object({
        id_number: idNumber.meta({
          label: '身份证号',
          widget: 'code',
          help: '加密保存，页面上只显示前 6 位和后 4 位。',
        }),
      }),
      effect: effects.keepIdNumber,
    }),
    unmask: action<{ reason: string }>({
      label: '查看完整证件号',
      past: '查看了完整证件号',
      from: ['active'],
      by: unmask,
      quiet: true,
      suits: row => row.id_number_cipher !== null,
      input: z.object({
        reason: z
          .string()
          .trim()
          .min(5)
          .max(200)
          .meta({ label: '用途', help: '会记入日志，对方可以看到。', widget: 'textarea' }),
      }),
      note: input => input.reason,
      tell: (row, input) => [message({ party: row.id }, texts.unmasked, { reason: input.reason }, '/my')],
    }),
    assignLiaison: action<{ liaison_id: string; reason: string }>({
      label: '指定服务专员',
      past: '指定了服务专员',
      from: ['active'],
      by: anyOf(manageTeam, theSystem),
      input: async ctx =>
        z.object({
          liaison_id: staffField(await staffWithDuty(ctx, liaise), '服务专员').meta({
            help: '指定以后不再随分工变动。',
          }),
          reason: z.string().trim().min(2).max(200).meta({ label: '原因' }),
        }),
      effect: async (_ctx, _row, { liaison_id }) => ({ liaison_id, liaison_fixed: true }),
      note: input => input.reason,
      amongStaff: true,
    }),
    contact: action<{ way: string; body: string }>({
      label: '记录联系',
      past: '联系了对方',
      from: ['active'],
      by: liaise,
      input: z.object({
        way: z.enum(['走访', '电话', '微信', '来中心', '活动']).meta({ label: '方式', widget: 'radio' }),
        body: z.string().trim().min(2).max(500).meta({
          label: '谈了什么',
          widget: 'textarea',
          help: '对方的业务情况和需要，只有工作人员看得到。',
        }),
      }),
      effect: async ctx => ({ last_contact_at: effects.latest(ctx) }),
      note: input => `${input.way}：${input.body}`,
      amongStaff: true,
    }),
    merge: action<{ into: string; reason: string }>({
      label: '并入另一对象',
      past: '并入另一对象',
      from: ['active'],
      to: 'merged',
      by: mergeParties,
      tone: 'danger',
      input: effects.mergeInput,
      effect: effects.merge,
      consequence: effects.handOver,
      note: input => input.reason,
    }),
  }),
})
