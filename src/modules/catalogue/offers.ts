import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { offerText } from './price.ts'
import { publishedItems } from './shown.ts'

interface Price {
  price_fen: number | null
  price_note: string
}
export interface Offer {
  item_id: string
  price_fen?: number | undefined
  price_note: string
  basis?: string | undefined
  /** Of what, and how much it was before: for the story. */
  item: string
  before: Price | null
}

export const priceFields = {
  price_fen: z
    .number()
    .int()
    .min(0)
    .max(100_000_000_00)
    .optional()
    .meta({ label: '参考报价', widget: 'money', unit: '元', help: '不填为面议。' }),
  price_note: z
    .string()
    .trim()
    .max(100)
    .default('')
    .meta({ label: '报价说明', placeholder: '例如：每条 60 秒以内' }),
}

/** What a firm would like to offer, several at once: the rows of its application. */
export async function offerFields(ctx: Ctx) {
  const items = await itemsToOffer(ctx)
  return z.object({ item_id: itemField(items), ...priceFields })
}

/** Offers in words: 「短视频拍摄」 ¥1,500.00; of items that are not published any more nothing is known. */
export async function saysWhat(
  ctx: Ctx,
  offers: ReadonlyArray<{ item_id: string; price_fen?: number | null | undefined; price_note: string }>,
): Promise<Array<{ id: string; name: string; price: string }>> {
  const names = new Map((await publishedNames(ctx)).map(item => [item.id, item.name]))
  return offers.flatMap(({ item_id, price_fen = null, price_note }) => {
    const name = names.get(item_id)
    return name ? [{ id: item_id, name, price: offerText({ price_fen, price_note }) }] : []
  })
}

/** Which item at which price; what it is called and cost before goes along, so that the story can tell. */
export async function offering(
  ctx: Ctx,
  row: { id: string } | null,
  besides: z.ZodObject = z.object({}),
): Promise<z.ZodType<Offer>> {
  const items = await itemsToOffer(ctx)
  const before = row ? await pricesOf(ctx, row.id) : new Map<string, Price>()
  const fields = z.object({
    item_id: itemField(items),
    ...priceFields,
    basis: z.string().max(120).optional().meta({ widget: 'hidden' }),
  })
  return besides.extend(fields.shape).transform(input => {
    const { item_id } = input as z.infer<typeof fields>
    const item = items.find(one => one.id === item_id)?.name ?? ''
    return { ...input, item, before: before.get(item_id) ?? null }
  }) as unknown as z.ZodType<Offer>
}

/** What it offers already, whatever became of the item since. */
export async function dropping(ctx: Ctx, row: { id: string } | null) {
  const offered = row ? await offersOf(ctx, row.id) : []
  if (offered.length === 0) throw invalid({ '': '这家服务商还没有登记服务项目。' })
  return z.object({ item_id: itemField(offered) }).transform(input => ({
    ...input,
    before: offered.find(one => one.id === input.item_id) ?? null,
  })) as unknown as z.ZodType<{ item_id: string; before: ({ name: string } & Price) | null }>
}

/** 「短视频拍摄」¥1,500.00 → ¥1,800.00 */
export function priceNote({ item, before, basis, ...price }: Offer): string {
  const now = offerText({ price_fen: price.price_fen ?? null, price_note: price.price_note })
  const change = before ? `${offerText(before)} → ${now}` : now
  return [`「${item}」${change}`, basis].filter(Boolean).join('；')
}

export async function saveOffer(ctx: Ctx, provider: { id: string }, input: Offer): Promise<void> {
  const { item_id } = input
  const price = { price_fen: input.price_fen ?? null, price_note: input.price_note }
  await ctx.db
    .insertInto('provider_item')
    .values({ provider_id: provider.id, item_id, ...price })
    .onConflict(conflict => conflict.columns(['centre_id', 'provider_id', 'item_id']).doUpdateSet(price))
    .execute()
  await ctx.db
    .insertInto('offer_price')
    .values({ id: newId(), provider_id: provider.id, item_id, since: ctx.now, ...price })
    .execute()
  await itemChanged(ctx, item_id)
}

export async function dropOffer(
  ctx: Ctx,
  provider: { id: string },
  input: { item_id: string },
): Promise<void> {
  const gone = await ctx.db
    .deleteFrom('provider_item')
    .where('provider_id', '=', provider.id)
    .where('item_id', '=', input.item_id)
    .returning('item_id')
    .execute()
  if (gone.length === 0) return
  await ctx.db
    .insertInto('offer_price')
    .values({ id: newId(), provider_id: provider.id, item_id: input.item_id, since: ctx.now, offered: false })
    .execute()
  await itemChanged(ctx, input.item_id)
}

/** Whoever offers it, and at which price, is part of what the public reads of an item. */
const itemChanged = (ctx: Ctx, id: string) =>
  ctx.db.updateTable('service_item').set({ changed_at: ctx.now }).where('id', '=', id).execute()

const publishedNames = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'service_item_version.name'])
    .orderBy('service_item.rank')
    .limit(5_000)
    .execute()

async function itemsToOffer(ctx: Ctx) {
  const items = await publishedNames(ctx)
  if (items.length === 0) throw invalid({ '': '目录里还没有已上架的服务项目。' })
  return items
}

const offersOf = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('provider_item')
    .innerJoin('service_item', 'service_item.id', 'provider_item.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select(['service_item.id', 'name', 'provider_item.price_fen', 'provider_item.price_note'])
    .where('provider_id', '=', providerId)
    .orderBy('service_item.rank')
    .limit(5_000)
    .execute()

const pricesOf = async (ctx: Ctx, providerId: string): Promise<Map<string, Price>> =>
  new Map((await offersOf(ctx, providerId)).map(({ id, ...price }) => [id, price]))

const itemField = (items: ReadonlyArray<{ id: string; name: string }>) =>
  z.enum(items.map(item => item.id) as [string, ...string[]]).meta({
    label: '服务项目',
    widget: 'select',
    options: items.map(item => ({ value: item.id, label: item.name })),
  })
