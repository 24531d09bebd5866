import type { Child } from 'hono/jsx'
import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'
import type { Results } from './results.ts'

/** 6.1.1 Who evaluates. */
export const evaluationKinds = {
  self: { label: '中心自评', short: '自评' },
  recipients: { label: '服务对象评价', short: '对象' },
  third_party: { label: '第三方评价', short: '第三方' },
} as const
export type EvaluationKind = keyof typeof evaluationKinds
export const kindNames = Object.keys(evaluationKinds) as EvaluationKind[]

/** A round (一轮评价). */
export type Evaluation = RowOf<'evaluation'>

/** How far a round looked at one service. */
export interface Covered {
  /** Answers, samples, rows. */
  count: number
  /** '12 份答卷' */
  says: string
}

/** What brings in a kind of evaluation: the module that asks, draws or scores. */
export interface EvaluationRound {
  kind: EvaluationKind
  /** In the transaction in which the clock opens the round: prepares what is needed. */
  opened?(ctx: Ctx, round: Evaluation): Promise<void>
  /**
   * What it came to, when the results are fixed. Throws a Problem (`conflict`) that says what is missing while it cannot be
   * told yet.
   */
  results(ctx: Ctx, round: Evaluation): Promise<Results>
  /** Which services it covers so far, by the key of `ItemServed`: the id of an item, or a key of `serviceKinds`. */
  covered(ctx: Ctx, round: Evaluation): Promise<Map<string, Covered>>
  /** Its own part of the round's page at the desk; null where there is nothing to show. */
  panel?(ctx: Ctx, round: Evaluation): Promise<Child | null>
  /** Its own part of the round's public page, which must not depend on who reads it. */
  publicPanel?(ctx: Ctx, round: Evaluation): Promise<Child | null>
}

const rounds = new Map<EvaluationKind, EvaluationRound>()

/** Brings in a kind of evaluation; each once. */
export function evaluationRound(round: EvaluationRound): void {
  if (rounds.has(round.kind)) throw new Error(`evaluation ${round.kind} is brought in twice`)
  rounds.set(round.kind, round)
}

/** Undefined as long as nobody has brought it in. */
export const broughtIn = (kind: string): EvaluationRound | undefined => rounds.get(kind as EvaluationKind)
