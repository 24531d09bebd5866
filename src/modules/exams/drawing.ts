import { shuffled, streamOf } from '#platform/draw'
import type { Content, Objective } from './kinds.ts'

/** One line of a paper by rule: so many of a kind, of a topic where one is named, each with its marks. */
export interface Rule {
  kind: Objective
  /** '' is any. */
  topic: string
  difficulty: string
  count: number
  marks: number
}
/** A rule with the questions that it draws from, as they stood when the exam was approved. */
export interface Pool extends Omit<Rule, 'topic' | 'difficulty'> {
  ids: string[]
}
/** A question on somebody's paper. */
export interface Drawn {
  id: string
  marks: number
}

/**
 * The paper of a seed: of every pool so many, none twice, in the order of the rules. The same pools and seed give the
 * same paper for ever. A fixed paper is pools of one, which always give all.
 */
export function drawPaper(pools: readonly Pool[], seed: string): Drawn[] {
  const taken = new Set<string>()
  return pools.flatMap((pool, at) => {
    const left = pool.ids.filter(id => !taken.has(id))
    const drawn = (
      left.length === 1 ? left : shuffled([...left].sort(), streamOf(`${seed}/draw/${at}`))
    ).slice(0, pool.count)
    for (const id of drawn) taken.add(id)
    return drawn.map(id => ({ id, marks: pool.marks }))
  })
}

/** Where every option of a question stands on this paper: `order[n]` is the bank's number of the n-th shown. */
export const optionOrder = (content: Content, seed: string, id: string): number[] =>
  shuffled(
    content.options.map((_, at) => at),
    streamOf(`${seed}/options/${id}`),
  )

export const totalOf = (pools: ReadonlyArray<Pick<Pool, 'count' | 'marks'>>): number =>
  pools.reduce((sum, { count, marks }) => sum + count * marks, 0)

/**
 * Whether every rule finds enough, whatever the rules before it took: where pools overlap, the first may take what a
 * later one needs, so each must have its count besides all that earlier ones could take of it. Returns the first that
 * is short, with how many there are for it.
 */
export function tooShort(pools: readonly Pool[]): { at: number; there: number } | null {
  for (const [at, pool] of pools.entries()) {
    const mine = new Set(pool.ids)
    const others = pools
      .slice(0, at)
      .reduce((sum, one) => sum + Math.min(one.count, one.ids.filter(id => mine.has(id)).length), 0)
    const there = mine.size - others
    if (there < pool.count) return { at, there: Math.max(0, there) }
  }
  return null
}
