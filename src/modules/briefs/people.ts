import type { Actor } from '#platform/ctx'
import { type Addressee, allOf, not, type Who } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { checkBriefs, signBriefs } from './duties.ts'

export type Brief = RowOf<'brief'>
export type Kind = RowOf<'brief_kind'>
export type Dispatch = RowOf<'brief_dispatch'>
export type Adoption = RowOf<'brief_adoption'>

/** Whoever wrote any part of the working version. Another version has other hands. */
const wroteIt: Who<Brief> = {
  says: '起草人',
  test: (actor, row) => row.writers.includes(actor.staffId ?? ''),
}
const checkedIt: Who<Brief> = {
  says: '核稿人',
  test: (actor, row) => actor.staffId !== null && row.checked_by === actor.staffId,
}

/** 核稿: by somebody who wrote none of it. */
export const checker: Addressee<Brief> = {
  ...allOf<Brief>(checkBriefs, not(wroteIt)),
  address: () => ({ duty: checkBriefs.code }),
}
/** 签发: by somebody who neither wrote nor checked it. */
export const signer: Addressee<Brief> = {
  ...allOf<Brief>(signBriefs, not(wroteIt), not(checkedIt)),
  address: () => ({ duty: signBriefs.code }),
}
/** Whoever may decide on it where it stands. */
export const decider: Who<Brief> = {
  says: '负责这一步的人员（起草人除外）',
  test: (actor, row, facts) =>
    (row.state.endsWith('checking') && checker.test(actor, row, facts)) ||
    (row.state.endsWith('signing') && signer.test(actor, row, facts)),
}

export const isRevising = (row: Pick<Brief, 'state'>): boolean => row.state.startsWith('revising')

/** The centre's own people know of everything; the bureau of what it was sent. */
export const seesAll = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.staffId !== null && actor.organisation !== 'bureau')
