import type { Centre } from '#platform/ctx'
import { feedTypes } from '#platform/feeds'
import { profileOf } from '#platform/profile'
import { aboutThing, areaOf, centreInBrief, offerOf } from '#platform/structured-data'
import type { PublishedItem } from './queries.ts'
import { families } from './workflow.ts'

interface Offering {
  id: string
  name: string
  price_fen: number | null
  price_note: string
}

/** An item in words of schema.org: the centre's own service, or one that it arranges and providers do. */
export function itemData(centre: Centre, item: PublishedItem, providers: readonly Offering[]): object {
  const url = `${centre.origin}/items/${item.id}`
  const arranged = item.handling === 'order'
  const phone = item.contact || profileOf(centre).phone
  const seller = ({ id, name }: Offering) => ({
    ...{ '@type': 'Organization', name, url: `${centre.origin}/providers/${id}` },
  })
  return aboutThing({
    '@type': arranged ? 'Service' : 'GovernmentService',
    '@id': `${url}#service`,
    url,
    name: item.name,
    description: item.summary,
    identifier: item.code,
    serviceType: families[item.family as keyof typeof families].label,
    areaServed: areaOf(centre),
    audience: item.audience.map(audienceType => ({ '@type': 'Audience', audienceType })),
    ...(arranged
      ? { broker: centreInBrief(centre), provider: providers.map(seller) }
      : { provider: centreInBrief(centre) }),
    availableChannel: {
      ...{ '@type': 'ServiceChannel', serviceUrl: `${url}/apply`, availableLanguage: 'zh' },
      ...(phone && { servicePhone: { '@type': 'ContactPoint', telephone: phone } }),
      ...(item.place && { serviceLocation: { '@type': 'Place', name: item.place } }),
    },
    offers: [
      offerOf(item.price_kind === 'free' ? 0 : item.price_fen, {
        ...(item.price_note && { description: item.price_note }),
      }),
      ...providers.map(one =>
        offerOf(one.price_fen, {
          seller: seller(one),
          ...(one.price_note && { description: one.price_note }),
        }),
      ),
    ],
  })
}

interface Provider {
  id: string
  name: string
  introduction: string
}

/** A provider: what it is and offers, and nothing of the people behind it. */
export function providerData(centre: Centre, provider: Provider, items: readonly Offering[]): object {
  const url = `${centre.origin}/providers/${provider.id}`
  return aboutThing({
    ...{ '@type': 'Organization', '@id': `${url}#organization`, url, name: provider.name },
    description: provider.introduction,
    areaServed: areaOf(centre),
    makesOffer: items.map(({ id, name, price_fen, price_note }) =>
      offerOf(price_fen, {
        itemOffered: { '@type': 'Service', name, url: `${centre.origin}/items/${id}` },
        ...(price_note && { description: price_note }),
      }),
    ),
  })
}

/** Where the directory tells what came, changed and went. */
export const changesPath = '/directory/changes'

/** Every page of the directory leads programs to its own data, and feed readers to what changes. */
const feeds = (['atom', 'rss', 'json'] as const).map(format => ({
  href: `${changesPath}.${format}`,
  type: feedTypes[format],
  title: '名录更新',
}))

export const itemAlternates = (id: string) => [
  { href: `/items/${id}.jsonld`, type: 'application/ld+json', title: '服务数据（CPSV-AP 3.2）' },
  { href: `/hsds/services/${id}`, type: 'application/json', title: '服务数据（HSDS 3.1）' },
  ...feeds,
]

export const providerAlternates = (id: string) => [
  { href: `/hsds/organizations/${id}`, type: 'application/json', title: '服务商数据（HSDS 3.1）' },
  ...feeds,
]

export const providersAlternates = [
  { href: '/hsds/organizations', type: 'application/json', title: '服务商名录（HSDS 3.1）' },
  ...feeds,
]

export const directoryAlternates = [
  { href: '/hsds/services', type: 'application/json', title: '服务目录（HSDS 3.1）' },
  { href: '/directory.jsonld', type: 'application/ld+json', title: '服务目录（CPSV-AP 3.2）' },
  ...feeds,
]
