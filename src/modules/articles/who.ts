import type { Actor } from '#platform/ctx'
import { allOf, type Duty, not, type Who } from '#platform/who'
import { type ReviewStage, stageNumber, stageOf } from './codes.ts'
import { reviewFirst, reviewSecond, signArticles } from './duties.ts'
import type { Article } from './inputs.ts'

type Row = Pick<Article, 'state' | 'writers' | 'passed' | 'proofs'>
const me = (actor: Actor): string => actor.staffId ?? ''

/** Of this version: another one has other writers. */
const wroteIt: Who<Row> = { says: '本稿采编', test: (actor, row) => row.writers.includes(me(actor)) }
const passedIt: Who<Row> = { says: '前面审过的人', test: (actor, row) => row.passed.includes(me(actor)) }
/** Handed in anew, whoever corrected may read again at the same stage: after them still others do. At no later one. */
const correctedEarlier: Who<Row> = {
  says: '前面改过的人',
  test: (actor, row) => {
    const first = (row.proofs as Record<string, number> | null)?.[me(actor)]
    return first !== undefined && first < stageNumber[stageOf(row.state)]
  },
}

/** What was signed with its time is no longer at any stage: it is published by the clock alone. */
function reader(duty: Duty, stage: ReviewStage): Who<Row> {
  const who = allOf<Row>(duty, not(wroteIt), not(passedIt), not(correctedEarlier))
  return {
    says: who.says,
    test: (actor, row, facts) => stageOf(row.state) === stage && who.test(actor, row, facts),
  }
}

/** 三审三校: at every stage somebody who has had no hand in this version so far. */
export const reviewers: Readonly<Record<ReviewStage, Who<Row>>> = {
  review1: reader(reviewFirst, 'review1'),
  review2: reader(reviewSecond, 'review2'),
  review3: reader(signArticles, 'review3'),
}

/** Whoever may review it where it stands. */
export const currentReviewer: Who<Row> = {
  says: '负责这一审的人员（本稿采编、前面审过和改过的人除外）',
  test: (actor, row, facts) => {
    const stage = stageOf(row.state)
    return stage !== 'write' && reviewers[stage].test(actor, row, facts)
  },
}
