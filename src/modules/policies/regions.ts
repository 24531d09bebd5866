import { division, fullName, townsOf } from '#platform/divisions'

/** The whole country; every other region is the code of a division. */
export const nation = '00'

/** Where a policy can hold, for somebody who works in this county. */
export function regionsOf(county: string): Record<string, string> {
  return {
    [nation]: '全国',
    [county.slice(0, 2)]: division(county.slice(0, 2))?.name ?? '全省',
    [county.slice(0, 4)]: division(county.slice(0, 4))?.name ?? '全市',
    [county]: division(county)?.name ?? '全县',
    ...Object.fromEntries(townsOf(county).map(town => [town.code, town.name])),
  }
}

export const regionName = (code: string): string =>
  code === nation ? '全国' : fullName(code) || (code.length > 4 ? '全县' : '全省')
