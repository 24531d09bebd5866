import { priceText } from '#modules/catalogue'
import { derivedId } from '#platform/ids'
import { assuredOn } from '../assurance.ts'
import type { CentreFacts, Place } from '../centre.ts'
import { costsOf, descriptionOf, materialsOf, processOf } from '../content.ts'
import type { Offer, ServiceRow } from '../queries.ts'
import {
  audienceTaxonomy,
  audienceTerm,
  familyTaxonomy,
  familyTerm,
  providerRole,
  roleTaxonomy,
} from '../taxonomies.ts'
import { centreInShort } from './organization.ts'
import { areasOf, attributeOf, languagesOf, locationOf, phoneOf, schedulesOf } from './parts.ts'

export const addressOf = ({ origin }: CentreFacts, row: { id: string }): string => `${origin}/items/${row.id}`

/** The later of the item's own change and that of what all of them share, to the millisecond. */
export const lastModified = (row: Pick<ServiceRow, 'changed_at'>, { changedAt }: CentreFacts): string =>
  (changedAt && changedAt > row.changed_at ? changedAt : row.changed_at).toISOString()

/** A service in a list: HSDS's fields that have one value, and who is answerable. */
export function serviceInList(row: ServiceRow, facts: CentreFacts) {
  return {
    ...serviceFields(row, facts),
    organization: centreInShort(facts),
  }
}

/** Only what somebody who keeps a copy needs to see what is new. `modified_date` is what HSDS's text calls it. */
export function serviceInShort(row: Pick<ServiceRow, 'id' | 'name' | 'changed_at'>, facts: CentreFacts) {
  const at = lastModified(row, facts)
  return { id: row.id, name: row.name, status: 'active', last_modified: at, modified_date: at }
}

function serviceFields(row: ServiceRow, facts: CentreFacts) {
  const assured = assuredOn(row)
  return {
    id: row.id,
    organization_id: facts.id,
    name: row.name,
    description: descriptionOf(row),
    url: addressOf(facts, row),
    // What is withdrawn is not in the directory at all.
    status: 'active',
    application_process: processOf(row),
    fees_description: [priceText(row), row.price_note].filter(Boolean).join('，'),
    eligibility_description: row.audience.join('、'),
    ...(assured && { assured_date: assured }),
    last_modified: lastModified(row, facts),
  }
}

export interface Around {
  offers: readonly Offer[]
  /** The sub-centres that serve the item. */
  subCentres: readonly Place[]
}

/** Everything about a service in one answer. */
export function wholeService(row: ServiceRow, facts: CentreFacts, { offers, subCentres }: Around) {
  const { id } = row
  const number = row.contact || facts.profile.phone
  return {
    ...serviceFields(row, facts),
    additional_urls: [
      { id: derivedId(id, 'url/apply'), label: '在线申请', url: `${addressOf(facts, row)}/apply` },
      { id: derivedId(id, 'url/history'), label: '历次版本与价格', url: `${addressOf(facts, row)}/history` },
      {
        id: derivedId(id, 'url/cpsv-ap'),
        label: 'CPSV-AP（JSON-LD）',
        url: `${addressOf(facts, row)}.jsonld`,
      },
    ],
    phones: number ? [phoneOf(id, number, '咨询电话')] : [],
    contacts: number
      ? [{ id: derivedId(id, 'contact'), department: facts.name, phones: [phoneOf(id, number)] }]
      : [],
    schedules: schedulesOf(id, facts.profile.hours),
    service_areas: areasOf(id, facts),
    service_at_locations: placesOf(facts, subCentres).map(place => atLocation(row, place, facts)),
    languages: languagesOf(id),
    organization: centreInShort(facts),
    cost_options: costsOf(row, offers).map(cost => ({
      id: cost.id,
      option: cost.option,
      ...(cost.amount !== undefined && { currency: 'CNY', amount: cost.amount }),
      ...(cost.note && { amount_description: cost.note }),
      ...(cost.provider && {
        attributes: [
          {
            id: derivedId(cost.id, 'attribute/provider'),
            ...{ link_id: cost.id, link_entity: 'cost_option', link_type: 'provider' },
            ...{ taxonomy_term_id: providerRole.id, value: cost.provider.id, label: cost.provider.name },
          },
        ],
      }),
    })),
    required_documents: materialsOf(row).map(({ name, required, note }, at) => ({
      id: derivedId(id, `document/${at}`),
      document: `${name}（${required ? '必需' : '可选'}）${note && `：${note}`}`,
    })),
    attributes: attributesOf(row, offers),
  }
}

function attributesOf(row: ServiceRow, offers: readonly Offer[]) {
  const family = familyTerm(row.family)
  return [
    ...(family
      ? [attributeOf(row.id, 'service', familyTaxonomy, family, { type: 'service_type', label: family.name })]
      : []),
    ...row.audience.flatMap(name => {
      const term = audienceTerm(name)
      return term
        ? [attributeOf(row.id, 'service', audienceTaxonomy, term, { type: 'audience', label: name })]
        : []
    }),
    ...offers.map(({ id, name }) =>
      attributeOf(row.id, 'service', roleTaxonomy, providerRole, {
        ...{ name: id, type: 'provider', value: id, label: name },
      }),
    ),
  ]
}

/** Online always; and in person where sub-centres serve it, else at the counter. */
export const placesOf = (facts: CentreFacts, subCentres: readonly Place[]): Place[] => [
  facts.online,
  ...(subCentres.length > 0 ? subCentres : facts.counter ? [facts.counter] : []),
]

export const atLocationId = (row: { id: string }, place: Place): string => derivedId(row.id, `at/${place.id}`)

/** A service at one of its places. */
export function atLocation(row: ServiceRow, place: Place, facts: CentreFacts) {
  const id = atLocationId(row, place)
  const virtual = place.id === facts.online.id
  return {
    id,
    service_id: row.id,
    location_id: place.id,
    description: virtual ? place.description : row.place || place.name,
    schedules: virtual ? [] : schedulesOf(id, place.hours),
    location: locationOf(place, facts),
  }
}
