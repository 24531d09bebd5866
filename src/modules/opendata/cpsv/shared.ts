import type { CentreFacts } from '../centre.ts'
import type { Offer } from '../queries.ts'
import { audienceTerm, familyTerm, providerRole, type Term } from '../taxonomies.ts'

/** A node of a JSON-LD document. */
export type Node = Record<string, unknown> & { id: string; type: string | string[] }

const authority = 'http://publications.europa.eu/resource/authority'
export const chinese = `${authority}/language/ZHO`
export const yuan = `${authority}/currency/CNY`

/** Addresses of what all services share. */
export const at = {
  centre: ({ origin, id }: CentreFacts) => `${origin}/hsds/organizations/${id}`,
  provider: ({ origin }: CentreFacts, id: string) => `${origin}/hsds/organizations/${id}`,
  county: ({ origin }: CentreFacts) => `${origin}/directory.jsonld#area`,
  dataset: ({ origin }: CentreFacts) => `${origin}/directory.jsonld#dataset`,
  hours: ({ origin }: CentreFacts) => `${origin}/directory.jsonld#hours`,
  channel: ({ origin }: CentreFacts, kind: keyof typeof channels) => `${origin}/directory.jsonld#${kind}`,
  term: ({ origin }: CentreFacts, { id }: Term) => `${origin}/hsds/taxonomy_terms/${id}`,
}

export const channels = { online: '网上办理', counter: '窗口办理', telephone: '电话咨询' } as const

/**
 * The centre, its county, the languages, codes and concepts that services point at. They stand in every document, since
 * the shapes of CPSV-AP judge what is referred to by the type that it has in the data (SEMICeu/CPSV-AP#60).
 */
export function sharedNodes(facts: CentreFacts): Node[] {
  const { origin, area, profile, name } = facts
  return [
    {
      ...{ id: at.centre(facts), type: ['PublicOrganization', 'Organization', 'Agent'] },
      ...{ identifier: facts.id, title: name, prefLabel: name, spatial: at.county(facts) },
      ...(facts.counter && { address: `${origin}/directory.jsonld#address` }),
    },
    ...(facts.counter
      ? [
          {
            ...{ id: `${origin}/directory.jsonld#address`, type: 'Address' },
            fullAddress: facts.counter.address,
          },
        ]
      : []),
    { id: at.county(facts), type: 'Location', identifier: area.code, geographicName: area.name },
    {
      ...{ id: at.dataset(facts), type: 'Dataset', identifier: facts.id, title: `${name}服务目录` },
      ...{ description: `${area.name}电子商务公共服务项目的内容、流程、价格和时限。` },
      ...{ publisher: at.centre(facts), rights: facts.licence, landingPage: `${origin}/open-data` },
    },
    { id: `${origin}/open-data`, type: 'Document', title: '开放数据' },
    { id: chinese, type: 'LinguisticSystem', prefLabel: '中文' },
    { id: yuan, type: 'Concept', prefLabel: '人民币', notation: 'CNY' },
    ...Object.entries(channels).map(([kind, label]) => ({
      ...{ id: at.channel(facts, kind as keyof typeof channels), type: 'Concept', prefLabel: label },
    })),
    ...(profile.hours ? [{ id: at.hours(facts), type: 'TemporalEntity', description: profile.hours }] : []),
  ]
}

/** The concepts that services of this family and for these audiences point at. */
export const termNodes = (facts: CentreFacts, families: readonly string[], audiences: readonly string[]) =>
  [...families.map(familyTerm), ...audiences.map(audienceTerm)].flatMap(term =>
    term ? [conceptOf(facts, term)] : [],
  )

const conceptOf = (facts: CentreFacts, term: Term): Node => ({
  ...{ id: at.term(facts, term), type: 'Concept', prefLabel: term.name, notation: term.code },
})

/** Providers that take part, and the role that they have. */
export const providerNodes = (facts: CentreFacts, offers: readonly Offer[]): Node[] =>
  offers.length === 0
    ? []
    : [
        conceptOf(facts, providerRole),
        ...offers.map(({ id, name }) => ({
          ...{ id: at.provider(facts, id), type: ['Organization', 'Agent'], identifier: id },
          ...{ title: name, prefLabel: name },
        })),
      ]
