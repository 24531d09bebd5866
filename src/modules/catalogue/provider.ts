import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { dropFromIndex, putInIndex } from '#platform/search'
import { anyOf, defineDuty, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'

export const manageProviders = defineDuty('provider.manage', '管理服务商名录')

const qualification = z.object({
  name: z.string().trim().min(1).max(60).meta({ label: '名称' }),
  number: z.string().trim().max(60).default('').meta({ label: '编号' }),
  valid_until: z.iso.date('请填写日期').nullable().default(null).meta({ label: '有效期至', widget: 'date' }),
})
export type Qualification = z.infer<typeof qualification>

interface Profile {
  name: string
  introduction: string
  team: string
  cases: string
  qualifications: Qualification[]
  contact_name: string
  contact_phone: string
}
interface Listing extends Profile {
  party_id: string
}

const profile = {
  name: z.string().trim().min(2).max(60).meta({ label: '名称' }),
  introduction: z.string().trim().min(10).max(1000).meta({ label: '简介', widget: 'textarea' }),
  team: z.string().trim().max(500).default('').meta({ label: '团队', widget: 'textarea' }),
  cases: z.string().trim().max(1000).default('').meta({ label: '案例', widget: 'textarea' }),
  qualifications: z
    .array(qualification)
    .max(10, '最多 10 项')
    .default([])
    .meta({ label: '资质', widget: 'rows' }),
  contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人' }),
  contact_phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
}

/** 4.4.1 A provider in the directory. Admission and exit by stages come with the management systems of 4.5. */
export const providerFlow = defineWorkflow({
  subject: 'provider',
  label: '服务商',
  clause: '4.4.1',
  states: {
    listed: { label: '在库', tone: 'green', final: true },
    suspended: { label: '暂停', tone: 'orange', final: true },
    left: { label: '已退出', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('provider.state', '=', 'listed'),
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/providers/${row.id}` : `/providers/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    introduction: z.string(),
    listed_at: z.date(),
  }),
  actions: action => ({
    list: action<Listing>({
      label: '登记服务商',
      past: '登记入库',
      from: 'new',
      to: 'listed',
      by: anyOf(manageProviders, theSystem),
      tone: 'primary',
      publishes: true,
      input: async (ctx, _row, raw) =>
        z.object({
          party_id: await partyField(ctx, raw.party_id),
          ...profile,
        }) as unknown as z.ZodType<Listing>,
      effect: async (ctx, row, { qualifications, ...input }) => {
        await index(ctx, row.id, input)
        const at = { listed_at: ctx.now, changed_at: ctx.now }
        return { ...input, qualifications: JSON.stringify(qualifications), ...at }
      },
    }),
    edit: action<Profile>({
      label: '修改',
      past: '修改了资料',
      from: ['listed', 'suspended'],
      by: manageProviders,
      publishes: true,
      input: z.object(profile) as unknown as z.ZodType<Profile>,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, { qualifications, ...input }) => {
        if (row.state === 'listed') await index(ctx, row.id, input)
        return { ...input, qualifications: JSON.stringify(qualifications), ...(await changed(ctx)) }
      },
    }),
    offerItem: action<{ item_id: string; price_fen?: number | undefined; price_note: string }>({
      label: '增加服务项目',
      past: '增加了服务项目',
      from: ['listed'],
      by: anyOf(manageProviders, theSystem),
      publishes: true,
      input: async ctx =>
        z.object({
          item_id: await itemField(ctx),
          price_fen: z
            .number()
            .int()
            .min(0)
            .max(100_000_000_00)
            .optional()
            .meta({ label: '参考报价', widget: 'money', unit: '元' }),
          price_note: z
            .string()
            .trim()
            .max(100)
            .default('')
            .meta({ label: '报价说明', placeholder: '例如：每条 60 秒以内' }),
        }),
      consequence: async (ctx, row, { item_id, price_fen, price_note }) => {
        const price = { price_fen: price_fen ?? null, price_note }
        await ctx.db
          .insertInto('provider_item')
          .values({ provider_id: row.id, item_id, ...price })
          .onConflict(conflict =>
            conflict.columns(['centre_id', 'provider_id', 'item_id']).doUpdateSet(price),
          )
          .execute()
        await offersChanged(ctx, item_id)
      },
    }),
    dropItem: action<{ item_id: string }>({
      label: '取消服务项目',
      past: '取消了服务项目',
      from: ['listed', 'suspended'],
      by: manageProviders,
      publishes: true,
      input: async ctx => z.object({ item_id: await itemField(ctx) }),
      consequence: async (ctx, row, { item_id }) => {
        await ctx.db
          .deleteFrom('provider_item')
          .where('provider_id', '=', row.id)
          .where('item_id', '=', item_id)
          .execute()
        await offersChanged(ctx, item_id)
      },
    }),
    suspend: action<{ reason: string }>({
      label: '暂停',
      past: '暂停',
      from: ['listed'],
      to: 'suspended',
      by: manageProviders,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(5).max(300).meta({ label: '原因', widget: 'textarea' }),
      }),
      effect: changed,
      consequence: async (ctx, row) => dropFromIndex(ctx, 'provider', row.id),
      note: input => input.reason,
    }),
    leave: action<{ reason: string }>({
      label: '退出',
      past: '退出服务商库',
      from: ['listed', 'suspended'],
      to: 'left',
      by: manageProviders,
      tone: 'danger',
      publishes: true,
      done: '已退出服务商库，正在办理的事项照常办完',
      input: z.object({
        reason: z
          .string()
          .trim()
          .min(5)
          .max(300)
          .meta({ label: '原因', widget: 'textarea', help: '自愿退出、不再符合条件，或其他。' }),
      }),
      effect: changed,
      consequence: async (ctx, row) => dropFromIndex(ctx, 'provider', row.id),
      note: input => input.reason,
    }),
    resume: action({
      label: '恢复在库',
      past: '恢复在库',
      from: ['suspended', 'left'],
      to: 'listed',
      by: manageProviders,
      publishes: true,
      effect: changed,
      consequence: async (ctx, row) => index(ctx, row.id, row),
    }),
  }),
})

