import { z } from 'zod'
import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { manageNews } from './duties.ts'
import { columns } from './queries.ts'

interface Naming {
  name: string
  about: string
  position: number
}
const naming = z.object({
  name: z.string().trim().min(2).max(12).meta({ label: '栏目', placeholder: '例如：典型案例' }),
  about: z.string().trim().max(60).default('').meta({ label: '说明', help: '刊登什么，一句话。' }),
  position: z.number().int().min(1).max(999).meta({ label: '顺序', help: '小的在前。' }),
})

async function refuseTwins(ctx: Ctx, id: string, { name }: Naming): Promise<void> {
  const twin = (await columns(ctx, 'all')).find(one => one.name === name && one.id !== id)
  if (twin) throw invalid({ name: '这个栏目已经有了。' })
}

/** 栏目: the parts of the news pages, as the centre's people name and order them. */
export const columnFlow = defineWorkflow({
  subject: 'article_column',
  label: '宣传栏目',
  clause: '5.5',
  states: {
    shown: { label: '使用中', tone: 'green', final: true },
    hidden: { label: '已停用', tone: 'grey', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => row.name,
  href: (_row, actor) => (actor.staffId ? '/desk/articles/columns' : '/news'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    about: z.string(),
    position: z.number().int(),
  }),
  actions: action => ({
    add: action<Naming>({
      label: '新增栏目',
      past: '新增了栏目',
      from: 'new',
      to: 'shown',
      by: anyOf(manageNews, theSystem),
      tone: 'primary',
      publishes: true,
      input: naming,
      effect: async (ctx, row, input) => {
        await refuseTwins(ctx, row.id, input)
        return input
      },
    }),
    change: action<Naming>({
      label: '修改',
      past: '修改了栏目',
      from: ['shown', 'hidden'],
      by: manageNews,
      publishes: true,
      input: naming,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, input) => {
        await refuseTwins(ctx, row.id, input)
        return input
      },
    }),
    hide: action({
      label: '停用',
      past: '停用了栏目',
      from: ['shown'],
      to: 'hidden',
      by: manageNews,
      publishes: true,
      confirm: '停用后不再列出，也不能再选；已经发布的文章仍能打开。',
    }),
    show: action({
      label: '恢复使用',
      past: '恢复了栏目',
      from: ['hidden'],
      to: 'shown',
      by: manageNews,
      publishes: true,
    }),
  }),
})

/** What a new centre starts with. */
const usual: ReadonlyArray<[name: string, about: string]> = [
  ['中心动态', '中心和各服务站近期做了什么'],
  ['政策解读', '政策给谁、给多少、怎么办'],
  ['公示公开', '补贴、评审、遴选的公示'],
  ['典型案例', '本县网商和合作社的做法'],
  ['产业资源', '本地产品、产地和供应链'],
  ['公共服务', '中心能帮您办什么'],
]

/** Sets up the usual columns that the centre does not have yet. */
export async function settleColumns(given: Ctx): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  const known = await columns(ctx, 'all')
  for (const [at, [name, about]] of usual.entries())
    if (!known.some(one => one.name === name))
      await perform(ctx, columnFlow, 'add', null, { name, about, position: (at + 1) * 10 })
}

whenFounded(settleColumns)
