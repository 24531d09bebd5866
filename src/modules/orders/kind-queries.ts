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
