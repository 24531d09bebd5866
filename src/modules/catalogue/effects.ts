import type { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type FieldErrors, invalid } from '#platform/errors'
import type { FormDefinition } from '#platform/forms'
import { dropFromIndex, putInIndex } from '#platform/search'
import { daysSetting } from '#platform/settings'
import type { RowOf } from '#platform/workflow'
import { settleConfirmation } from './freshness.ts'
import type { ItemInput } from './workflow.ts'

type Item = RowOf<'service_item'>

export const reviewDays = daysSetting({
  code: 'item.review.days',
  label: '审核时限',
  group: '服务目录',
  fallback: 5,
})

/** The version that may still be changed: a published one is never touched, its successor is. */
export const workingVersion = (row: Item): number =>
  row.latest_version === row.published_version ? row.latest_version + 1 : row.latest_version

export const versionRow = (ctx: Ctx, itemId: string, number: number) =>
  ctx.db
    .selectFrom('service_item_version')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('number', '=', number)
    .executeTakeFirst()

export async function saveVersion(ctx: Ctx, row: Item, input: ItemInput): Promise<void> {
  refuse(priceMissing(input))
  refusePeriod(ctx, input)
  const { code: _code, family: _family, handling: _handling, rank: _rank, ...content } = input
  const before = await versionRow(ctx, row.id, row.latest_version - 1)
  const columns = {
    ...content,
    price_fen: isPriced(input) ? (input.price_fen as number) : null,
    effective_from: input.effective_from ?? null,
    expires_on: input.expires_on ?? null,
    steps: JSON.stringify(input.steps),
    materials: JSON.stringify(input.materials),
    saved_at: ctx.now,
  }
  await ctx.db
    .insertInto('service_item_version')
    .values({
      item_id: row.id,
      number: row.latest_version,
      intake: JSON.stringify(before?.intake ?? { fields: [] }),
      ...columns,
    })
    .onConflict(conflict => conflict.columns(['centre_id', 'item_id', 'number']).doUpdateSet(columns))
    .execute()
}

export async function saveIntake(ctx: Ctx, row: Item, definition: FormDefinition): Promise<void> {
  const intake = JSON.stringify(definition)
  const latest = await versionRow(ctx, row.id, row.latest_version)
  if (latest) {
    await ctx.db
      .updateTable('service_item_version')
      .set({ intake, saved_at: ctx.now })
      .where('item_id', '=', row.id)
      .where('number', '=', row.latest_version)
      .execute()
    return
  }
  await nextVersion(ctx, row, { intake })
}

/** The version before, copied under the item's latest number with what is different. */
async function nextVersion(ctx: Ctx, row: Item, different: { intake?: string }): Promise<void> {
  const before = await versionRow(ctx, row.id, row.latest_version - 1)
  if (!before) throw invalid({ '': '请先填写服务内容。' })
  const { centre_id: _centre, published_at: _published, ...content } = before
  const copy = {
    ...content,
    number: row.latest_version,
    intake: JSON.stringify(before.intake),
    steps: JSON.stringify(before.steps),
    materials: JSON.stringify(before.materials),
    saved_at: ctx.now,
    ...different,
  }
  await ctx.db.insertInto('service_item_version').values(copy).execute()
}

const refuse = (errors: FieldErrors): void => {
  if (Object.keys(errors).length > 0) throw invalid(errors)
}

const isPriced = ({ price_kind }: Pick<ItemInput, 'price_kind'>): boolean =>
  price_kind === 'standard' || price_kind === 'discounted'

export const priceMissing = (input: ItemInput): FieldErrors =>
  isPriced(input) && input.price_fen === undefined ? { price_fen: '请填写价格。' } : {}

export const refuseOtherItem = (row: Item, input: ItemInput): void => refuse(unlikePublished(row, input))

/** What an item is, people and cases go by from its first publication; versions change what it says. */
export function unlikePublished(
  row: Pick<Item, 'published_version' | 'code' | 'family' | 'handling'>,
  input: ItemInput,
): FieldErrors {
  if (row.published_version === null) return {}
  const changed = (['code', 'family', 'handling'] as const).filter(field => input[field] !== row[field])
  return Object.fromEntries(
    changed.map(field => [field, '已上架的项目不改这一项；确需更改，请新增一个项目，再下架这一个。']),
  )
}

