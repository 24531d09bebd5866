import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesByRecord } from '#platform/files'
import { alsoLinked, cached, type Env, type Http, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { profileOf } from '#platform/profile'
import { deskCatalogueRoutes } from './desk.tsx'
import { directoryRoutes } from './directory.tsx'
import { keepingRoutes } from './keeping.tsx'
import { HiddenPage } from './pages/directory.tsx'
import { ItemHistory } from './pages/history.tsx'
import { ItemList, ItemPage } from './pages/items.tsx'
import { ProviderList, ProviderPage } from './pages/providers.tsx'
import type { KeyPerson, Qualification } from './provider.ts'
import { hiddenEntry, inForce, itemPage, providerPage, shownCases } from './queries/directory.ts'
import {
  itemsOfProvider,
  providerById,
  providersOf,
  publishedItem,
  ratingsOf,
  versionsOf,
} from './queries.ts'
import {
  directoryAlternates,
  itemAlternates,
  itemData,
  providerAlternates,
  providerData,
  providersAlternates,
} from './structured.ts'
import { historyOf } from './versions.ts'
import { type Family, families } from './workflow.ts'

/** The public directory (4.4.2). */
export const catalogueRoutes = new Hono<Env>()
  .route('/', deskCatalogueRoutes)
  .route('/', keepingRoutes)
  .route('/', directoryRoutes)
  .get('/items', cached(showItems))
  .get('/items/:id', alsoLinked(cached(showItem)))
  .get('/items/:id/history', cached(showHistory))
  .get('/providers', cached(showProviders))
  .get('/providers/:id', cached(showProvider))

const familyIn = (family: string | undefined): { family?: Family } =>
  family && Object.hasOwn(families, family) ? { family: family as Family } : {}

async function showItems(ctx: Ctx, c: Http): Promise<Response> {
  const { q, family, audience, price } = c.req.query()
  const filter = {
    ...familyIn(family),
    ...(audience && { audience }),
    ...(price && { price }),
    ...(q && { question: q }),
  }
  const { rows, next, counted } = await itemPage(ctx, filter, pageKey(c))
  const { question: _, ...facets } = filter
  return portal(
    c,
    {
      title: '办服务',
      description: '服务项目目录：内容、流程、价格、时限',
      head: { alternates: directoryAlternates },
    },
    <ItemList
      items={rows}
      query={{ ...(q && { q }), ...facets }}
      counted={counted}
      next={next}
      later={pageKey(c) !== ''}
    />,
  )
}

async function showItem(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const item = isId(id) ? await publishedItem(ctx, id) : null
  if (!item) return gone(ctx, c, 'service_item')
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
}

async function showHistory(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const item = isId(id) ? await publishedItem(ctx, id) : null
  if (!item) return gone(ctx, c, 'service_item')
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
}

async function showProviders(ctx: Ctx, c: Http): Promise<Response> {
  const { q, family, item } = c.req.query()
  const about = item && isId(item) ? await publishedItem(ctx, item) : null
  const filter = { ...familyIn(family), ...(about && { item: about.id }), ...(q && { question: q }) }
  const { rows, next, counted } = await providerPage(ctx, filter, pageKey(c))
  const { question: _, ...facets } = filter
  return portal(
    c,
    {
      title: '服务商',
      description: '服务商名录：业务、资质、报价、评价',
      head: { alternates: providersAlternates },
    },
    <ProviderList
      providers={rows}
      query={{ ...(q && { q }), ...facets }}
      item={about?.name ?? null}
      counted={counted}
      next={next}
      later={pageKey(c) !== ''}
    />,
  )
}

async function showProvider(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const provider = isId(id) ? await providerById(ctx, id) : undefined
  if (!provider?.shown) return gone(ctx, c, 'provider')
  const [items, ratings, cases] = await Promise.all([
    itemsOfProvider(ctx, id),
    ratingsOf(ctx, { providerId: id }),
    shownCases(ctx, id),
  ])
  const pictures = await filesByRecord(
    ctx,
    'provider_case',
    cases.map(one => one.id),
  )
  return portal(
    c,
    {
      title: provider.name,
      description: provider.introduction.slice(0, 80),
      head: { alternates: providerAlternates(id), data: providerData(ctx.centre, provider, items) },
    },
    <ProviderPage
      provider={provider}
      people={provider.key_people as unknown as KeyPerson[]}
      qualifications={inForce(ctx, provider.qualifications as unknown as Qualification[])}
      cases={cases.map(one => ({ ...one, pictures: pictures.get(one.id) ?? [] }))}
      items={items}
      ratings={ratings}
    />,
  )
}

/** 404; where the public knew the entry and it is only hidden just now, in kind words. */
async function gone(ctx: Ctx, c: Http, subject: 'service_item' | 'provider'): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const isItem = subject === 'service_item'
  const why = isId(id) ? await hiddenEntry(ctx, subject, id) : null
  if (!why) throw notFound(isItem ? '这项服务' : '这家服务商')
  const title = isItem ? '这项服务暂不公开' : '这家服务商暂不公开'
  const list = isItem
    ? { href: '/items', label: '看看其他服务' }
    : { href: '/providers', label: '看看其他服务商' }
  c.status(404)
  return portal(
    c,
    { title },
    <HiddenPage title={title} why={why} list={list} phone={profileOf(ctx.centre).phone} />,
  )
}
