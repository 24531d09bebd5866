import { derivedId } from '#platform/ids'
import type { CentreFacts } from '../centre.ts'
import type { ProviderRow } from '../queries.ts'
import { familyTaxonomy, familyTerm } from '../taxonomies.ts'
import { attributeOf, locationOf, phoneOf } from './parts.ts'

interface Item {
  id: string
  name: string
  family: string
}

const centreFields = ({ id, name, origin, profile, area }: CentreFacts) => ({
  id,
  name,
  description: [
    `${area.name}的电子商务公共服务中心，为本地单位和个人提供一站式、全流程的电子商务公共服务。`,
    profile.supervisor && `主管单位：${profile.supervisor}。`,
    profile.operator && `运营单位：${profile.operator}。`,
  ]
    .filter(Boolean)
    .join(''),
  website: origin,
  uri: `${origin}/hsds/organizations/${id}`,
})

/** The centre, as each service names it: who it is and how to reach it. */
export const centreInShort = (facts: CentreFacts) => ({
  ...centreFields(facts),
  ...(facts.profile.phone && { phones: [phoneOf(facts.id, facts.profile.phone, '服务热线')] }),
})

export const centreInList = centreFields

/** The centre, which is answerable for every service of the directory. */
export function wholeCentre(facts: CentreFacts, items: readonly Item[]) {
  const places = [facts.online, facts.counter, ...facts.premises, ...facts.subCentres.values()]
  const once = new Map(places.flatMap(place => (place ? [[place.id, place] as const] : [])))
  const { phone } = facts.profile
  return {
    ...centreFields(facts),
    additional_websites: [
      { id: derivedId(facts.id, 'url/open-data'), label: '开放数据', url: `${facts.origin}/open-data` },
    ],
    phones: phone ? [phoneOf(facts.id, phone, '服务热线')] : [],
    contacts: phone
      ? [{ id: derivedId(facts.id, 'contact'), department: '服务窗口', phones: [phoneOf(facts.id, phone)] }]
      : [],
    locations: [...once.values()].map(place => locationOf(place, facts)),
    services: items.map(inShort),
    attributes: familiesOf(facts.id, items),
  }
}

export const providerInList = (row: ProviderRow, { origin }: CentreFacts) => ({
  id: row.id,
  name: row.name,
  description: [row.introduction, row.team, row.cases].filter(Boolean).join('\n\n'),
  uri: `${origin}/hsds/organizations/${row.id}`,
})

/** A provider: what it published, and nothing of the people behind it; the centre invites, nobody is called past it. */
export const wholeProvider = (row: ProviderRow, facts: CentreFacts, items: readonly Item[]) => ({
  ...providerInList(row, facts),
  additional_websites: [
    {
      id: derivedId(row.id, 'url/directory'),
      label: '名录页面',
      url: `${facts.origin}/providers/${row.id}`,
    },
  ],
  services: items.map(inShort),
  attributes: familiesOf(row.id, items),
})

const inShort = ({ id, name }: Item) => ({ id, name, status: 'active' })

const familiesOf = (of: string, items: readonly Item[]) =>
  [...new Set(items.map(item => item.family))].flatMap(code => {
    const term = familyTerm(code)
    return term ? [attributeOf(of, 'organization', familyTaxonomy, term, { label: term.name })] : []
  })
