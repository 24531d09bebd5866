import { expect, test } from 'vitest'
import type { Reading } from '#modules/indicators'
import { changeIn, paragraphOf, sentenceOf, sinceThen } from './words.ts'

/** The sentences of a brief, against what one writes by hand. */
const of = (more: Partial<Reading>): Reading => ({
  ...{ code: 'cases.submitted', label: '提交办件', unit: '件', measure: 'count', version: 1 },
  ...{ value: 126, why: null, state: 'locked' },
  before: { value: 112, why: null },
  yearBefore: { value: 130, why: null },
  ...more,
})
const none = { value: null, why: 'none' } as const

test('a count: 126 after 112 and 130', () => {
  expect(sentenceOf(of({}), 'month')).toBe('提交办件 126 件，环比增长 12.5%，同比下降 3.1%。')
})

test('a rate is told in percentage points: 973 per mille after 961 and 977', () => {
  const rate = of({ label: '按时办理率', unit: '%', measure: 'permille', value: 973 })
  const told = { ...rate, before: { value: 961, why: null }, yearBefore: { value: 977, why: null } }
  expect(sentenceOf(told, 'month')).toBe('按时办理率 97.3%，环比提高 1.2 个百分点，同比下降 0.4 个百分点。')
})

test('money is told in 万元, and nothing is rounded before: 350,216,000 分 after 175,108,000', () => {
  const money = of({ label: '对接意向金额', unit: '元', measure: 'fen', value: 350_216_000 })
  const told = {
    ...money,
    before: { value: 175_108_000, why: null },
    yearBefore: { value: 350_216_000, why: null },
  }
  expect(sentenceOf(told, 'quarter')).toBe('对接意向金额 350.22 万元，环比增长 100%，同比持平。')
})

test('what cannot be compared is said, and why', () => {
  expect(sentenceOf(of({ before: { value: 0, why: null }, yearBefore: none }), 'month')).toBe(
    '提交办件 126 件，上月为零，上年同期无数据。',
  )
  expect(sentenceOf(of({ before: none, yearBefore: none }), 'month')).toBe('提交办件 126 件，暂无可比数据。')
  expect(sentenceOf(of({ before: { value: null, why: 'version' } }), 'month')).toBe(
    '提交办件 126 件，统计口径有调整，不作环比，同比下降 3.1%。',
  )
  expect(sentenceOf(of({ value: 0, before: { value: 0, why: null }, yearBefore: null }), 'week')).toBe(
    '提交办件 0 件，环比持平。',
  )
  expect(changeIn(of({}), { value: null, why: 'version' })).toBe('口径调整')
})

test('no data is no data, and few are not told', () => {
  expect(sentenceOf(of({ value: null, why: 'none', state: 'none' }), 'month')).toBe('提交办件暂无数据。')
  expect(sentenceOf(of({ value: null, why: 'few', state: 'none' }), 'month')).toBe(
    '提交办件因涉及单位过少，不予列示。',
  )
})

test('a paragraph begins with its period; of a year the year before is told once', () => {
  const shown = [of({}), of({ label: '培训人次', unit: '人次', value: 0, before: none, yearBefore: none })]
  expect(paragraphOf(shown, 'month')).toBe(
    '本月，提交办件 126 件，环比增长 12.5%，同比下降 3.1%。培训人次 0 人次，暂无可比数据。',
  )
  const unknown = ['网上商品零售额', '网上服务零售额'].map(label => of({ label, value: null, why: 'none' }))
  expect(paragraphOf([unknown[0] as Reading, of({}), unknown[1] as Reading], 'month')).toBe(
    '本月，提交办件 126 件，环比增长 12.5%，同比下降 3.1%。网上商品零售额、网上服务零售额暂无数据。',
  )
  expect(paragraphOf([of({})], 'year')).toBe('本年，提交办件 126 件，同比下降 3.1%。')
  expect(paragraphOf([], 'month')).toBe('')
})

test('what became of a figure since', () => {
  expect(sinceThen(of({}), of({}))).toBeNull()
  expect(sinceThen(of({}), of({ value: 128 }))).toBe('现为「128 件」')
  expect(sinceThen(of({ state: 'provisional' }), of({}))).toBe('数没有变，已经锁定')
  expect(sinceThen(of({}), of({ version: 2 }))).toBe('口径改为第 2 版')
  expect(sinceThen(of({}), undefined)).toBe('指标已不在字典里')
})
