import { derivedId } from '#platform/ids'
import type { CentreFacts } from '../centre.ts'
import { costsOf, descriptionOf, materialsOf, processOf, whereOf } from '../content.ts'
import { type Around, addressOf, lastModified } from '../hsds/item.ts'
import type { ServiceRow } from '../queries.ts'
import { audienceTerm, familyTerm, providerRole, type Term } from '../taxonomies.ts'
import { at, chinese, type Node, yuan } from './shared.ts'

/** A service as CPSV-AP 3.2 describes it: the service itself first, then what belongs to it alone. */
export function serviceNodes(
  row: ServiceRow,
  facts: CentreFacts,
  { offers }: Pick<Around, 'offers'>,
): Node[] {
  const page = addressOf(facts, row)
  const part = (name: string) => `${page}#${name}`
  const family = familyTerm(row.family)
  const parts = {
    rule: rule(row, part),
    inputs: inputs(row, part),
    channels: channelsOf(row, facts, part),
    costs: costs(row, facts, offers, part),
    output: output(row, part),
    participations: participations(row, facts, offers, part),
    law: law(row, part),
  }
  const service: Node = {
    id: part('service'),
    type: 'PublicService',
    identifier: row.id,
    title: row.name,
    description: descriptionOf(row),
    keyword: [row.name, ...(family ? [family.name] : [])],
    language: chinese,
    spatial: at.county(facts),
    hasCompetentAuthority: at.centre(facts),
    isPartOf: at.dataset(facts),
    page,
    modified: lastModified(row, facts),
    // Working days: the shapes know no other duration, and the rule says so in words.
    processingTime: `P${row.promised_days}D`,
    ...(family && { thematicArea: at.term(facts, family) }),
    audience: row.audience.map(audienceTerm).flatMap(term => (term ? [at.term(facts, term as Term)] : [])),
    follows: parts.rule.id,
    hasInput: ids(parts.inputs),
    hasChannel: ids(parts.channels),
    hasCost: ids(parts.costs),
    produces: parts.output.id,
    hasParticipation: ids(parts.participations),
    ...(parts.law && { hasLegalResource: parts.law.id }),
    contactPoint: part('contact'),
  }
  return [
    service,
    contact(row, facts, part),
    { id: page, type: 'Document', title: row.name },
    ...[parts.rule, ...parts.inputs, ...parts.channels, ...parts.costs, parts.output],
    ...[...parts.participations, ...(parts.law ? [parts.law] : [])],
  ]
}

type Part = (name: string) => string
const ids = (nodes: readonly Node[]): string[] => nodes.map(node => node.id)

const rule = (row: ServiceRow, part: Part): Node => ({
  ...{ id: part('rule'), type: 'Rule', identifier: derivedId(row.id, 'rule'), language: chinese },
  ...{ title: '办理流程', description: processOf(row) },
  ...(row.legal_basis && { implements: part('law') }),
})

const law = (row: ServiceRow, part: Part): Node | null =>
  row.legal_basis ? { id: part('law'), type: 'LegalResource', description: row.legal_basis } : null

const inputs = (row: ServiceRow, part: Part): Node[] =>
  materialsOf(row).map(({ name, required, note }, n) => ({
    ...{ id: part(`input-${n}`), type: 'Evidence', identifier: derivedId(row.id, `document/${n}`) },
    ...{ title: name, description: [required ? '必需' : '可选', note].filter(Boolean).join('，') },
    language: chinese,
  }))

function channelsOf(row: ServiceRow, facts: CentreFacts, part: Part): Node[] {
  const { profile, counter } = facts
  const one = (kind: 'online' | 'counter' | 'telephone', description: string): Node => ({
    ...{ id: part(`channel-${kind}`), type: 'Channel', identifier: derivedId(row.id, `channel/${kind}`) },
    ...{ kind: at.channel(facts, kind), ownedBy: at.centre(facts), description },
    ...(kind !== 'online' && profile.hours && { openingHours: at.hours(facts) }),
  })
  const place = whereOf(row, counter)
  const number = row.contact || profile.phone
  return [
    one('online', `${addressOf(facts, row)}/apply`),
    ...(place ? [one('counter', place)] : []),
    ...(number ? [one('telephone', number)] : []),
  ]
}

const costs = (row: ServiceRow, facts: CentreFacts, offers: Around['offers'], part: Part): Node[] =>
  costsOf(row, offers).map((cost, n) => ({
    ...{ id: part(`cost-${n}`), type: 'Cost', identifier: cost.id },
    description: [cost.option, cost.note].filter(Boolean).join('，'),
    // As text: JSON has no doubles, and a number without a fraction would become an xsd:integer.
    ...(cost.amount !== undefined && { hasValue: String(cost.amount), currency: yuan }),
    isDefinedBy: cost.provider ? at.provider(facts, cost.provider.id) : at.centre(facts),
  }))

const output = (row: ServiceRow, part: Part): Node => ({
  ...{ id: part('output'), type: 'Output', identifier: derivedId(row.id, 'output'), language: chinese },
  ...(row.handling === 'order'
    ? { title: '交付成果', description: `选定的服务商按约定交付的“${row.name}”成果。` }
    : { title: '书面答复', description: `中心对“${row.name}”申请的书面答复。` }),
})

const participations = (row: ServiceRow, facts: CentreFacts, offers: Around['offers'], part: Part): Node[] =>
  offers.map(({ id, name }) => ({
    ...{ id: part(`provider-${id}`), type: 'Participation', identifier: derivedId(row.id, `provider/${id}`) },
    ...{ description: `${name}可以承办这项服务。`, hasParticipant: at.provider(facts, id) },
    role: at.term(facts, providerRole),
  }))

const contact = (row: ServiceRow, facts: CentreFacts, part: Part): Node => ({
  ...{ id: part('contact'), type: 'ContactPoint', contactPage: addressOf(facts, row) },
  ...((row.contact || facts.profile.phone) && { telephone: row.contact || facts.profile.phone }),
  ...(facts.profile.hours && { openingHours: at.hours(facts) }),
})
