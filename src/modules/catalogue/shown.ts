import type { Ctx } from '#platform/ctx'

/**
 * Items as the public knows them: the published version, never the one being written. The column `shown` says in one
 * place what that is: published, not withdrawn, not hidden. Everybody who reads items for the public begins here.
 */
export const publishedItems = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.centre_id', '=', 'service_item.centre_id')
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .where('service_item.shown', '=', true)

/** Providers as the public knows them: in the directory and not hidden. */
export const listedProviders = (ctx: Ctx) => ctx.db.selectFrom('provider').where('provider.shown', '=', true)
