import type { Ctx } from '#platform/ctx'
import type { Asked } from '../asked.ts'
import { refuseIf } from '../asked.ts'
import { type CentreFacts, centreFacts, type Place } from '../centre.ts'
import {
  allItems,
  itemsOffered,
  offersOf,
  type ProviderRow,
  providerCount,
  providerRows,
  type ServiceRow,
  serviceCount,
  serviceDates,
  serviceIds,
  serviceRows,
  servicesWith,
  subCentresOf,
} from '../queries.ts'
import { narrowingOf } from '../taxonomies.ts'
import {
  type Around,
  atLocation,
  atLocationId,
  placesOf,
  serviceInList,
  serviceInShort,
  wholeService,
} from './item.ts'
import { centreInList, providerInList, wholeCentre, wholeProvider } from './organization.ts'

/** A page of HSDS: `empty` belongs to it since 3.1.1. */
export function pageOf(contents: readonly unknown[], total: number, { page, perPage }: Asked) {
  const pages = Math.ceil(total / perPage)
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  }
}

export const rangeOf = ({ page, perPage }: Asked) => ({ limit: perPage, offset: (page - 1) * perPage })

/** What stands around each of these services: two queries, however many there are. */
export async function around(ctx: Ctx, rows: readonly ServiceRow[], facts: CentreFacts) {
  const ids = rows.map(row => row.id)
  const [offers, subCentres] = await Promise.all([offersOf(ctx, ids), servedAt(ctx, rows, facts)])
  return (row: { id: string }): Around => ({ offers: offers.get(row.id) ?? [], subCentres: subCentres(row) })
}

async function servedAt(ctx: Ctx, rows: ReadonlyArray<{ id: string }>, facts: CentreFacts) {
  const served = await subCentresOf(
    ctx,
    rows.map(row => row.id),
  )
  return (row: { id: string }): Place[] =>
    (served.get(row.id) ?? []).flatMap(one => facts.subCentres.get(one.id) ?? [])
}

/** Services as they were asked for: in short, as a list has them, or whole. */
export async function shapedServices(
  ctx: Ctx,
  rows: readonly ServiceRow[],
  facts: CentreFacts,
  { minimal, full }: Pick<Asked, 'minimal' | 'full'>,
): Promise<object[]> {
  if (minimal) return rows.map(row => serviceInShort(row, facts))
  if (!full) return rows.map(row => serviceInList(row, facts))
  const of = await around(ctx, rows, facts)
  return rows.map(row => wholeService(row, facts, of(row)))
}

export async function servicePage(ctx: Ctx, wanted: Asked) {
  const facts = await centreFacts(ctx)
  const [contents, total] = await Promise.all([
    servicesOnPage(ctx, wanted, facts),
    serviceCount(ctx, wanted.filter, facts),
  ])
  return pageOf(contents, total, wanted)
}

async function servicesOnPage(ctx: Ctx, wanted: Asked, facts: CentreFacts): Promise<object[]> {
  const range = rangeOf(wanted)
  if (wanted.minimal)
    return (await serviceDates(ctx, wanted.filter, facts, range)).map(row => serviceInShort(row, facts))
  return shapedServices(ctx, await serviceRows(ctx, wanted.filter, facts, range), facts, wanted)
}

/** Whether the centre itself is among the organisations that were asked for: it is answerable for every item. */
export async function hasCentre(ctx: Ctx, { filter: { search, term, taxonomy } }: Asked, facts: CentreFacts) {
  if (search && !facts.name.includes(search)) return false
  const narrowings = narrowingOf({ term, taxonomy })
  if (!narrowings || narrowings.some(one => one.of === 'role')) return false
  return narrowings.length === 0 || (await serviceCount(ctx, { term, taxonomy }, facts)) > 0
}

