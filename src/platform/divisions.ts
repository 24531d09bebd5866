import data from './data/divisions.json' with { type: 'json' }

/** How long the codes of each level are; a code begins with that of the place around it. */
const levels = { 2: 'province', 4: 'city', 6: 'county', 9: 'town', 12: 'village' } as const

export type DivisionLevel = (typeof levels)[keyof typeof levels]

/**
 * A place of the statistical divisions (统计用区划代码). The code of a county is that of GB/T 2260; those of
 * provinces and cities are without the closing zeros.
 */
export type Division = { code: string; name: string; level: DivisionLevel }

/** Made by `bin/make-divisions.mjs`, which says which places we ship. */
const divisions = new Map(
  Object.entries(data).map(([code, name]) => [code, { code, name, level: levelOf(code) }]),
)

function levelOf(code: string): DivisionLevel {
  const level = (levels as Record<number, DivisionLevel>)[code.length]
  if (!level) throw new Error(`no level of division has codes like ${code}`)
  return level
}

/** The place with this code, or null where we have none. */
export const division = (code: string): Division | null => divisions.get(code) ?? null

/** Whether a county of this code may exist: it is one that we know, or lies in a province whose counties we do not ship. */
export const mayBeCounty = (code: string): boolean =>
  division(code)?.level === 'county' ||
  (division(code.slice(0, 2)) !== null && countiesOf(code.slice(0, 2)).length === 0)

/** All provinces (省级) of the country. */
export const provinces = (): Division[] => within('', 'province')

/** The counties (县级) of a province or city. */
export const countiesOf = (code: string): Division[] => within(code, 'county')

/** The towns (乡镇、街道) of a county. */
export const townsOf = (countyCode: string): Division[] => within(countyCode, 'town')

/** The villages and neighbourhoods (村、社区) of a town. */
export const villagesOf = (townCode: string): Division[] => within(townCode, 'village')

const within = (code: string, level: DivisionLevel): Division[] =>
  [...divisions.values()].filter(place => place.level === level && place.code.startsWith(code))

/** '340822101' → '安徽省安庆市怀宁县石牌镇', as far as the place is known: '110105' → '北京市' */
export const fullName = (code: string): string =>
  Object.keys(levels)
    .filter(length => Number(length) <= code.length)
    .map(length => divisions.get(code.slice(0, Number(length)))?.name ?? '')
    .join('')
