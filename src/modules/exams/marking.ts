import type { Content, MultipleRule } from './kinds.ts'

/** What somebody answered: numbers of options as the bank counts them, right or wrong, or words. */
export type Given = number[] | boolean | string
/** By the number of the question on the paper. */
export type Answers = Record<string, Given>

/**
 * Marks of one answer in tenths, by rule. Of a multiple choice `partial` gives each right option its share as long as
 * no wrong one is chosen; `full` gives all or nothing.
 */
export function markOf(
  content: Content,
  given: Given | undefined,
  marks: number,
  rule: MultipleRule,
): number {
  const all = marks * 10
  switch (content.kind) {
    case 'single':
      return isChoice(given) && given.length === 1 && content.options[given[0] as number]?.right ? all : 0
    case 'multiple':
      return isChoice(given) ? multiple(content, new Set(given), all, rule) : 0
    case 'judgement':
      return typeof given === 'boolean' && given === content.truth ? all : 0
    case 'fill':
      return typeof given === 'string' && content.accepted.some(one => alike(one) === alike(given)) ? all : 0
    default:
      return 0
  }
}

const isChoice = (given: Given | undefined): given is number[] => Array.isArray(given)

function multiple(
  { options }: Content,
  chosen: ReadonlySet<number>,
  all: number,
  rule: MultipleRule,
): number {
  const right = options.flatMap((option, at) => (option.right ? [at] : []))
  const hits = right.filter(at => chosen.has(at)).length
  if (chosen.size > hits) return 0
  if (hits === right.length) return all
  return rule === 'partial' ? Math.floor((all * hits) / right.length) : 0
}

/** Two answers in words are alike whatever their width, case and blanks. */
export const alike = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

/** A result of 100 from theory and practice, in tenths: each as a share of what its paper gives, by weight. */
export function finalScore(parts: ReadonlyArray<{ got: number; most: number; weight: number }>): number {
  const weights = parts.reduce((sum, part) => sum + part.weight, 0)
  if (weights === 0) return 0
  const sum = parts.reduce((all, { got, most, weight }) => all + (most === 0 ? 0 : (got / most) * weight), 0)
  return Math.round((sum / weights) * 1000)
}
