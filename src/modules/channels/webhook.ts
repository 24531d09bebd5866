import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { addressFault } from '#platform/outbound'
import { holds, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { resend } from './deliveries.ts'
import { manageChannels } from './duties.ts'
import { columnsField, line, reasonInput } from './inputs.ts'
import { tellDisabled } from './messages.ts'
import { rotationHours } from './settings.ts'

export type Webhook = RowOf<'webhook'>
export const events = {
  'publication.published': '新发布',
  'publication.corrected': '有更正',
  'publication.withdrawn': '已撤回',
} as const

interface Registering {
  name: string
  url: string
  events: string[]
  columns: string[]
}

const about = ({ centre }: Ctx) =>
  z.object({
    name: line('接收方', 40, '哪个单位的哪个系统。'),
    url: z
      .string()
      .trim()
      .max(500)
      .superRefine((text, check) => {
        const fault = addressFault(text, { demo: centre.demo })
        if (fault) check.addIssue({ code: 'custom', message: fault })
      })
      .meta({ label: '推送地址', help: '对方提供的完整网址，必须加密，在公共互联网上能访问。' }),
    events: z
      .array(z.enum(Object.keys(events) as [string]))
      .min(1)
      .meta({
        label: '推送哪些事',
        widget: 'checkboxes',
        options: Object.entries(events).map(([value, label]) => ({ value, label })),
      }),
    columns: columnsField('推送哪些栏目'),
  })

const newSecret = ({ centre }: Ctx): string =>
  centre.keys.encrypt(`whsec_${randomBytes(24).toString('base64')}`)

/** 对外推送: signed messages to other systems, by Standard Webhooks (standardwebhooks.com). */
export const webhookFlow = defineWorkflow({
  subject: 'webhook',
  label: '对外推送',
  clause: '5.5',
  states: {
    active: { label: '推送中', tone: 'green', final: true },
    off: { label: '已暂停', tone: 'orange', final: true },
    disabled: { label: '失败停用', tone: 'red', awaits: manageChannels },
    closed: { label: '已删除', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, manageChannels) ? query : query.where('webhook.id', 'is', null),
  title: row => row.name,
  href: row => `/desk/channels/webhooks/${row.id}`,
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    state: z.string(),
    events: z.array(z.string()),
    columns: z.array(z.string()),
  }),
  actions: action => ({
    register: action<Registering>({
      label: '登记对外推送',
      past: '登记了对外推送',
      from: 'new',
      to: 'active',
      by: manageChannels,
      tone: 'primary',
      leave: '/desk/channels/webhooks',
      input: async ctx => about(ctx) as z.ZodType<Registering>,
      prefill: async () => ({ events: Object.keys(events) }),
      effect: async (ctx, _row, input) => ({ ...input, secret_sealed: newSecret(ctx) }),
    }),
    edit: action<Registering>({
      label: '修改',
      past: '修改了对外推送',
      from: ['active', 'off', 'disabled'],
      by: manageChannels,
      input: async ctx => about(ctx) as z.ZodType<Registering>,
      prefill: async (_ctx, row) => ({
        name: row?.name,
        url: row?.url,
        events: row?.events,
        columns: row?.columns,
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    reveal: action({
      label: '显示密钥',
      past: '看了一次密钥',
      from: ['active', 'off', 'disabled'],
      by: manageChannels,
      inner: true,
      blockedBy: row => row.revealed_at !== null && '密钥已经显示过。没有记下的，请更换密钥。',
      effect: async ctx => ({ revealed_at: ctx.now }),
    }),
    rotate: action({
      label: '更换密钥',
      past: '更换了密钥',
      from: ['active', 'off', 'disabled'],
      by: manageChannels,
      confirm: '换出新密钥后，旧密钥还能用一段时间，请尽快交给接收方。',
      effect: async (ctx, row) => ({
        former_secret_sealed: row.secret_sealed,
        former_until: new Date(ctx.now.getTime() + rotationHours.of(ctx.centre) * 3_600_000),
        secret_sealed: newSecret(ctx),
        revealed_at: null,
      }),
    }),
    resend: action<{ delivery_id: string }>({
      label: '重新发送',
      past: '重新发送了一条',
      from: ['active'],
      by: manageChannels,
      quiet: true,
      input: z.object({ delivery_id: z.uuid().meta({ label: '哪一条', widget: 'hidden' }) }),
      consequence: async (ctx, row, { delivery_id }) => resend(ctx, row, delivery_id),
    }),
    switchOff: action<{ reason: string }>({
      label: '暂停',
      past: '暂停推送',
      from: ['active'],
      to: 'off',
      by: manageChannels,
      input: reasonInput('暂停原因'),
      note: input => input.reason,
    }),
    switchOn: action({
      label: '恢复推送',
      past: '恢复推送',
      from: ['off', 'disabled'],
      to: 'active',
      by: manageChannels,
      tone: 'primary',
      effect: async () => ({ failing_since: null }),
    }),
    disable: action<{ reason: string }>({
      label: '失败停用',
      past: '连续失败，自动停用',
      from: ['active'],
      to: 'disabled',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      note: input => input.reason,
      tell: (row, { reason }) => [tellDisabled(row.id, row.name, reason)],
    }),
    close: action<{ reason: string }>({
      label: '删除',
      past: '删除了对外推送',
      from: ['active', 'off', 'disabled'],
      to: 'closed',
      by: manageChannels,
      tone: 'danger',
      confirm: '删除后不能恢复，密钥一并作废。',
      input: reasonInput('删除原因'),
      note: input => input.reason,
      effect: async () => ({ secret_sealed: '', former_secret_sealed: null, former_until: null }),
    }),
  }),
})
