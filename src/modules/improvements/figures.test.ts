import { describe, expect, test } from 'vitest'
import type { Ctx } from '#platform/ctx'
import type { Indicator } from '#platform/indicators'
import { periodFrom } from '#platform/periods'
import { bare, held, inUnits, reached, toRead, valueIn } from './figures.ts'
import { fishbone } from './fishbone.ts'
import { graver, higher, levelFor } from './words.ts'

describe('figures of improvements', () => {
  test('are held in whole units and shown as they are said', () => {
    expect(held(97.5, 'permille')).toBe(97_500)
    expect(bare(89_957, 'permille')).toBe('89.957')
    expect(held(0.1 + 0.2, 'tenths')).toBe(3)
    expect(toRead(87_234, 'permille')).toBe('87.23')
    expect(toRead(89_996, 'permille'), 'not ninety').toBe('89.996')
    expect(toRead(100_000, 'permille')).toBe('100')
    expect(held(19.99, 'fen')).toBe(1999)
    expect(inUnits(42, { unit: '天', measure: 'tenths' })).toBe('4.2 天')
    expect(inUnits(null, { unit: '天', measure: 'tenths' })).toBe('没有数据')
  })

  test('reach a target at it, on its own side', () => {
    expect(reached({ better: 'down', target: 5 }, 5)).toBe(true)
    expect(reached({ better: 'down', target: 5 }, 6)).toBe(false)
    expect(reached({ better: 'up', target: 900 }, 899)).toBe(false)
    expect(reached({ better: 'up', target: 900 }, 900)).toBe(true)
    expect(reached({ better: 'up', target: null }, 900)).toBe(false)
  })

  test('go up with each recurrence, and never down', () => {
    expect([1, 2, 3, 4].map(levelFor)).toEqual(['centre', 'director', 'bureau', 'bureau'])
    expect(higher('director', 'centre')).toBe('director')
    expect(graver('minor', 'critical')).toBe('critical')
  })
})

test('a fishbone marks main causes, keeps six bones and lets no markup through', () => {
  const drawn = fishbone('站点<script>无人', [
    { category: 'methods', cause: '协议没有写 & 没有排班', main: true },
    ...Array.from({ length: 8 }, () => ({ category: 'people' as const, cause: '没有替班', main: false })),
  ])
  expect(drawn).toContain('>★协议没有写 &amp; 没有排班<')
  expect(drawn).not.toContain('<script>')
  for (const bone of ['人员', '设备与系统', '资料与信息', '流程与制度', '环境与外部', '检查与测量'])
    expect(drawn).toContain(`>${bone}</text>`)
  expect(drawn.split('没有替班').length - 1).toBe(5)
})

describe('a figure of the county', () => {
  const ctx = {} as Ctx
  const month = periodFrom('2026-10')
  const indicator = (more: object): Indicator =>
    ({ adds: true, measure: 'permille', ...more }) as unknown as Indicator

  test('of a rate adds numerators and denominators, and is not rounded to its target', async () => {
    // 2 of 3 and 7 of 9: 9 of 12 are 75 %, and not the mean of 66.7 and 77.8.
    const parts = [
      { town: '340822100', value: 2, base: 3 },
      { town: '340822101', value: 7, base: 9 },
    ]
    expect(await valueIn(ctx, indicator({ count: async () => parts }), month)).toBe(75_000)
    const close = [{ town: null, value: 2_699, base: 3_000 }]
    const value = await valueIn(ctx, indicator({ count: async () => close }), month)
    expect(value).toBe(89_967)
    expect(reached({ better: 'up', target: held(90, 'permille') }, value ?? 0)).toBe(false)
  })

  test('says nothing where there is nothing to say; people are counted for the whole county', async () => {
    expect(
      await valueIn(ctx, indicator({ count: async () => [{ town: null, value: 0, base: 0 }] }), month),
    ).toBeNull()
    const people = {
      adds: false,
      measure: 'count',
      count: async () => [],
      whole: async () => ({ value: 42 }),
    }
    expect(await valueIn(ctx, indicator(people), month)).toBe(42)
    expect(await valueIn(ctx, indicator({ ...people, whole: async () => null }), month)).toBeNull()
  })
})
