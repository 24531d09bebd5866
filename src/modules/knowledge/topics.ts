import { z } from 'zod'
import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { perform } from '#platform/perform'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { type Kind, kinds } from './codes.ts'
import { editKnowledge } from './duties.ts'
import { topics } from './queries.ts'

interface Naming {
  kind: Kind
  name: string
}
const name = z.string().trim().min(2).max(20).meta({ label: '主题', placeholder: '例如：开店注册' })

async function refuseTwins(ctx: Ctx, id: string, { kind, name }: Naming): Promise<void> {
  const twin = (await topics(ctx)).find(one => one.kind === kind && one.name === name && one.id !== id)
  if (twin) throw invalid({ name: '这个主题已经有了。' })
}

/** The finer topics under 政策, 技术, 业务: a list that whoever writes knowledge keeps. */
export const topicFlow = defineWorkflow({
  subject: 'knowledge_topic',
  label: '知识主题',
  clause: '5.1',
  states: {
    active: { label: '使用中', tone: 'green', final: true },
    ended: { label: '已停用', tone: 'grey', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => row.name,
  href: (_row, actor) => (actor.staffId ? '/desk/knowledge/topics' : '/knowledge'),
  record: z.object({ id: z.uuid(), state: z.string(), kind: z.string(), name: z.string() }),
  actions: action => ({
    add: action<Naming>({
      label: '新增主题',
      past: '新增了主题',
      from: 'new',
      to: 'active',
      by: anyOf(editKnowledge, theSystem),
      tone: 'primary',
      publishes: true,
      input: z.object({ kind: oneOf(kinds, '类型', 'radio'), name }),
      effect: async (ctx, row, input) => {
        await refuseTwins(ctx, row.id, input)
        return input
      },
    }),
    rename: action<{ name: string }>({
      label: '改名',
      past: '改了主题的名称',
      from: ['active'],
      by: editKnowledge,
      publishes: true,
      input: z.object({ name }),
      prefill: async (_ctx, row) => ({ name: row?.name }),
      effect: async (ctx, row, input) => {
        await refuseTwins(ctx, row.id, { kind: row.kind as Kind, name: input.name })
        return input
      },
      note: (input, row) => `${row.name} → ${input.name}`,
    }),
    end: action({
      label: '停用',
      past: '停用了主题',
      from: ['active'],
      to: 'ended',
      by: editKnowledge,
      publishes: true,
      confirm: '停用后不能再选；已经用它的条目不变。',
    }),
    resume: action({
      label: '恢复使用',
      past: '恢复了主题',
      from: ['ended'],
      to: 'active',
      by: editKnowledge,
      publishes: true,
      effect: async (ctx, row) => {
        await refuseTwins(ctx, row.id, { kind: row.kind as Kind, name: row.name })
        return {}
      },
    }),
  }),
})

/** What a new centre starts with. */
const usual: Readonly<Record<Kind, readonly string[]>> = {
  policy: ['补贴扶持', '登记注册', '食品安全', '税费发票'],
  technology: ['开店装修', '直播短视频', '拍摄美工'],
  business: ['包装物流', '品牌商标', '客服售后', '资金保险', '创业孵化'],
}

/** Sets up the usual topics that the centre does not have yet. */
export async function settleTopics(given: Ctx): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  const known = await topics(ctx)
  for (const [kind, names] of Object.entries(usual))
    for (const name of names)
      if (!known.some(one => one.kind === kind && one.name === name))
        await perform(ctx, topicFlow, 'add', null, { kind, name })
}

whenFounded(settleTopics)
