import { publishedItems } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import type { Stage } from './plan.ts'

const current = (ctx: Ctx) =>
  ctx.db
    .selectFrom('support_kind')
    .innerJoin('support_kind_version', join =>
      join
        .onRef('support_kind_version.centre_id', '=', 'support_kind.centre_id')
        .onRef('support_kind_version.kind_id', '=', 'support_kind.id')
        .onRef('support_kind_version.number', '=', 'support_kind.version'),
    )

/** The kind that an item belongs to, in the version of today. */
export async function kindOfItem(ctx: Ctx, itemId: string) {
  const kind = await current(ctx)
    .innerJoin('support_kind_item', join =>
      join
        .onRef('support_kind_item.centre_id', '=', 'support_kind.centre_id')
        .onRef('support_kind_item.kind_id', '=', 'support_kind.id'),
    )
    .select(['support_kind.code', 'support_kind_version.number', 'stages', 'warranty_days'])
    .where('support_kind_item.item_id', '=', itemId)
    .executeTakeFirst()
  return kind && { ...kind, stages: kind.stages as unknown as Stage[] }
}

/** The kinds in use, in their order, as they are today. */
export const kinds = (ctx: Ctx) =>
  current(ctx)
    .select(['support_kind.id', 'support_kind.code', 'support_kind.state', 'support_kind.version', 'rank'])
    .select(['support_kind_version.name', 'about', 'gains', 'process', 'stages', 'warranty_days', 'intake'])
    .orderBy('rank')
    .limit(20)
    .execute()
export type Kind = Awaited<ReturnType<typeof kinds>>[number]

export const kindById = (ctx: Ctx, id: string) =>
  current(ctx)
    .selectAll('support_kind_version')
    .select(['support_kind.id', 'support_kind.code', 'support_kind.state', 'support_kind.version', 'rank'])
    .where('support_kind.id', '=', id)
    .executeTakeFirst()

export const kindVersions = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('support_kind_version')
    .select(['number', 'name', 'saved_at', 'warranty_days', 'stages'])
    .where('kind_id', '=', id)
    .orderBy('number', 'desc')
    .limit(30)
    .execute()

/** Items by kind, whatever their state; of one kind, or of all. */
export const itemsOfKind = (ctx: Ctx, kindId?: string) =>
  ctx.db
    .selectFrom('support_kind_item')
    .innerJoin('service_item', join =>
      join
        .onRef('service_item.id', '=', 'support_kind_item.item_id')
        .onRef('service_item.centre_id', '=', 'support_kind_item.centre_id'),
    )
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.centre_id', '=', 'service_item.centre_id')
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select(['support_kind_item.kind_id', 'service_item.id', 'service_item.code', 'service_item.shown'])
    .select('service_item_version.name')
    .$if(kindId !== undefined, query => query.where('support_kind_item.kind_id', '=', kindId as string))
    .orderBy('service_item.code')
    .limit(500)
    .execute()

/** For the public: the items of a kind with the firms that offer them, and what these ask for. */
export const offersOfKinds = (ctx: Ctx) =>
  publishedItems(ctx)
    .innerJoin('support_kind_item', join =>
      join
        .onRef('support_kind_item.item_id', '=', 'service_item.id')
        .onRef('support_kind_item.centre_id', '=', 'service_item.centre_id'),
    )
    .leftJoin('provider_item', join =>
      join
        .onRef('provider_item.item_id', '=', 'service_item.id')
        .onRef('provider_item.centre_id', '=', 'service_item.centre_id'),
    )
    .leftJoin('provider', join =>
      join
        .onRef('provider.id', '=', 'provider_item.provider_id')
        .onRef('provider.centre_id', '=', 'provider_item.centre_id')
        .on('provider.shown', '=', true),
    )
    .select(['support_kind_item.kind_id', 'service_item.id', 'service_item_version.name as item'])
    .select(['provider.id as provider_id', 'provider.name as provider', 'provider_item.price_fen'])
    .orderBy('service_item.rank')
    .orderBy('provider.name')
    .limit(2_000)
    .execute()
