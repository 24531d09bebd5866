import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { type FieldErrors, invalid } from '#platform/errors'
import { creditCode, normaliseCode } from '#platform/identifiers'
import { defineImport, type Existing } from '#platform/imports'
import { perform } from '#platform/perform'
import { priceMissing, unlikePublished } from './effects.ts'
import { itemsForImport, offeredCodes, providersForImport } from './import-queries.ts'
import { manageProviders, providerFlow } from './provider.ts'
import { editItems, type ItemInput, serviceItemFlow } from './workflow.ts'

type Input = Record<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** Service items by the sheet. What is new is a draft, what changed a revision: both still need somebody else's approval. */
defineImport('service_item', {
  label: '服务项目',
  about: '新的编码成为草稿，已有的编码成为修订；都要提交审核，由另一人审核后才上架。按编码认。',
  by: editItems,
  list: '/desk/items',
  schema: async () => serviceItemFlow.actions.create.input as z.ZodType,
  columns: [
    { name: 'code', example: 'ZX-099' },
    { name: 'name', example: '示例：网店开设指导' },
    { name: 'family', example: '咨询（5.1）' },
    { name: 'handling', example: '中心答复', help: '中心答复或服务商办理。' },
    { name: 'summary', example: '教您选平台、开网店。' },
    { name: 'content', example: '说明开店流程、费用和常见问题，帮助准备材料。' },
    { name: 'audience', example: '企业、个人' },
    { name: 'steps', example: '提交问题｜写清情况｜0\n答复｜书面答复｜3' },
    {
      name: 'materials',
      example: '营业执照｜否｜个体户需要',
      help: '第二部分填是或否，不填为必需。',
    },
    { name: 'price_kind', example: '免费' },
    { name: 'price_fen', example: '' },
    { name: 'price_unit', example: '' },
    { name: 'price_note', example: '' },
    { name: 'promised_days', example: '3' },
    { name: 'place', example: '一楼综合窗口' },
    { name: 'contact', example: '' },
    { name: 'legal_basis', example: '' },
    { name: 'rank', example: '' },
  ],
  keyOf: input => text(input.code) || null,
  titleOf: input => [text(input.code), text(input.name)].filter(Boolean).join(' '),
  async find(ctx, inputs) {
    const found = await itemsForImport(ctx, { codes: inputs.map(input => text(input.code)) })
    const byCode = new Map(found.map(item => [item.code, asItem(item)]))
    return inputs.map(input => byCode.get(text(input.code)))
  },
  check: async (_ctx, inputs, existing) =>
    inputs.map((input, at) => ({
      ...(['free', 'negotiable'].includes(text(input.price_kind)) &&
        input.price_fen !== undefined && { price_fen: '免费和面议的项目不填价格。' }),
      ...priceMissing(input as unknown as ItemInput),
      ...(existing[at] && unlikePublished(existing[at].input as never, input as unknown as ItemInput)),
    })),
  perform: async (ctx, input, id) =>
    (await perform(ctx, serviceItemFlow, id ? 'edit' : 'create', id, input)).id,
  page: async (ctx, after, limit) => (await itemsForImport(ctx, { after, limit })).map(asItem),
})

function asItem({
  id,
  state,
  price_fen,
  ...item
}: Awaited<ReturnType<typeof itemsForImport>>[number]): Existing {
  const blocked =
    state === 'withdrawn'
      ? '这个项目已下架，请先在服务目录里恢复编制。'
      : state === 'review' || state === 'revising_review'
        ? '这个项目正在审核，审核完才能修改。'
        : undefined
  return {
    id,
    input: { ...item, price_fen: price_fen ?? undefined },
    ...(blocked && { blocked }),
  }
}

const offer = z.object({
  code: z.string().trim().min(1).max(20).meta({ label: '服务项目编码' }),
  price_fen: z
    .number()
    .int()
    .min(0)
    .max(100_000_000_00)
    .optional()
    .meta({ label: '参考报价', widget: 'money' }),
  price_note: z.string().trim().max(100).default('').meta({ label: '报价说明' }),
})
type Offer = z.infer<typeof offer>
const byCodeOfItem = (a: Offer, b: Offer): number => (a.code < b.code ? -1 : 1)

