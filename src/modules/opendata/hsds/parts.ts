import { derivedId } from '#platform/ids'
import { spansOf } from '#platform/opening-hours'
import type { CentreFacts, Place } from '../centre.ts'
import type { Taxonomy, Term } from '../taxonomies.ts'

/** Objects of HSDS 3.1 that stand inside services and organisations. What is unknown is left out, never made up. */

export const phoneOf = (of: string, number: string, description = '') => ({
  id: derivedId(of, `phone/${number}`),
  number,
  type: 'voice',
  ...(description && { description }),
})

export const languagesOf = (of: string) => [{ id: derivedId(of, 'language/zh'), name: '中文', code: 'zh' }]

/** Opening hours as RFC 5545 rules where they could be read, otherwise as they were written. */
export function schedulesOf(of: string, hours: string) {
  if (!hours) return []
  const spans = spansOf(hours)
  const notes = '法定节假日和调休按国务院办公厅通知执行。'
  if (spans.length === 0) return [{ id: derivedId(of, 'schedule'), description: hours, notes }]
  return spans.map(({ days, opens, closes }, at) => ({
    id: derivedId(of, `schedule/${at}`),
    ...{ freq: 'WEEKLY', interval: 1, wkst: 'MO', byday: days.join(','), timezone: 8 },
    opens_at: `${opens}+08:00`,
    closes_at: `${closes}+08:00`,
    description: hours,
    notes,
  }))
}

export const areasOf = (of: string, { area }: CentreFacts) => [
  {
    id: derivedId(of, 'area'),
    name: area.name,
    description: `${area.name}内的单位和个人。`,
    extent: area.code,
    extent_type: 'text',
  },
]

/** A place where one may go; or the portal, which has no address but a URL. */
export function locationOf(place: Place, facts: CentreFacts) {
  const { id, name, description, address, hours } = place
  const { area, profile, online, origin } = facts
  const virtual = id === online.id
  return {
    id,
    location_type: virtual ? 'virtual' : 'physical',
    ...(virtual && { url: `${origin}/items` }),
    organization_id: facts.id,
    name,
    ...(description && { description }),
    languages: languagesOf(id),
    ...(address && {
      addresses: [
        {
          id: derivedId(id, 'address'),
          address_1: address,
          city: area.city,
          ...(area.county && { region: area.county }),
          state_province: area.province,
          postal_code: area.postcode,
          country: 'CN',
          address_type: 'physical',
        },
      ],
    }),
    ...(!virtual && profile.phone && { phones: [phoneOf(id, profile.phone)] }),
    schedules: schedulesOf(id, hours),
  }
}

export const attributeOf = (
  of: string,
  entity: 'service' | 'organization',
  taxonomy: Taxonomy,
  term: Term,
  more: { name?: string; value?: string; label?: string; type?: string } = {},
) => ({
  id: derivedId(of, ['attribute', term.id, more.name].filter(Boolean).join('/')),
  link_id: of,
  link_entity: entity,
  ...(more.type && { link_type: more.type }),
  taxonomy_term_id: term.id,
  ...(more.value && { value: more.value }),
  ...(more.label && { label: more.label }),
  taxonomy_term: termOf(taxonomy, term),
})

export const termOf = (taxonomy: Taxonomy, { id, code, name, description }: Term) => ({
  ...{ id, code, name, description, language: 'zh' },
  ...{ taxonomy: taxonomy.name, taxonomy_id: taxonomy.id },
})

export const taxonomyOf = ({ id, name, description, version }: Taxonomy) => ({
  ...{ id, name, description, version },
})
