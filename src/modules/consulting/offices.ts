import { z } from 'zod'
import { telephone } from '#platform/identifiers'
import { defineWorkflow } from '#platform/workflow'
import { manageExperts, seesConsultations } from './duties.ts'

interface OfficeInput {
  name: string
  matters: string
  contact: string
  phone: string
  address: string
}
const input = z.object({
  name: z.string().trim().min(3).max(40).meta({ label: '部门', placeholder: '例如：县市场监督管理局注册科' }),
  matters: z.string().trim().min(2).max(200).meta({ label: '哪些事问他们', widget: 'textarea' }),
  contact: z.string().trim().max(20).default('').meta({ label: '联系人' }),
  phone: telephone.min(1, '请填写办公电话').meta({ label: '办公电话' }),
  address: z.string().trim().max(80).default('').meta({ label: '地址' }),
}) as unknown as z.ZodType<OfficeInput>

/** 政府部门名录: whom to pass on to what is not for the centre to answer. */
export const officeFlow = defineWorkflow({
  subject: 'government_office',
  label: '政府部门',
  clause: '5.1',
  states: {
    active: { label: '使用中', tone: 'green', final: true },
    ended: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || seesConsultations(actor)
      ? query
      : query.where('government_office.id', 'is', null),
  title: row => row.name,
  href: () => '/desk/consultations/offices',
  record: z.object({ id: z.uuid(), state: z.string(), name: z.string(), phone: z.string() }),
  actions: action => ({
    add: action<OfficeInput>({
      label: '登记部门',
      past: '登记了部门',
      from: 'new',
      to: 'active',
      by: manageExperts,
      tone: 'primary',
      input,
      effect: async (_ctx, _row, given) => given,
    }),
    change: action<OfficeInput>({
      label: '修改',
      past: '修改了部门信息',
      from: ['active'],
      by: manageExperts,
      input,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, given) => given,
    }),
    end: action({
      label: '停用',
      past: '停用了部门',
      from: ['active'],
      to: 'ended',
      by: manageExperts,
      confirm: '停用后不能再转给它，已转的照常跟进。',
    }),
  }),
})
