import { z } from 'zod'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageChannels } from './duties.ts'
import { columnsField, line } from './inputs.ts'

export type Screen = RowOf<'hall_screen'>
/** What a screen may show, in the order in which it turns its pages. */
export const parts = {
  news: '最新发布',
  today: '今天的活动',
  week: '本周的活动',
  codes: '扫码办事',
} as const
export type Part = keyof typeof parts

interface Setting {
  name: string
  parts: string[]
  columns: string[]
  seconds: number
  words: string
}

const form = () =>
  z.object({
    name: line('大屏名称', 30, '例如：服务大厅东墙。'),
    parts: z
      .array(z.enum(Object.keys(parts) as [string]))
      .min(1)
      .meta({
        label: '轮流显示',
        widget: 'checkboxes',
        options: Object.entries(parts).map(([value, label]) => ({ value, label })),
      }),
    columns: columnsField('“最新发布”显示哪些栏目'),
    seconds: z.number().int().min(5).max(300).meta({ label: '每页停留', unit: '秒' }),
    words: z
      .string()
      .trim()
      .max(60)
      .default('')
      .meta({ label: '底部提示', help: '例如：办事请到一楼取号。不写个人信息。' }),
  }) as unknown as z.ZodType<Setting>

/** 大厅大屏: what one television in the hall shows. */
export const screenFlow = defineWorkflow({
  subject: 'hall_screen',
  label: '大厅大屏',
  clause: '5.5',
  states: {
    shown: { label: '显示中', tone: 'green', final: true },
    off: { label: '已关闭', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('hall_screen.state', '=', 'shown'),
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/channels/screens/${row.id}` : `/screen/${row.id}`),
  record: z.object({ id: z.uuid(), name: z.string(), state: z.string(), parts: z.array(z.string()) }),
  actions: action => ({
    set: action<Setting>({
      label: '添加大屏',
      past: '设置了大屏',
      from: 'new',
      to: 'shown',
      by: manageChannels,
      tone: 'primary',
      publishes: true,
      leave: '/desk/channels/screens',
      input: async () => form(),
      prefill: async () => ({ parts: Object.keys(parts), seconds: 20 }),
      effect: async (_ctx, _row, input) => input,
    }),
    edit: action<Setting>({
      label: '修改',
      past: '修改了大屏内容',
      from: ['shown'],
      by: manageChannels,
      publishes: true,
      input: async () => form(),
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    switchOff: action({
      label: '关闭',
      past: '关闭了大屏',
      from: ['shown'],
      to: 'off',
      by: manageChannels,
      publishes: true,
    }),
    switchOn: action({
      label: '重新显示',
      past: '重新打开大屏',
      from: ['off'],
      to: 'shown',
      by: manageChannels,
      tone: 'primary',
      publishes: true,
    }),
  }),
})
