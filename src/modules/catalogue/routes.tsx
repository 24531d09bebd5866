import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { notFound } from '#platform/errors'
import { alsoLinked, cached, type Env } from '#platform/http'
import { isId } from '#platform/ids'
import { deskCatalogueRoutes } from './desk.tsx'
import { ItemHistory } from './pages/history.tsx'
import { ItemList, ItemPage } from './pages/items.tsx'
import { ProviderList, ProviderPage } from './pages/providers.tsx'
import type { Qualification } from './provider.ts'
import {
  type ItemFilter,
  itemList,
  itemsOfProvider,
  providerById,
  providerList,
  providersOf,
  publishedItem,
  ratingsOf,
  versionsOf,
} from './queries.ts'
import { directoryAlternates, itemAlternates, itemData, providerData } from './structured.ts'
import { historyOf } from './versions.ts'
import { type Family, families } from './workflow.ts'

/** The public directory (4.4.2). */
export const catalogueRoutes = new Hono<Env>()
  .route('/', deskCatalogueRoutes)
  .get(
    '/items',
    cached(async (ctx, c) => {
      const { q, family, audience, price } = c.req.query()
      const filter: ItemFilter = {
        ...(family && Object.hasOwn(families, family) && { family: family as Family }),
        ...(audience && { audience }),
        ...(price && { price }),
        ...(q && { question: q }),
      }
      return portal(
        c,
        {
          title: '办服务',
          description: '服务项目目录：内容、流程、价格、时限',
          head: { alternates: directoryAlternates },
        },
        <ItemList
          items={await itemList(ctx, filter)}
          query={{
            ...(q && { q }),
            ...(family && { family }),
            ...(audience && { audience }),
            ...(price && { price }),
          }}
        />,
      )
    }),
  )
  .get(
    '/items/:id',
    alsoLinked(
      cached(async (ctx, c) => {
        const id = c.req.param('id') ?? ''
        const item = isId(id) ? await publishedItem(ctx, id) : null
        if (!item) throw notFound('这项服务')
        const [providers, ratings] = await Promise.all([providersOf(ctx, id), ratingsOf(ctx, { itemId: id })])
        return portal(
          c,
          {
            title: item.name,
            description: item.summary,
            head: { alternates: itemAlternates(id), data: itemData(ctx.centre, item, providers) },
          },
          <ItemPage item={item} providers={providers} ratings={ratings} />,
        )
      }),
    ),
  )
  .get(
    '/items/:id/history',
    cached(async (ctx, c) => {
      const id = c.req.param('id') ?? ''
      const item = isId(id) ? await publishedItem(ctx, id) : null
      if (!item) throw notFound('这项服务')
      const published = (await versionsOf(ctx, id)).filter(version => version.published_at !== null)
      return portal(
        c,
        { title: `${item.name} 历次版本` },
        <div class="wrap stack">
          <ItemHistory
            name={item.name}
            versions={historyOf(published)}
            back={{ href: `/items/${id}`, label: '回到现行版本' }}
          />
        </div>,
      )
    }),
  )
  .get(
    '/providers',
    cached(async (ctx, c) => {
      const q = c.req.query('q') ?? ''
      return portal(
        c,
        {
          title: '服务商',
          head: {
            alternates: [
              { href: '/hsds/organizations', type: 'application/json', title: '服务商名录（HSDS 3.1）' },
            ],
          },
        },
        <ProviderList providers={await providerList(ctx, q)} q={q} />,
      )
    }),
  )
  .get(
    '/providers/:id',
    cached(async (ctx, c) => {
      const id = c.req.param('id') ?? ''
      const provider = isId(id) ? await providerById(ctx, id) : undefined
      if (provider?.state !== 'listed') throw notFound('这家服务商')
      const [items, ratings] = await Promise.all([
        itemsOfProvider(ctx, id),
        ratingsOf(ctx, { providerId: id }),
      ])
      return portal(
        c,
        {
          title: provider.name,
          head: {
            alternates: [
              {
                href: `/hsds/organizations/${id}`,
                type: 'application/json',
                title: '服务商数据（HSDS 3.1）',
              },
            ],
            data: providerData(ctx.centre, provider, items),
          },
        },
        <ProviderPage
          provider={provider}
          qualifications={provider.qualifications as unknown as Qualification[]}
          items={items}
          ratings={ratings}
        />,
      )
    }),
  )