const profileOfProvider = providerFlow.actions.edit.input as unknown as z.ZodObject
const providerRow = profileOfProvider.extend({
  code: creditCode.meta({ label: '统一社会信用代码', help: '须已登记为服务对象。' }),
  offers: z
    .array(offer)
    .max(50, '最多 50 项')
    // In the order in which they are kept: a sheet that was sent before says the same again.
    .overwrite(offers => [...new Map(offers.map(one => [one.code, one])).values()].sort(byCodeOfItem))
    .default([])
    .meta({ label: '服务项目与报价', widget: 'rows', help: '不写报价为面议。' }),
})

/** Providers with what they offer, by the sheet. */
defineImport('provider', {
  label: '服务商',
  about: '修改在库服务商的资料和报价，按统一社会信用代码认。新的服务商须经准入，不能从表格登记。',
  by: manageProviders,
  list: '/desk/providers',
  schema: async () => providerRow,
  columns: [
    { name: 'code', example: '91340800MA2EXAMPLE' },
    { name: 'name', example: '示例文化传媒有限公司' },
    { name: 'introduction', example: '专做农产品短视频和产品摄影，自有摄影棚。' },
    { name: 'team', example: '摄影 4 人、剪辑 3 人' },
    { name: 'cases', example: '' },
    { name: 'qualifications', example: '营业执照｜｜2030-12-31' },
    { name: 'contact_name', example: '李四' },
    { name: 'contact_phone', example: '13800000000', help: '11 位手机号码。' },
    { name: 'offers', example: 'SX-001｜1500｜每条 60 秒以内' },
  ],
  keyOf: input => normaliseCode(text(input.code)) || null,
  titleOf: input => text(input.name),
  async find(ctx, inputs) {
    const found = await providersForImport(ctx, {
      codes: inputs.map(input => normaliseCode(text(input.code))),
    })
    const byCode = new Map(found.map(provider => [provider.code, asProvider(provider)]))
    return inputs.map(input => byCode.get(normaliseCode(text(input.code))))
  },
  check: checkProviders,
  perform: performProvider,
  page: async (ctx, after, limit) => (await providersForImport(ctx, { after, limit })).map(asProvider),
})

function asProvider({
  id,
  state,
  ...provider
}: Awaited<ReturnType<typeof providersForImport>>[number]): Existing {
  const blocked = state === 'listed' ? undefined : '这家服务商已暂停或退出，请先在服务商页恢复在库。'
  return { id, input: provider, ...(blocked && { blocked }) }
}

async function checkProviders(ctx: Ctx, inputs: readonly Input[]): Promise<FieldErrors[]> {
  const codes = inputs.map(input => normaliseCode(text(input.code)))
  const [providers, items] = await Promise.all([providersForImport(ctx, { codes }), offeredCodes(ctx)])
  const known = new Set(providers.map(one => one.code))
  return inputs.map(input => {
    const code = normaliseCode(text(input.code))
    const unknown = (Array.isArray(input.offers) ? (input.offers as Offer[]) : [])
      .map(one => one.code)
      .filter(one => one && !items.has(one))
    return {
      ...(code && !known.has(code) && { code: '还不是在库的服务商，请先按准入程序申请入库。' }),
      ...(unknown.length > 0 && { offers: `目录里没有已上架的项目 ${unknown.join('、')}。` }),
    }
  })
}

/** One row is one provider: its file, and each offer that came, changed or went, by the actions that people use. */
async function performProvider(ctx: Ctx, input: Input, id: string | null): Promise<string> {
  const { code, offers, ...profile } = input
  const items = await offeredCodes(ctx)
  const [before] = await providersForImport(ctx, { codes: [code as string] })
  if (!id || !before) throw invalid({ code: '还不是在库的服务商，请先按准入程序申请入库。' })
  if (JSON.stringify(profileOfProvider.parse(before)) !== JSON.stringify(profileOfProvider.parse(profile)))
    await perform(ctx, providerFlow, 'edit', id, profile)
  const old = new Map(before.offers.map(one => [one.code, one]))
  for (const one of offers as Offer[]) {
    const known = old.get(one.code)
    old.delete(one.code)
    if (known && known.price_fen === one.price_fen && known.price_note === one.price_note) continue
    const { code: item, ...price } = one
    await perform(ctx, providerFlow, 'offerItem', id, { item_id: items.get(item), ...price })
  }
  for (const gone of old.keys())
    await perform(ctx, providerFlow, 'dropItem', id, { item_id: items.get(gone) })
  return id
}
