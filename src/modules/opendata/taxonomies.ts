import { audiences, type Family, families } from '#modules/catalogue'
import { derivedId } from '#platform/ids'

/** Of everything that is the same in every county: so that whoever gathers several finds one family, not a hundred. */
const everywhere = 'b5a1e2f4-6c0d-5f5e-9a57-3f0c8b1d4229'

export interface Taxonomy {
  id: string
  name: string
  description: string
  version: string
  terms: readonly Term[]
}
export interface Term {
  id: string
  code: string
  name: string
  description: string
}

const taxonomy = (code: string, about: Omit<Taxonomy, 'id' | 'terms'>, terms: Array<Omit<Term, 'id'>>) => ({
  id: derivedId(everywhere, `taxonomy/${code}`),
  ...about,
  terms: terms.map(term => ({ id: derivedId(everywhere, `taxonomy/${code}/${term.code}`), ...term })),
})

/** The six families of clause 5. */
export const familyTaxonomy: Taxonomy = taxonomy(
  'families',
  {
    name: '服务类别',
    description: 'DB34/T 4229-2022 第 5 章规定的六类服务。',
    version: 'DB34/T 4229-2022',
  },
  Object.entries(families).map(([code, { label, about, clause }]) => ({
    code,
    name: label,
    description: `${about}（${clause}）`,
  })),
)

/** For whom a service is. */
export const audienceTaxonomy: Taxonomy = taxonomy(
  'audiences',
  { name: '服务对象', description: '服务面向的单位和个人。', version: '1' },
  audiences.map(name => ({ code: name, name, description: `面向${name}的服务。` })),
)

/**
 * What an organisation other than the one that is answerable does for a service: HSDS has one organisation a service
 * (openreferral/specification#597), so the others stand beside it as attributes.
 */
export const roleTaxonomy: Taxonomy = taxonomy(
  'roles',
  { name: '参与方角色', description: '除负责单位外，其他单位在一项服务中承担的角色。', version: '1' },
  [{ code: 'provider', name: '服务商', description: '在库服务商，由中心邀请报价、由申请人选定后承办。' }],
)

export const taxonomies: readonly Taxonomy[] = [familyTaxonomy, audienceTaxonomy, roleTaxonomy]
export const providerRole = roleTaxonomy.terms[0] as Term

export const familyTerm = (family: string): Term | undefined =>
  familyTaxonomy.terms.find(term => term.code === family)
export const audienceTerm = (audience: string): Term | undefined =>
  audienceTaxonomy.terms.find(term => term.code === audience)

/** What a term or a whole taxonomy narrows the directory down to; null where no service can have it. */
export type Narrowing =
  | { of: 'family'; family: Family | null }
  | { of: 'audience'; audience: string | null }
  | { of: 'role' }

export function narrowingOf(ids: {
  term?: string | undefined
  taxonomy?: string | undefined
}): Narrowing[] | null {
  const found: Narrowing[] = []
  for (const [id, kind] of [
    [ids.term, 'term'],
    [ids.taxonomy, 'taxonomy'],
  ] as const) {
    if (!id) continue
    const known = kind === 'taxonomy' ? wholeTaxonomy(id) : oneTerm(id)
    if (!known) return null
    found.push(known)
  }
  return found
}

function oneTerm(id: string): Narrowing | null {
  const family = familyTaxonomy.terms.find(term => term.id === id)
  if (family) return { of: 'family', family: family.code as Family }
  const audience = audienceTaxonomy.terms.find(term => term.id === id)
  if (audience) return { of: 'audience', audience: audience.code }
  return id === providerRole.id ? { of: 'role' } : null
}

function wholeTaxonomy(id: string): Narrowing | null {
  if (id === familyTaxonomy.id) return { of: 'family', family: null }
  if (id === audienceTaxonomy.id) return { of: 'audience', audience: null }
  return id === roleTaxonomy.id ? { of: 'role' } : null
}