/** Back to the published version: the one being written is thrown away. */
export const discard = (ctx: Ctx, row: Item) =>
  ctx.db
    .deleteFrom('service_item_version')
    .where('item_id', '=', row.id)
    .where('number', '>', row.latest_version)
    .where('published_at', 'is', null)
    .execute()

/** A withdrawn item begins again as a draft, under a number that was never published. */
export async function restore(ctx: Ctx, row: Item): Promise<void> {
  if (!(await versionRow(ctx, row.id, row.latest_version))) await nextVersion(ctx, row, {})
}

export interface Approval {
  reason: string
  /** The day from which it holds, where that is still to come. */
  from: string | null
}

/** The opinion, with the day from which the version that is let out holds. */
export const approval =
  (opinion: z.ZodType<{ reason: string }>) =>
  async (ctx: Ctx, row: Item | null): Promise<z.ZodType<Approval>> => {
    const version = row && (await versionRow(ctx, row.id, row.latest_version))
    const from =
      version?.effective_from && version.effective_from > dayOf(ctx.now) ? version.effective_from : null
    return opinion.transform(input => ({ ...input, from })) as unknown as z.ZodType<Approval>
  }

/** Somebody vouches for what it says today, and it is public again; the day is part of what the public reads. */
export const confirmedNow = (ctx: Ctx) => ({
  confirmed_on: dayOf(ctx.now),
  changed_at: ctx.now,
  hidden_since: null,
  hidden_why: null,
})

/** The latest version is the public one from now on; that somebody let it out says that it is true today. */
export const nowPublic = (ctx: Ctx, row: Item) => ({
  published_version: row.latest_version,
  published_at: ctx.now,
  ...confirmedNow(ctx),
  warned_days: null,
})

function refusePeriod(ctx: Ctx, { effective_from, expires_on }: ItemInput): void {
  if (!expires_on) return
  if (expires_on < dayOf(ctx.now)) throw invalid({ expires_on: '失效日已经过去，请填今天或以后的日期。' })
  if (effective_from && expires_on < effective_from) throw invalid({ expires_on: '不能早于生效日。' })
}

export async function publish(ctx: Ctx, row: Item): Promise<void> {
  await settleConfirmation(ctx, { item: row.id }, 'overtake')
  await ctx.db
    .updateTable('service_item_version')
    .set({ published_at: ctx.now })
    .where('item_id', '=', row.id)
    .where('number', '=', row.latest_version)
    .execute()
  await putPublished(ctx, row)
}

/** Whoever searches finds the published version. */
export async function putPublished(ctx: Ctx, row: Item): Promise<void> {
  const version = row.published_version && (await versionRow(ctx, row.id, row.published_version))
  if (!version) return
  await putInIndex(ctx, {
    subject: 'service_item',
    recordId: row.id,
    audience: 'public',
    title: version.name,
    summary: version.summary,
    href: `/items/${row.id}`,
    text: `${version.summary} ${version.content} ${row.code}`,
    weight: 5,
  })
}

export async function unpublish(ctx: Ctx, row: Item): Promise<void> {
  await settleConfirmation(ctx, { item: row.id }, 'drop')
  await dropFromIndex(ctx, 'service_item', row.id)
}

/** An expired item needs a new version: confirming what it says would not help. */
export async function hide(ctx: Ctx, row: Item): Promise<void> {
  if (row.hidden_why === 'expired') await settleConfirmation(ctx, { item: row.id }, 'drop')
  await dropFromIndex(ctx, 'service_item', row.id)
}

/** The form of an edit starts with what the latest version says. */
export async function currentContent(ctx: Ctx, row: Item | null): Promise<Record<string, unknown>> {
  if (!row) return {}
  const version = await versionRow(ctx, row.id, row.latest_version)
  // From when the next version holds is another question than from when this one did.
  const published = row.latest_version === row.published_version
  return { ...row, ...version, ...(published && { effective_from: null }) }
}

export async function currentIntake(ctx: Ctx, row: Item | null): Promise<Record<string, unknown>> {
  const version = row && (await versionRow(ctx, row.id, row.latest_version))
  return { ...((version?.intake ?? { fields: [] }) as unknown as FormDefinition) }
}
