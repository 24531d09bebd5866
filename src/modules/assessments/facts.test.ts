import { describe, expect, test } from 'vitest'
import { criteria, type Scores } from './criteria.ts'
import { countOrders, daysHidden, departing, type Order, type PeriodFacts, suggested } from './facts.ts'

/** 4.5.1 What is counted of a period, and which marks it suggests. */
const year = { from: '2026-01-01', to: '2026-12-31' }
const order = (given: Partial<Order>): Order => ({
  ...{ case_id: 'a', number: '1', title: '短视频拍摄' },
  ...{ agreed_on: '2026-03-02', due_on: '2026-03-11' },
  ...{ delivered_on: null, outcome: 'under_way', ended_on: null },
  ...given,
})
const none: PeriodFacts = {
  orders: { taken: 0, done: 0, cancelled: 0, handedBack: 0, due: 0, onTime: 0 },
  ratings: { total: 0, average: null },
  ...{ complaints: 0, qualifications: [], hiddenDays: 0, list: [] },
}

describe('orders', () => {
  test('on its last day a delivery is in time, and a day later late; what never came is late', () => {
    const orders = ['2026-03-11', '2026-03-12', null].map(delivered_on => order({ delivered_on }))
    expect(countOrders(orders, year)).toMatchObject({ taken: 3, due: 3, onTime: 1 })
  })

  test('each thing counts in the period in which it happened, and once', () => {
    const over = order({ agreed_on: '2025-12-30', due_on: '2026-01-08', delivered_on: '2026-01-07' })
    const done: Order = { ...over, outcome: 'done', ended_on: '2026-01-09' }
    expect(countOrders([done], year)).toMatchObject({ taken: 0, done: 1, due: 1, onTime: 1 })
    const before = { from: '2025-01-01', to: '2025-12-31' }
    expect(countOrders([done], before)).toMatchObject({ taken: 1, done: 0, due: 0, onTime: 0 })
  })

  test('what was handed back before it was due is not late; afterwards it is', () => {
    const back = (ended_on: string) => order({ outcome: 'handed_back', ended_on })
    expect(countOrders([back('2026-03-11')], year)).toMatchObject({ handedBack: 1, due: 0 })
    expect(countOrders([back('2026-03-12')], year)).toMatchObject({ handedBack: 1, due: 1, onTime: 0 })
  })
})

describe('days hidden', () => {
  const turn = (day: string, hidden: boolean) => ({ day, hidden })
  test('from the day it was hidden to the day before it came back, within the period', () => {
    expect(daysHidden([turn('2026-05-01', true), turn('2026-05-11', false)], year)).toBe(10)
    expect(daysHidden([turn('2025-12-22', true), turn('2026-01-06', false)], year)).toBe(5)
    expect(daysHidden([turn('2026-12-30', true)], year), 'still hidden').toBe(2)
    expect(daysHidden([turn('2025-12-01', true), turn('2025-12-05', false)], year)).toBe(0)
  })
})

describe('suggestions', () => {
  test('none without orders but for what is kept up; complaints speak by themselves', () => {
    expect(suggested(none)).toEqual({
      ...{ service: null, timeliness: null, ratings: null, complaints: null },
      upkeep: 100,
    })
    expect(suggested({ ...none, complaints: 3 }).complaints).toBe(25)
    expect(suggested({ ...none, complaints: 9 }).complaints).toBe(0)
  })

  test('from the facts', () => {
    const facts: PeriodFacts = {
      ...none,
      orders: { taken: 5, done: 3, cancelled: 1, handedBack: 1, due: 4, onTime: 3 },
      ratings: { total: 6, average: 43 },
      ...{ complaints: 1, qualifications: ['无人机操控员执照'], hiddenDays: 7 },
    }
    expect(suggested(facts)).toEqual({
      ...{ service: 75, timeliness: 75, ratings: 86, complaints: 75 },
      upkeep: 73,
    })
  })

  test('21 points away is far, 20 are not', () => {
    const marks = (service: number): Scores => ({
      ...{ service, timeliness: 0, ratings: 0, complaints: 0, upkeep: 80 },
    })
    const orders = { ...none.orders, done: 1 }
    const suggestions = { ...suggested({ ...none, orders }), complaints: null }
    expect(departing(marks(80), suggestions)).toEqual([])
    expect(departing(marks(79), suggestions)).toEqual(['service'])
  })

  test('the weights make 100', () => {
    expect(Object.values(criteria).reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  })
})
