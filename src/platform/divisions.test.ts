import { expect, it } from 'vitest'
import { countiesOf, division, fullName, mayBeCounty, provinces, townsOf, villagesOf } from './divisions.ts'

const names = (places: Array<{ name: string }>) => places.map(place => place.name)

it('finds a place by its code', () => {
  expect(division('34')).toEqual({ code: '34', name: '安徽省', level: 'province' })
  expect(division('340822')).toEqual({ code: '340822', name: '怀宁县', level: 'county' })
  expect(division('340822101')).toEqual({ code: '340822101', name: '石牌镇', level: 'town' })
  expect(division('999999')).toBeNull()
  expect(division('')).toBeNull()
})

it('knows which codes can be no county', () => {
  // Of other provinces we ship no counties: there the province must do.
  expect(['340822', '110105'].map(mayBeCounty)).toEqual([true, true])
  expect(['340899', '999999', '34', '3408', ''].map(mayBeCounty)).toEqual([false, false, false, false, false])
})

it('lists what lies within a place', () => {
  expect(provinces()).toHaveLength(31)
  expect(names(countiesOf('3408'))).toEqual(expect.arrayContaining(['怀宁县', '太湖县', '桐城市', '潜山市']))
  expect(countiesOf('34').length).toBeGreaterThan(100)
  expect(townsOf('340822')).toHaveLength(20)
  expect(names(townsOf('340825'))).toContain('晋熙镇')
  expect(names(villagesOf('340822101'))).toContain('邵塅村委会')
  expect(townsOf('340824')).toEqual([])
})

it('knows the villages of every town, and every place around a place', () => {
  for (const county of ['340822', '340825'])
    for (const town of townsOf(county).filter(place => place.name.match(/[乡镇]$/)))
      expect(villagesOf(town.code).length, town.name).toBeGreaterThan(3)
  for (const { code } of villagesOf('340822'))
    for (const length of [2, 4, 6, 9]) expect(division(code.slice(0, length)), code).not.toBeNull()
})

it('writes the full name, as far as it is known', () => {
  expect(fullName('340822101')).toBe('安徽省安庆市怀宁县石牌镇')
  expect(fullName('340822101200')).toBe('安徽省安庆市怀宁县石牌镇邵塅村委会')
  expect(fullName('3408')).toBe('安徽省安庆市')
  expect(fullName('110105')).toBe('北京市')
  expect(fullName('')).toBe('')
})
