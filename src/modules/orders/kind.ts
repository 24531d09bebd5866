import { z } from 'zod'
import { itemsToClassify, serviceItemFlow } from '#modules/catalogue'
import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { type FormDefinition, formDefinition } from '#platform/forms'
import { perform } from '#platform/perform'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { editKinds } from './duties.ts'
import { type KindCode, kindCodes } from './kind-codes.ts'
import { kindById, kinds } from './kind-queries.ts'
import { standardKinds } from './kind-standard.ts'
import { type Stage, stagesInput } from './plan.ts'

type Kind = RowOf<'support_kind'>

interface Content {
  name: string
  about: string
  gains: string
  process: string
  stages: Stage[]
  warranty_days: number
}
const words = (label: string, help: string) =>
  z.string().trim().min(10).max(500).meta({ label, widget: 'textarea', help })
const content = z.object({
  name: z.string().trim().min(2).max(20).meta({ label: '名称' }),
  about: words('是什么', '一两句话，让第一次来的人看得懂。'),
  gains: words('您得到什么', '交付哪些东西。'),
  process: words('怎么进行', '先后几步，要注意什么。'),
  stages: stagesInput.meta({
    label: '交付阶段',
    widget: 'rows',
    help: '新订单的里程碑按它预填；已有的订单不变。',
  }),
  warranty_days: z
    .number()
    .int()
    .min(0)
    .max(1095)
    .meta({ label: '质保期', unit: '天', help: '从最后一次验收的次日起算，不保修填 0。' }),
}) as unknown as z.ZodType<Content>

interface Opening extends Content {
  code: KindCode
  intake: FormDefinition
}
const opening = z.intersection(
  content,
  z.object({ code: z.enum(Object.keys(kindCodes) as [KindCode]), intake: formDefinition }),
) as unknown as z.ZodType<Opening>

/** 5.6.1 业务支持类别: what the nine kinds are, ask for and deliver; every change is a new version. */
export const kindFlow = defineWorkflow({
  subject: 'support_kind',
  label: '业务支持类别',
  clause: '5.6.1',
  states: {
    active: { label: '提供中', tone: 'green', final: true },
    ended: { label: '暂不提供', tone: 'grey', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/support/${row.id}` : `/support/${row.code}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    name: z.string(),
    version: z.number().int(),
  }),
  actions: action => ({
    open: action<Opening>({
      label: '设立类别',
      past: '设立了类别',
      from: 'new',
      to: 'active',
      by: anyOf(theSystem, editKinds),
      inner: true,
      quiet: true,
      publishes: true,
      input: opening,
      effect: async (_ctx, _row, input) => ({
        code: input.code,
        name: input.name,
        rank: Object.keys(kindCodes).indexOf(input.code),
        version: 1,
      }),
      consequence: (ctx, row, input) => saveVersion(ctx, row, input, input.intake),
    }),
    edit: action<Content>({
      label: '修改内容和阶段',
      past: '修改了内容和交付阶段',
      done: '已存为新版本；已有的订单仍按原来的版本',
      from: ['active', 'ended'],
      by: editKinds,
      tone: 'primary',
      publishes: true,
      input: content,
      prefill: async (ctx, row) => (row ? { ...(await kindById(ctx, row.id)) } : {}),
      effect: async (_ctx, row, input) => ({ name: input.name, version: row.version + 1 }),
      consequence: async (ctx, row, input) =>
        saveVersion(ctx, row, input, (await intakeOf(ctx, row.id, row.version - 1)) as FormDefinition),
    }),
    designForm: action<FormDefinition>({
      label: '设计申请表',
      past: '修改了申请表',
      done: '已存为新版本；归入这一类的新项目按它设计申请表',
      from: ['active', 'ended'],
      by: editKinds,
      input: formDefinition as unknown as z.ZodType<FormDefinition>,
      prefill: async (ctx, row) => (row ? { ...(await intakeOf(ctx, row.id, row.version)) } : {}),
      effect: async (_ctx, row) => ({ version: row.version + 1 }),
      consequence: async (ctx, row, input) => {
        const before = await versionOf(ctx, row.id, row.version - 1)
        await saveVersion(ctx, row, { ...before, stages: before.stages as unknown as Stage[] }, input)
      },
    }),
    addItem: action<Adding>({
      label: '归入服务项目',
      past: '归入了服务项目',
      from: ['active', 'ended'],
      by: editKinds,
      publishes: true,
      input: adding,
      consequence: addItem,
    }),
    removeItem: action<{ item_id: string }>({
      label: '移出服务项目',
      past: '移出了服务项目',
      from: ['active', 'ended'],
      by: editKinds,
      quiet: true,
      publishes: true,
      input: z.object({ item_id: z.uuid() }),
      consequence: async (ctx, row, { item_id }) =>
        void (await ctx.db
          .deleteFrom('support_kind_item')
          .where('item_id', '=', item_id)
          .where('kind_id', '=', row.id)
          .execute()),
    }),
    end: action({
      label: '暂不提供',
      past: '暂停提供',
      from: ['active'],
      to: 'ended',
      by: editKinds,
      publishes: true,
      confirm: '公开页面上不再显示这一类；已有的订单不变。',
    }),
    resume: action({
      label: '恢复提供',
      past: '恢复提供',
      from: ['ended'],
      to: 'active',
      by: editKinds,
      publishes: true,
    }),
  }),
})