/** What everybody may read of it is different from now on: whoever keeps a copy of the directory asks since when. */
async function changed(ctx: Ctx) {
  return { changed_at: ctx.now }
}

const offersChanged = (ctx: Ctx, itemId: string) =>
  ctx.db.updateTable('service_item').set({ offers_changed_at: ctx.now }).where('id', '=', itemId).execute()

const index = (ctx: Ctx, id: string, provider: Pick<RowOf<'provider'>, 'name' | 'introduction'>) =>
  putInIndex(ctx, {
    subject: 'provider',
    recordId: id,
    audience: 'public',
    title: provider.name,
    summary: provider.introduction.slice(0, 60),
    href: `/providers/${id}`,
    text: provider.introduction,
    weight: 3,
  })

/** Any party that is not a provider yet; a list would be too long, so one comes from its file with its id. */
async function partyField(ctx: Ctx, id: unknown) {
  const party =
    typeof id === 'string'
      ? await ctx.db
          .selectFrom('party')
          .select(['id', 'name'])
          .where('id', '=', id)
          .where('state', '=', 'active')
          .executeTakeFirst()
      : undefined
  if (!party) throw invalid({ '': '请从服务对象的档案页登记服务商。' })
  return z
    .literal(party.id)
    .meta({ label: '主体', widget: 'select', options: [{ value: party.id, label: party.name }] })
}

async function itemField(ctx: Ctx) {
  const items = await ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .select(['service_item.id', 'name'])
    .where('state', '!=', 'withdrawn')
    .orderBy('rank')
    .limit(500)
    .execute()
  if (items.length === 0) throw invalid({ '': '目录里还没有已上架的服务项目。' })
  return z.enum(items.map(item => item.id) as [string, ...string[]]).meta({
    label: '服务项目',
    widget: 'select',
    options: items.map(item => ({ value: item.id, label: item.name })),
  })
}
