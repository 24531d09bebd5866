import { allOf, type Duty, not, type Who } from '#platform/who'
import { type ReviewStage, stageNumber, stageOf } from './codes.ts'
import { reviewFirst, reviewSecond, signArticles } from './duties.ts'
import type { Article } from './inputs.ts'

type Row = Pick<Article, 'state' | 'writers' | 'passed' | 'proofs'>

/**
 * Whoever has had a hand in it so far. Of this version: another one has other hands. Handed in anew, whoever corrected may
 * read again at the same stage, because after them still others do; at no later one.
 */
const hadAHand: Who<Row> = {
  says: '本稿采编、前面审过和改过的人',
  test: (actor, row) => {
    const me = actor.staffId ?? ''
    const corrected = (row.proofs as Record<string, number> | null)?.[me]
    return (
      row.writers.includes(me) ||
      row.passed.includes(me) ||
      (corrected !== undefined && corrected < stageNumber[stageOf(row.state)])
    )
  },
}

/** What was signed with its time is no longer at any stage: it is published by the clock alone. */
function reader(duty: Duty): Who<Row> {
  const who = allOf<Row>(duty, not(hadAHand))
  return {
    says: who.says,
    test: (actor, row, facts) => row.state !== 'scheduled' && who.test(actor, row, facts),
  }
}

/** 三审三校: at every stage somebody who has had no hand in this version so far. */
export const reviewers: Readonly<Record<ReviewStage, Who<Row>>> = {
  review1: reader(reviewFirst),
  review2: reader(reviewSecond),
  review3: reader(signArticles),
}

/** Whoever may review it where it stands. */
export const currentReviewer: Who<Row> = {
  says: `负责这一审的人员（${hadAHand.says}除外）`,
  test: (actor, row, facts) => {
    const stage = stageOf(row.state)
    return stage !== 'write' && reviewers[stage].test(actor, row, facts)
  },
}