const versionOf = (ctx: Ctx, id: string, number: number) =>
  ctx.db
    .selectFrom('support_kind_version')
    .selectAll()
    .where('kind_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()

const intakeOf = async (ctx: Ctx, id: string, number: number): Promise<FormDefinition> =>
  (await versionOf(ctx, id, number)).intake as unknown as FormDefinition

async function saveVersion(ctx: Ctx, row: Kind, input: Content, intake: FormDefinition): Promise<void> {
  const { name, about, gains, process, warranty_days } = input
  await ctx.db
    .insertInto('support_kind_version')
    .values({
      ...{ kind_id: row.id, number: row.version, name, about, gains, process, warranty_days },
      stages: JSON.stringify(input.stages),
      intake: JSON.stringify(intake),
      saved_at: ctx.now,
    })
    .execute()
}

interface Adding {
  item_id: string
  form: boolean
}

async function adding(ctx: Ctx, row: Kind | null): Promise<z.ZodType<Adding>> {
  const items = row ? await itemsToClassify(ctx) : []
  if (items.length === 0) throw invalid({ '': '还没有由服务商办理的服务项目，请先到服务目录新增。' })
  return z.object({
    item_id: z.enum(items.map(one => one.id) as [string, ...string[]]).meta({
      label: '哪个服务项目',
      widget: 'select',
      options: items.map(one => ({ value: one.id, label: `${one.code} ${one.name ?? ''}` })),
    }),
    form: z.boolean().default(false).meta({
      label: '申请表也换成这一类的',
      widget: 'checkbox',
      help: '新增的项目建议勾选；已上架的会成为修订稿，审核后生效。',
    }),
  }) as unknown as z.ZodType<Adding>
}

/** An item belongs to one kind; a new one takes the kind's intake form over, by the catalogue's own action. */
async function addItem(ctx: Ctx, row: Kind, input: Adding): Promise<void> {
  await ctx.db
    .insertInto('support_kind_item')
    .values({ item_id: input.item_id, kind_id: row.id })
    .onConflict(conflict => conflict.columns(['centre_id', 'item_id']).doUpdateSet({ kind_id: row.id }))
    .execute()
  if (input.form)
    await perform(ctx, serviceItemFlow, 'designForm', input.item_id, {
      ...(await intakeOf(ctx, row.id, row.version)),
    })
}

/** Sets up what is missing of the nine kinds; returns how many. */
export async function settleKinds(given: Ctx): Promise<number> {
  const ctx: Ctx = { ...given, actor: system }
  const known = new Set((await kinds(ctx)).map(one => one.code))
  const missing = standardKinds.filter(one => !known.has(one.code))
  for (const { intake, ...kind } of missing)
    await perform(ctx, kindFlow, 'open', null, {
      ...kind,
      name: kindCodes[kind.code].label,
      intake: { fields: intake },
    })
  return missing.length
}

whenFounded(async ctx => void (await settleKinds(ctx)))
