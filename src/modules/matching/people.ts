import { handleMatches, officer, registerMatches } from '#modules/resources'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, applicant, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { reviewPostings, verifyMatches } from './duties.ts'

export type Posting = RowOf<'posting'>
export type Introduction = RowOf<'introduction'>
export type Figure = RowOf<'introduction_figure'>
export type FollowUp = RowOf<'introduction_follow_up'>

/** Whoever posted it, or staff who write things down for people. */
export const keeper: Who<Posting> = anyOf<Posting>(applicant, registerMatches)

/** Staff see every posting, its owner their own; what is public stands on public pages. */
export const visiblePostings: Visible<'posting'> = ({ actor }, query) =>
  actor.staffId || actor.kind === 'system'
    ? query
    : query.where('posting.party_id', 'in', [noId, ...actor.parties])

const speaksFor = (actor: Actor, party: string): boolean =>
  actor.parties.includes(party) || (actor.twin?.parties.includes(party) ?? false)

export const asker: Addressee<Introduction> = {
  says: '申请对接的一方',
  test: (actor, row) => actor.parties.includes(row.asker_party_id),
  address: row => ({ party_id: row.asker_party_id }),
}
export const owner: Addressee<Introduction> = {
  says: '被对接的一方',
  test: (actor, row) => actor.parties.includes(row.owner_party_id),
  address: row => ({ party_id: row.owner_party_id }),
}
export const eitherSide: Who<Introduction> = {
  says: '双方',
  test: (actor, row) => asker.test(actor, row, none) || owner.test(actor, row, none),
}
const none = undefined as never

/** Whose answer is awaited now. */
export const inTurn: Who<Introduction> = {
  says: '待答复的一方',
  test: (actor, row) => (row.state === 'sounding' ? asker : owner).test(actor, row, none),
}

/** With `not`: nobody brings together what is their own, by whichever of their accounts. */
export const ownMatter: Who<Introduction> = {
  says: '双方本人',
  test: (actor, row) => speaksFor(actor, row.asker_party_id) || speaksFor(actor, row.owner_party_id),
}
export const conflicted: Who<Introduction> = {
  says: '已说明有利益冲突的人',
  test: (actor, row) => actor.staffId !== null && row.conflicted_ids.includes(actor.staffId),
}
export { officer }

/** Those who may read of introductions: staff who work on them, and the bureau. */
export const seesIntroductions = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null &&
    (actor.organisation === 'bureau' || holds(actor, handleMatches, verifyMatches, reviewPostings)))

/** Who is asked learns of it once an officer has taken it, and not before. */
export const visibleIntroductions: Visible<'introduction'> = ({ actor }, query) =>
  seesIntroductions(actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('introduction.asker_party_id', 'in', [noId, ...actor.parties]),
          eb.and([
            eb('introduction.owner_party_id', 'in', [noId, ...actor.parties]),
            eb('introduction.state', 'not in', ['asked', 'sounding']),
            eb('introduction.officer_id', 'is not', null),
          ]),
        ]),
      )

/** Figures and follow-ups are seen by whoever sees their introduction. */
export const visibleFigures: Visible<'introduction_figure'> = (ctx, query) =>
  seesIntroductions(ctx.actor)
    ? query
    : query.where('introduction_figure.introduction_id', 'in', ownIntroductions(ctx))

export const visibleFollowUps: Visible<'introduction_follow_up'> = ({ actor }, query) =>
  seesIntroductions(actor) ? query : query.where('introduction_follow_up.id', 'is', null)

const ownIntroductions = (ctx: Parameters<Visible<'introduction'>>[0]) =>
  visibleIntroductions(ctx, ctx.db.selectFrom('introduction')).select('introduction.id')
