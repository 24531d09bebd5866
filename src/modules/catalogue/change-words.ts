import type { RowOf } from '#platform/workflow'
import { offerText } from './price.ts'
import type { KeyPerson, Profile, Qualification } from './provider-inputs.ts'

type Change = RowOf<'provider_change'>

/** What differs, field by field, in words. */
export function differencesIn(row: Change): Array<{ label: string; before: string; after: string }> {
  if (row.kind === 'price') {
    const prices = [row.before, row.wanted] as unknown as Array<{
      price_fen: number | null
      price_note: string
    } | null>
    const [before, after] = prices.map(price => (price ? offerText(price) : ''))
    return [{ label: row.name, before: before ?? '', after: after ?? '' }]
  }
  const before = row.before as unknown as Profile
  const wanted = row.wanted as unknown as Profile
  return fieldsChanged(before, wanted).map(key => ({
    label: labels[key],
    before: inWords(before[key]),
    after: inWords(wanted[key]),
  }))
}

const labels: Record<keyof Profile, string> = {
  name: '名称',
  introduction: '简介',
  team_size: '团队人数',
  key_people: '骨干人员',
  team: '团队说明',
  cases: '业绩概述',
  qualifications: '资质',
  contact_name: '联系人',
  contact_phone: '联系电话',
}

const inWords = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(one => ('role' in one ? personText(one) : qualificationText(one))).join('\n')
    : value === undefined || value === null
      ? ''
      : String(value)

export const personText = ({ role, name, about }: KeyPerson): string =>
  [`${role}${name ? ` ${name}` : ''}`, about].filter(Boolean).join('，')
export const qualificationText = ({ name, number, valid_until }: Qualification): string =>
  [name, number, valid_until && `有效期至 ${valid_until}`].filter(Boolean).join(' ')

/** Whether two values say the same. */
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
/** The database keeps keys in an order of its own. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : (value ?? null)

/** Fields of the profile in which the two differ, in the order of its form. */
export const fieldsChanged = (before: Profile, after: Profile): Array<keyof Profile> =>
  (Object.keys(labels) as Array<keyof Profile>).filter(key => !same(before[key], after[key]))
