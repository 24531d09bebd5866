import { smallestGroup } from '#platform/anonymity'
import { type Interval, type Moments, meanInterval, welch, wilson } from '#platform/statistics'
import type { Counted, Counts } from './counts.ts'
import { type Definition, overall, type Question } from './definition.ts'
import { otherServices, satisfiedFrom } from './words.ts'

/*
 * What a survey came to. Pure: counts and sample in, figures out; nothing is rounded. Where fewer than five answered
 * something, it is not told.
 */

/** A service of the sample: how many people had it and could be drawn, and how many were asked. */
export interface Stratum {
  key: string
  name: string
  people: number
  asked: number
}

export interface MarkFigures {
  moments: Moments
  /** How many gave 5, 4, 3, 2, 1. */
  counts: number[]
  mean: Interval | null
  /** Share of 3 and more. */
  satisfied: Interval | null
}
export interface ServiceFigures extends MarkFigures {
  /** null: 其他. */
  key: string | null
  name: string
  people: number
}
export interface QuestionFigures {
  key: string
  label: string
  kind: Question['kind']
  n: number
  marks?: MarkFigures
  /** Of choices: how many took each option; of those who were asked and answered. */
  options?: Array<{ label: string; count: number; share: Interval | null }>
  /** Of numbers. */
  mean?: Interval | null
}
export interface Figures {
  n: number
  asked: number
  confidence: number
  whole: MarkFigures
  /** By the size of the services: Σ people × mean / Σ people; null where a service has no answers of its own or in 其他. */
  weighted: number | null
  services: ServiceFigures[]
  questions: QuestionFigures[]
  themes: Array<{ theme: string; count: number }>
  words: number
}

/** All figures; null where fewer than five answered at all. `confidence` as a share. */
export function figuresOf(
  definition: Definition,
  counts: Counts,
  strata: readonly Stratum[],
  confidence: number,
): Omit<Figures, 'themes' | 'words'> | null {
  const all = counts.questions.get(overall) ?? nobody
  if (all.moments.n < smallestGroup) return null
  const services = servicesOf(counts, strata, confidence)
  return {
    n: all.moments.n,
    asked: strata.reduce((sum, one) => sum + one.asked, 0),
    confidence,
    whole: marksOf(all, confidence),
    weighted: weightedMean(services),
    services,
    questions: definition.questions.flatMap(
      question => questionOf(question, counts.questions.get(question.key) ?? nobody, confidence) ?? [],
    ),
  }
}

const nobody: Counted = { moments: { n: 0, sum: 0, squares: 0 }, answers: new Map() }

export function marksOf({ moments, answers }: Counted, confidence: number): MarkFigures {
  const marks = [5, 4, 3, 2, 1].map(mark => ({ mark, count: answers.get(String(mark)) ?? 0 }))
  const satisfied = marks.filter(one => one.mark >= satisfiedFrom)
  return {
    moments,
    counts: marks.map(one => one.count),
    mean: meanInterval(moments, confidence),
    satisfied: wilson(
      satisfied.reduce((sum, one) => sum + one.count, 0),
      moments.n,
      confidence,
    ),
  }
}

/** By service; those that were merged stand together as 其他, with the people of all services that do not stand alone. */
function servicesOf({ services }: Counts, strata: readonly Stratum[], confidence: number): ServiceFigures[] {
  const countOf = (key: string | null): Counted => services.get(key) ?? nobody
  const own = strata.filter(one => countOf(one.key).moments.n >= smallestGroup)
  const figures = own.map(({ key, name, people }) => ({
    ...{ key, name, people },
    ...marksOf(countOf(key), confidence),
  }))
  const rest = countOf(null)
  if (rest.moments.n < smallestGroup) return figures
  const people = strata.filter(one => !own.includes(one)).reduce((sum, one) => sum + one.people, 0)
  return [...figures, { key: null, name: otherServices, people, ...marksOf(rest, confidence) }]
}

/** 加权平均: each service counts by how many people had it, so that who was asked more often does not count for more. */
export function weightedMean(services: ReadonlyArray<{ people: number; moments: Moments }>): number | null {
  const counted = services.filter(one => one.moments.n > 0)
  const people = counted.reduce((sum, one) => sum + one.people, 0)
  if (people === 0) return null
  return counted.reduce((sum, one) => sum + (one.people * one.moments.sum) / one.moments.n, 0) / people
}

function questionOf(question: Question, counted: Counted, confidence: number): QuestionFigures | null {
  const { key, label, kind } = question
  if (kind === 'textarea') return null
  const { moments, answers } = counted
  const { n } = moments
  const head = { key, label, kind, n }
  if (n < smallestGroup) return head
  if (kind === 'marks') return { ...head, marks: marksOf(counted, confidence) }
  if (kind === 'number') return { ...head, mean: meanInterval(moments, confidence) }
  const options = (question.options ?? []).map(option => {
    const count = answers.get(option) ?? 0
    return { label: option, count, share: wilson(count, n, confidence) }
  })
  return { ...head, options }
}

export interface Found {
  service: string | null
  name: string
  kind: 'low' | 'drop'
  severity: 'minor' | 'major'
  facts: string
}
export interface Before {
  label: string
  figures: Pick<Figures, 'whole' | 'services'>
}

/**
 * 6.2.1 Which services are below the threshold, and which have dropped since the last survey by the same version of the same
 * questionnaire, by Welch's test. `threshold` and `level` as shares.
 */
export function problemsOf(
  now: Pick<Figures, 'whole' | 'services'>,
  before: Before | null,
  { threshold, level }: { threshold: number; level: number },
): Found[] {
  const all = linesOf(now)
  const earlier = new Map(before ? linesOf(before.figures).map(one => [one.key, one]) : [])
  return all.flatMap(one => {
    const { satisfied, moments, key, name } = one
    const found: Found[] = []
    if (satisfied && satisfied.value < threshold)
      found.push({
        ...{ service: key, name, kind: 'low' },
        severity: satisfied.value < threshold - 0.15 ? 'major' : 'minor',
        facts: `满意率 ${percent(satisfied.value)}（${moments.n} 份，区间 ${percent(satisfied.low)} 至 ${percent(satisfied.high)}），低于 ${percent(threshold)}。`,
      })
    const old = earlier.get(key)
    const test = old && welch(moments, old.moments)
    if (old && test && test.t < 0 && test.p < level)
      found.push({
        ...{ service: key, name, kind: 'drop', severity: 'minor' },
        facts: `平均 ${mean(moments)} 分（${moments.n} 份），${before?.label}是 ${mean(old.moments)} 分（${old.moments.n} 份）；韦尔奇检验，概率 ${test.p < 0.001 ? '小于 0.001' : test.p.toFixed(3)}，明显下降。`,
      })
    return found
  })
}

/** What many wrote about, the most frequent first. */
export const oftenSaid = (
  { themes }: Pick<Figures, 'themes'>,
  { often, harmless }: { often: number; harmless: readonly string[] },
): Figures['themes'] => themes.filter(one => one.count >= often && !harmless.includes(one.theme))

const whole = 'whole'
/** The whole and every service that stands alone; 其他 is another mixture each time. */
const linesOf = ({ whole: all, services }: Pick<Figures, 'whole' | 'services'>) => [
  { ...all, key: whole, name: '全部服务' },
  ...services.flatMap(one => (one.key === null ? [] : [{ ...one, key: one.key }])),
]
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const mean = ({ n, sum }: Moments): string => (sum / n).toFixed(2)
