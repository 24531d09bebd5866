import { type PublishedItem, publishedItem } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { isId } from '#platform/ids'

const checked = new WeakMap<Ctx['db'], PublishedItem>()

/**
 * The published item that is applied for; 422 where it cannot be. Read once in a transaction: what the form is checked
 * against is what the case takes over.
 */
export async function itemAppliedFor(ctx: Ctx, id: unknown): Promise<PublishedItem> {
  const known = checked.get(ctx.db)
  if (known && known.id === id) return known
  const item = typeof id === 'string' && isId(id) ? await publishedItem(ctx, id) : null
  if (!item) throw invalid({ '': '这项服务已下架，请返回服务目录重新选择。' })
  checked.set(ctx.db, item)
  return item
}

/** The item that is applied for, by name. */
export async function appliedFor(ctx: Ctx, { item_id }: Record<string, unknown>): Promise<string | null> {
  const item = typeof item_id === 'string' && isId(item_id) ? await publishedItem(ctx, item_id) : null
  return item ? `${item.name}，受理后 ${item.promised_days} 个工作日内办结` : null
}