/** The centre first, then its providers. */
export async function organizationPage(ctx: Ctx, wanted: Asked) {
  const facts = await centreFacts(ctx)
  const before = (await hasCentre(ctx, wanted, facts)) ? 1 : 0
  const { limit, offset } = rangeOf(wanted)
  const withCentre = offset < before
  const range = { limit: limit - (withCentre ? 1 : 0), offset: Math.max(0, offset - before) }
  const [rows, count] = await Promise.all([
    range.limit === 0 ? [] : providerRows(ctx, wanted.filter, range),
    providerCount(ctx, wanted.filter),
  ])
  const contents = [
    ...(withCentre ? [await shapedCentre(ctx, facts, wanted)] : []),
    ...(await shapedProviders(ctx, rows, facts, wanted)),
  ]
  return pageOf(contents, before + count, wanted)
}

export async function shapedCentre(ctx: Ctx, facts: CentreFacts, wanted: Asked): Promise<object> {
  if (!wanted.full && !wanted.fullService) return centreInList(facts)
  const items = await allItems(ctx)
  const whole = wholeCentre(facts, items)
  return wanted.fullService ? { ...whole, services: [...(await inFull(ctx, items, facts)).values()] } : whole
}

export async function shapedProviders(
  ctx: Ctx,
  rows: readonly ProviderRow[],
  facts: CentreFacts,
  wanted: Asked,
): Promise<object[]> {
  if (!wanted.full && !wanted.fullService) return rows.map(row => providerInList(row, facts))
  const offered = await itemsOffered(
    ctx,
    rows.map(row => row.id),
  )
  const services = wanted.fullService ? await inFull(ctx, [...offered.values()].flat(), facts) : null
  return rows.map(row => {
    const items = offered.get(row.id) ?? []
    const whole = wholeProvider(row, facts, items)
    return services ? { ...whole, services: items.flatMap(item => services.get(item.id) ?? []) } : whole
  })
}

const mostInFull = 200

/** Services in full, by id; more than a page can carry are asked for at their own address. */
async function inFull(ctx: Ctx, items: ReadonlyArray<{ id: string }>, facts: CentreFacts) {
  const ids = [...new Set(items.map(item => item.id))]
  if (ids.length > mostInFull)
    refuseIf({
      full_service: `涉及 ${ids.length} 项服务，请改用 /hsds/services?organization_id=…&full=true。`,
    })
  const rows = await servicesWith(ctx, ids)
  const of = await around(ctx, rows, facts)
  return new Map(rows.map(row => [row.id, wholeService(row, facts, of(row))]))
}

interface Spot {
  service: string
  place: Place
}

/** Every service at each of its places; they are derived, so they are counted out before a page is cut from them. */
async function spots(ctx: Ctx, wanted: Asked, facts: CentreFacts): Promise<Spot[]> {
  const rows = await serviceIds(ctx, wanted.filter, facts)
  const of = await servedAt(ctx, rows, facts)
  return rows.flatMap(row => placesOf(facts, of(row)).map(place => ({ service: row.id, place })))
}

async function shapedSpots(ctx: Ctx, found: readonly Spot[], facts: CentreFacts, full: boolean) {
  const rows = await servicesWith(
    ctx,
    found.map(spot => spot.service),
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  const of = full ? await around(ctx, rows, facts) : null
  return found.flatMap(({ service, place }) => {
    const row = byId.get(service)
    if (!row) return []
    const { location, schedules, ...fields } = atLocation(row, place, facts)
    const inList = { id: place.id, location_type: location.location_type, name: place.name }
    return of
      ? [{ ...fields, schedules, location, service: wholeService(row, facts, of(row)) }]
      : [{ ...fields, location: inList, service: serviceInList(row, facts) }]
  })
}

export async function atLocationPage(ctx: Ctx, wanted: Asked) {
  const facts = await centreFacts(ctx)
  const all = await spots(ctx, wanted, facts)
  const { limit, offset } = rangeOf(wanted)
  const contents = await shapedSpots(ctx, all.slice(offset, offset + limit), facts, wanted.full)
  return pageOf(contents, all.length, wanted)
}

/** One of them by its id, which is made of those of service and place. */
export async function atLocationById(ctx: Ctx, id: string, wanted: Asked): Promise<object | null> {
  const facts = await centreFacts(ctx)
  const found = (await spots(ctx, { ...wanted, filter: {} }, facts)).filter(
    ({ service, place }) => atLocationId({ id: service }, place) === id,
  )
  return (await shapedSpots(ctx, found, facts, true))[0] ?? null
}
