import { articlePages } from '#modules/articles'
import { listedProviders, publishedItems } from '#modules/catalogue'
import { policyPages } from '#modules/policies'
import type { Ctx } from '#platform/ctx'

export interface Openness {
  satisfaction: { share: number; total: number } | null
  onTime: number | null
  items: number
  providers: number
}

/** What the front page says about the centre; each figure's definition stands beside it there. */
export async function opennessOf(ctx: Ctx): Promise<Openness> {
  const since = new Date(ctx.now.getTime() - 90 * 86_400_000)
  const [ratings, tasks, items, providers] = await Promise.all([
    ctx.db
      .selectFrom('rating')
      .select([
        ({ fn }) => fn.countAll<number>().as('total'),
        ({ fn }) => fn.countAll<number>().filterWhere('mark', '>=', 3).as('satisfied'),
      ])
      .where('month', '>=', since.toISOString().slice(0, 7))
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('task')
      .select([
        ({ fn }) => fn.countAll<number>().as('total'),
        ({ fn, eb }) =>
          fn
            .countAll<number>()
            .filterWhere(eb('closed_at', '<=', eb.ref('due_at')))
            .as('on_time'),
      ])
      .where('closed_at', '>', since)
      .where('due_at', 'is not', null)
      // What the clock alone moves is nobody's to be on time.
      .where(eb => eb.or([eb('duty', 'is not', null), eb('staff_id', 'is not', null)]))
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('service_item')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('shown', '=', true)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('provider')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('shown', '=', true)
      .executeTakeFirstOrThrow(),
  ])
  return {
    satisfaction:
      ratings.total >= 5 ? { share: ratings.satisfied / ratings.total, total: ratings.total } : null,
    onTime: tasks.total >= 5 ? tasks.on_time / tasks.total : null,
    items: items.n,
    providers: providers.n,
  }
}

/** The four items that were applied for most in the last half year. */
export const oftenApplied = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_case')
    .innerJoin('service_item', 'service_item.id', 'service_case.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .select(['service_item.id', 'service_item_version.name', ({ fn }) => fn.countAll<number>().as('n')])
    .where('service_case.submitted_at', '>', new Date(ctx.now.getTime() - 182 * 86_400_000))
    .where('service_item.shown', '=', true)
    .groupBy(['service_item.id', 'service_item_version.name'])
    .orderBy('n', 'desc')
    .limit(4)
    .execute()

/** Every item, provider, policy, notice and article that has a public page, with the day of its last change where that is known. */
export async function publicPages(ctx: Ctx): Promise<Array<{ path: string; at: Date | null }>> {
  const [items, providers, notices, policies, articles] = await Promise.all([
    publishedItems(ctx)
      .select(['service_item.id', 'service_item.changed_at as at'])
      .orderBy('service_item.id')
      .limit(20_000)
      .execute(),
    listedProviders(ctx).select(['id', 'changed_at as at']).orderBy('id').limit(20_000).execute(),
    ctx.db
      .selectFrom('notice')
      .select(['id', 'published_at as at'])
      .where('state', '=', 'published')
      .orderBy('id', 'desc')
      .limit(5_000)
      .execute(),
    policyPages(ctx),
    articlePages(ctx),
  ])
  const under = (folder: string) => (row: { id: string; at: Date | null }) => ({
    path: `/${folder}/${row.id}`,
    at: row.at,
  })
  return [
    ...items.map(under('items')),
    ...providers.map(under('providers')),
    ...notices.map(under('notices')),
    ...policies.map(under('policies')),
    ...articles.map(({ id, published_at, corrected_at }) =>
      under('news')({ id, at: corrected_at ?? published_at }),
    ),
  ]
}
