import { z } from 'zod'
import { oneOf } from '#platform/forms'
import { defineWorkflow } from '#platform/workflow'
import { manageFacilities } from './workflow.ts'

/** 网络安全等级保护 of a system. */
export const protections = { none: '未定级', level1: '一级', level2: '二级', level3: '三级' } as const

interface SystemInput {
  name: string
  purpose: string
  address: string
  holder: string
  filing: string
  protection: keyof typeof protections
}
const input = z.object({
  name: z.string().trim().min(2).max(60).meta({ label: '系统名称' }),
  purpose: z.string().trim().min(2).max(200).meta({ label: '用途', widget: 'textarea' }),
  address: z.string().trim().max(200).default('').meta({ label: '网址或登录入口' }),
  holder: z.string().trim().min(2).max(60).meta({ label: '账号持有人', help: '单位或人员；不要填密码。' }),
  filing: z.string().trim().max(60).default('').meta({ label: '备案号' }),
  protection: oneOf(protections, '安全等级'),
}) as unknown as z.ZodType<SystemInput>

/** 4.3.4 The register of information systems; only staff see who holds which account. */
export const systemFlow = defineWorkflow({
  subject: 'information_system',
  label: '信息系统',
  clause: '4.3.4',
  states: {
    running: { label: '在用', tone: 'green', final: true },
    stopped: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('information_system.id', 'is', null),
  title: row => row.name,
  href: () => '/desk/facilities',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    purpose: z.string(),
    holder: z.string(),
    filing: z.string(),
    protection: z.string(),
  }),
  actions: action => ({
    register: action<SystemInput>({
      label: '登记信息系统',
      past: '登记了信息系统',
      from: 'new',
      to: 'running',
      by: manageFacilities,
      input,
      effect: async (_ctx, _row, given) => given,
    }),
    edit: action<SystemInput>({
      label: '修改',
      past: '修改了登记',
      from: ['running'],
      by: manageFacilities,
      input,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, given) => given,
    }),
    stop: action({
      label: '停用',
      past: '停用',
      from: ['running'],
      to: 'stopped',
      by: manageFacilities,
      tone: 'danger',
      confirm: '请确认账号已注销或交回。',
    }),
  }),
})
