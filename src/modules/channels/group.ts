import { z } from 'zod'
import { robotAddress } from '#platform/channels/robot'
import type { Ctx } from '#platform/ctx'
import { post } from '#platform/outbox'
import { holds } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageChannels } from './duties.ts'
import { columnsField, line, reasonInput } from './inputs.ts'
import { groupLetter } from './messages.ts'

export type Group = RowOf<'channel_group'>
export const kinds = { wecom: '企业微信', dingtalk: '钉钉' } as const

interface Registering {
  name: string
  keeper: string
  columns: string[]
}
interface Addressed {
  address: string
}

const address = z.string().trim().max(300).regex(robotAddress, '请填写企业微信或钉钉群机器人的地址').meta({
  label: '机器人地址',
  secret: true,
  help: '在群设置里添加机器人后复制的地址；钉钉的安全设置选“自定义关键词”，填“【”。地址加密保存，以后不再显示。',
})
const about = () => ({
  name: line('群名称', 40),
  keeper: line('群主或联系人', 40, '群里有事找谁。'),
  columns: columnsField('推送哪些栏目'),
})
const kindOf = (url: string): Group['kind'] => (url.includes('dingtalk') ? 'dingtalk' : 'wecom')

/** 群机器人: groups outside the centre that hear what is published. */
export const groupFlow = defineWorkflow({
  subject: 'channel_group',
  label: '推送群',
  clause: '5.5',
  states: {
    active: { label: '推送中', tone: 'green', final: true },
    off: { label: '已暂停', tone: 'orange', final: true },
    closed: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, manageChannels)
      ? query
      : query.where('channel_group.id', 'is', null),
  title: row => row.name,
  href: row => `/desk/channels/groups/${row.id}`,
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    state: z.string(),
    columns: z.array(z.string()),
  }),
  actions: action => ({
    register: action<Registering & Addressed>({
      label: '登记推送群',
      past: '登记了推送群',
      from: 'new',
      to: 'active',
      by: manageChannels,
      tone: 'primary',
      leave: '/desk/channels/groups',
      input: async () => z.object({ ...about(), address }),
      effect: async (ctx, _row, { address: url, ...input }) => ({
        ...input,
        kind: kindOf(url),
        address_sealed: ctx.centre.keys.encrypt(url),
      }),
    }),
    edit: action<Registering>({
      label: '修改',
      past: '修改了推送群',
      from: ['active', 'off'],
      by: manageChannels,
      input: async () => z.object(about()),
      prefill: async (_ctx, row) => ({ name: row?.name, keeper: row?.keeper, columns: row?.columns }),
      effect: async (_ctx, _row, input) => input,
    }),
    replaceAddress: action<Addressed>({
      label: '更换地址',
      past: '更换了机器人地址',
      from: ['active', 'off'],
      by: manageChannels,
      input: z.object({ address }),
      effect: async (ctx, _row, { address: url }) => ({
        kind: kindOf(url),
        address_sealed: ctx.centre.keys.encrypt(url),
      }),
    }),
    test: action({
      label: '发一条测试',
      done: '测试消息已排队，稍后在下方看结果',
      past: '发了一条测试消息',
      from: ['active'],
      by: manageChannels,
      consequence: async (ctx, row) =>
        postToGroup(ctx, row, {
          title: '测试消息',
          text: '收到这一条，说明推送已接通。',
          url: ctx.centre.origin,
        }),
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
      from: ['off'],
      to: 'active',
      by: manageChannels,
      tone: 'primary',
    }),
    close: action<{ reason: string }>({
      label: '停用',
      past: '停用推送群',
      from: ['active', 'off'],
      to: 'closed',
      by: manageChannels,
      tone: 'danger',
      confirm: '停用后不能恢复；要再推送请重新登记。',
      input: reasonInput('停用原因'),
      note: input => input.reason,
      // The key to somebody's group is kept no longer than it is needed.
      effect: async () => ({ address_sealed: '' }),
    }),
  }),
})

export interface GroupWords {
  title: string
  text: string
  url: string
}

export const postToGroup = (ctx: Ctx, group: Group, words: GroupWords): Promise<void> =>
  post(ctx, [
    {
      channel: 'group',
      notification_id: null,
      recipient: group.name,
      template: groupLetter.code,
      body: words.title,
      sealed: ctx.centre.keys.encrypt(JSON.stringify(words)),
      about_id: group.id,
    },
  ])
