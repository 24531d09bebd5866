import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingsOf, isJump, type Known } from './checks.ts'
import { type Cells, compileSheet, type Definition, faultsOf, type Item } from './definition.ts'
import { parseRule, ruleWords } from './rules.ts'

const item = (code: string, more: Partial<Item> = {}): Item => ({
  ...{ code, label: `指标${code}`, kind: 'money', unit: '元', required: false, watch: false },
  ...more,
})
const sales: Definition = {
  columns: ['本期'],
  items: [item('01', { watch: true, required: true }), item('02'), item('03'), item('04')],
  rules: [
    { text: '01 = 02 + 03', weight: 'hard', says: '网络零售额等于商品类与服务类之和' },
    { text: '04 ≤ 02', weight: 'soft', says: '农产品不多于商品类' },
    { text: '01 >= Q2.01', weight: 'soft', says: '不少于另一张表的数' },
  ],
  feeds: [],
}
const nothing: Known = { previous: null, lastYear: null, others: new Map(), records: {} }
const limits = { change: 30, floor: 20 }
const sheet = (...values: Array<number | undefined>): Cells =>
  Object.fromEntries(values.flatMap((value, at) => (value === undefined ? [] : [[`c0${at + 1}_1`, value]])))

describe('a rule', () => {
  it('is read as people write it, and told as they read it', () => {
    expect(ruleWords(parseRule('01=02+03 - 04.2') as never)).toBe('01 ＝ 02 ＋ 03 － 04.2')
    expect(parseRule('０１ = 02')).toBeNull()
    expect(parseRule('05 ≤ 01')).toMatchObject({ operator: '<=', at: '05' })
    expect(parseRule('05 ＝ 01')).toMatchObject({ operator: '=' })
    expect(parseRule('Q1.01 >= 上期02 + 03')).toMatchObject({ at: '03' })
    for (const text of ['01 = ', '01 02', '01 == 02', '= 01', '1 = 2', '01 = 02; drop', 'Q1.01 = Q2.02', ''])
      expect(parseRule(text), text).toBeNull()
  })

  it('names what it is about, with the figures and the difference', () => {
    const [found, ...more] = findingsOf(sales, sheet(1200_00, 1000_00, 150_00), nothing, limits)
    expect(more).toEqual([])
    expect(found).toMatchObject({ name: '审核关系 1', weight: 'hard', cell: 'c01_1' })
    expect(found?.says).toBe(
      '网络零售额等于商品类与服务类之和（01 ＝ 02 ＋ 03）：现在左边是 1,200.00 元，右边是 1,150.00 元，相差 50.00 元',
    )
  })

  it('across forms waits until the other sheet is there', () => {
    const right = sheet(1000_00, 1000_00)
    expect(findingsOf(sales, right, nothing, limits)).toEqual([])
    const others = new Map([['Q2', sheet(2000_00)]])
    expect(findingsOf(sales, right, { ...nothing, others }, limits)).toMatchObject([
      { name: '审核关系 3', weight: 'soft', cell: 'c01_1' },
    ])
  })

  it('whatever the figures: told if and only if the sides differ', () => {
    const figure = fc.integer({ min: 0, max: 1e12 })
    fc.assert(
      fc.property(figure, figure, figure, (whole, one, other) => {
        const found = findingsOf(sales, sheet(whole, one, other), nothing, limits)
        expect(found.some(({ name }) => name === '审核关系 1')).toBe(whole !== one + other)
        expect(findingsOf(sales, sheet(one + other, one, other), nothing, limits)).toEqual([])
      }),
    )
  })

  it('of a definition that cannot be is refused where it stands', () => {
    const wrong = (rule: string, items = sales.items) =>
      faultsOf({ ...sales, items, rules: [{ text: rule, weight: 'hard', says: '应当相等' }] })
    expect(wrong('01 = 09')[0]).toMatchObject({ path: ['rules', 0, 'text'], message: '没有 09 这一格' })
    expect(wrong('01 = 05', [...sales.items, item('05', { kind: 'whole' })])[0]?.message).toContain(
      '不能放在同一个',
    )
    expect(wrong('01 = 02', [...sales.items, item('01')])[0]?.message).toBe('行号 01 用了两次')
    expect(faultsOf({ ...sales, feeds: [{ cell: '07', indicator: 'x' }] })).toHaveLength(1)
    expect(faultsOf(sales)).toEqual([])
  })
})

