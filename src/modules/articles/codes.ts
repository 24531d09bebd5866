/** 用词提示: what is wrong with a word. */
export const termKinds = {
  sensitive: '敏感词',
  typo: '错别字',
  title: '职务称谓',
  advert: '广告法极限词',
} as const
export type TermKind = keyof typeof termKinds

export const isTermKind = (text: string | undefined): text is TermKind =>
  text !== undefined && Object.hasOwn(termKinds, text)

/** Whether the centre wrote it itself, or may print what another wrote. */
export const origins = { original: '原创', reprint: '转载' } as const
export type Origin = keyof typeof origins

/** The steps of an article, each by another person. */
export const stages = { write: '采编', review1: '一审', review2: '二审', review3: '三审签发' } as const
export type Stage = keyof typeof stages
export type ReviewStage = Exclude<Stage, 'write'>

/** The stage of review that a state stands for: 'revising_review2' is the second one of a correction. */
export const stageOf = (state: string): Stage => {
  const found = /review[123]$/.exec(state)?.[0]
  return (found as Stage | undefined) ?? 'write'
}
export const stageNumber: Readonly<Record<Stage, number>> = { write: 0, review1: 1, review2: 2, review3: 3 }

/** States in which the public reads a version of it. */
export const publicStates = [
  'published',
  'revising',
  'revising_review1',
  'revising_review2',
  'revising_review3',
] as const
