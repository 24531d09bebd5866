import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentsOf } from '#platform/statistics'
import { type Answer, countedPlainly } from '../../../test/surveys.ts'
import { problemsOf, weightedMean, figuresOf as worked } from './results.ts'
import { standardQuestionnaire } from './standard.ts'

const { definition } = standardQuestionnaire
const figuresOf = (
  questions: typeof definition,
  all: readonly Answer[],
  sample: Parameters<typeof worked>[2],
  confidence: number,
) => worked(questions, countedPlainly(all), sample, confidence)
const of = (service: string | null, ...marks: number[]): Answer[] =>
  marks.map(overall => ({ service, answers: { overall } }))
const strata = [
  { key: 'a', name: '咨询答复', people: 300, asked: 30 },
  { key: 'b', name: '培训班', people: 100, asked: 20 },
  { key: 'c', name: '资源对接', people: 6, asked: 6 },
]

/** 6.2.1 Against cases that were worked out by hand. */
describe('figures', () => {
  test('by service, the small ones together, and weighted by how many people had each', () => {
    const all = [...of('a', 5, 5, 4, 4, 2), ...of('b', 3, 3, 3, 4, 2, 3), ...of(null, 5, 5, 5, 5, 5)]
    const figures = figuresOf(definition, all, strata, 0.95)
    // a 20 / 5 = 4, b 18 / 6 = 3, 其他 5; all (20 + 18 + 25) / 16 = 3.9375.
    expect(figures?.n).toBe(16)
    expect(figures?.asked).toBe(56)
    expect(figures?.whole.mean?.value).toBeCloseTo(3.9375, 10)
    expect(figures?.whole.counts).toEqual([7, 3, 4, 2, 0])
    // 14 of 16 are 基本满意 or better.
    expect(figures?.whole.satisfied?.value).toBeCloseTo(0.875, 10)
    expect(figures?.services.map(one => [one.name, one.people, one.moments.n])).toEqual([
      ['咨询答复', 300, 5],
      ['培训班', 100, 6],
      ['其他（不足五份的合并）', 6, 5],
    ])
    // (300 × 4 + 100 × 3 + 6 × 5) / 406 = 1530 / 406
    expect(figures?.weighted).toBeCloseTo(3.768473, 6)
  })

  test('of fewer than five nothing is told: not of all, and not of one question', () => {
    expect(figuresOf(definition, of('a', 5, 5, 5, 5), strata, 0.95)).toBeNull()
    const all = of('a', 5, 4, 4, 5, 5, 5).map((one, at) => ({
      ...one,
      answers: { ...one.answers, ...(at < 4 && { online_speed: 1 }), solved: at < 3 ? '解决了' : '没有解决' },
    }))
    const questions = figuresOf(definition, all, strata, 0.95)?.questions
    expect(questions?.find(one => one.key === 'online_speed')).toEqual({
      ...{ key: 'online_speed', label: '网上办得快不快', kind: 'marks', n: 4 },
    })
    expect(questions?.find(one => one.key === 'solved')?.options?.map(one => one.count)).toEqual([3, 0, 3])
    expect(
      questions?.some(one => one.key === 'words'),
      'words stand apart',
    ).toBe(false)
  })

  test('the weighted mean lies between the means, and is the plain one where all were asked alike', () => {
    const services = fc.array(
      fc.record({
        people: fc.integer({ min: 1, max: 1_000 }),
        marks: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 30 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(services, all => {
        const rows = all.map(one => ({ people: one.people, moments: momentsOf(one.marks) }))
        const means = rows.map(({ moments }) => moments.sum / moments.n)
        const weighted = weightedMean(rows) ?? 0
        const alike = rows.map(({ moments }) => ({ people: moments.n * 7, moments }))
        const plain =
          rows.reduce((sum, one) => sum + one.moments.sum, 0) / rows.reduce((n, one) => n + one.moments.n, 0)
        return (
          weighted >= Math.min(...means) - 1e-9 &&
          weighted <= Math.max(...means) + 1e-9 &&
          Math.abs((weightedMean(alike) ?? 0) - plain) < 1e-9
        )
      }),
    )
  })
})

describe('problems', () => {
  const limits = { threshold: 0.85, level: 0.05 }
  const figures = (a: number[], b: number[] = [5, 5, 5, 5, 5]) =>
    figuresOf(definition, [...of('a', ...a), ...of('b', ...b)], strata, 0.95) as NonNullable<
      ReturnType<typeof figuresOf>
    >

  test('are services below the threshold, however good the whole is', () => {
    // a: 4 of 6 = 66.7 %; the whole 15 of 17 = 88.2 %.
    const found = problemsOf(figures([5, 5, 4, 3, 2, 1], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]), null, limits)
    expect(found.map(one => [one.name, one.kind, one.severity])).toEqual([['咨询答复', 'low', 'major']])
    expect(found[0]?.facts).toContain('66.7%')
  })

  test('are drops that Welch’s test holds for real; a rise is none, and chance is none', () => {
    const good = figures([5, 5, 4, 5, 4])
    const worse = figures([3, 4, 3, 3, 4])
    // 4.6 and 3.4, both s² = 0.3: t = 1.2 / √0.12 = 3.464, 8 degrees of freedom, p = 0.0085.
    const drops = problemsOf(worse, { label: '2026-Q3', figures: good }, limits)
    expect(drops.map(one => [one.name, one.kind])).toContainEqual(['咨询答复', 'drop'])
    expect(drops.find(one => one.name === '咨询答复')?.facts).toContain('概率 0.009')
    expect(problemsOf(good, { label: '2026-Q3', figures: worse }, limits)).toEqual([])
    const alike = figures([5, 4, 4, 5, 4])
    expect(problemsOf(alike, { label: '2026-Q3', figures: good }, limits)).toEqual([])
  })
})