it('what departs from the records of the platform is explained', () => {
  const records = sheet(undefined, 500_00)
  expect(findingsOf({ ...sales, rules: [] }, sheet(1, 500_00), { ...nothing, records }, limits)).toEqual([])
  expect(
    findingsOf({ ...sales, rules: [] }, sheet(1, 499_00), { ...nothing, records }, limits),
  ).toMatchObject([{ name: '与台账核对', weight: 'soft', cell: 'c02_1' }])
})

describe('a change', () => {
  const since = (cells: Cells): Known => ({ ...nothing, previous: { label: '2026 年 9 月', cells } })
  const plain: Definition = { ...sales, rules: [] }

  it('of more than the limit asks for an explanation; of exactly the limit it does not', () => {
    expect(findingsOf(plain, sheet(1300_00), since(sheet(1000_00)), limits)).toEqual([])
    expect(findingsOf(plain, sheet(1300_01), since(sheet(1000_00)), limits)[0]).toMatchObject({
      ...{ name: '环比波动', kind: 'change', weight: 'soft', cell: 'c01_1' },
      says: '比上期（2026 年 9 月）的 1,000.00 元增长 30.0%，超过 30%，请写明原因并上传凭据',
    })
    expect(findingsOf(plain, sheet(699_00), since(sheet(1000_00)), limits)[0]?.says).toContain('下降 30.1%')
    expect(findingsOf(plain, sheet(30_00), since(sheet(0)), limits)[0]?.says).toContain('本期有了数')
    expect(findingsOf(plain, sheet(19_00), since(sheet(3_00)), limits), 'too small to say').toEqual([])
  })

  it('is also looked at against last year, and not where nothing is known', () => {
    const both: Known = {
      ...since(sheet(1000_00)),
      lastYear: { label: '2025 年 10 月', cells: sheet(500_00) },
    }
    expect(findingsOf(plain, sheet(1000_00), both, limits).map(({ name }) => name)).toEqual(['同比波动'])
    expect(findingsOf(plain, sheet(1000_00), nothing, limits)).toEqual([])
    expect(findingsOf(plain, {}, both, limits)).toEqual([])
  })

  it('says the same in pieces and in hundreds of pieces, and nothing where nothing changed', () => {
    const figure = fc.integer({ min: 20, max: 1e7 })
    const whole = { item: item('01', { kind: 'whole' }) }
    fc.assert(
      fc.property(figure, figure, fc.integer({ min: 1, max: 100 }), (now, then, times) => {
        expect(isJump(now * times, then * times, whole, limits)).toBe(isJump(now, then, whole, limits))
        expect(isJump(now, now, whole, limits)).toBe(false)
        const smaller = { ...limits, change: limits.change - 10 }
        if (isJump(now, then, whole, limits)) expect(isJump(now, then, whole, smaller)).toBe(true)
      }),
    )
  })
})

it('a sheet compiles to the schema of the form engine: required, whole, never below zero', () => {
  const schema = compileSheet({
    ...sales,
    items: [item('01', { required: true }), item('02', { kind: 'whole', unit: '件' })],
  })
  expect(schema.safeParse({ c01_1: 0, c02_1: 3 }).success).toBe(true)
  expect(schema.safeParse({ c01_1: 1 }).success, 'what is optional may be left out').toBe(true)
  for (const wrong of [{}, { c01_1: -1 }, { c01_1: 1, c02_1: 1.5 }, { c01_1: '1' }])
    expect(schema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
})
