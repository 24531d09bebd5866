import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { followJobs, handleTalents, registerJobs, reviewJobs } from './duties.ts'

export type JobPost = RowOf<'job_post'>
export type Resume = RowOf<'resume'>
export type Application = RowOf<'job_application'>
export type JobCheck = RowOf<'job_check'>
export type Internship = RowOf<'internship'>
export type Talent = RowOf<'talent'>
export type TalentIntroduction = RowOf<'talent_introduction'>

/** Whose it is: of a post the employer, of everything else the person. */
const whose = (says: string): Addressee<{ party_id: string }> => ({
  says,
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
})
export const poster = whose('用人单位')
export const seeker = whose('本人')

/** Of an application, internship or introduction. */
export const employer: Addressee<{ employer_party_id: string }> = {
  says: '用人单位',
  test: (actor, row) => actor.parties.includes(row.employer_party_id),
  address: row => ({ party_id: row.employer_party_id }),
}

/** The employer, or staff who write things down for people. */
export const keeper: Who<JobPost> = anyOf<JobPost>(poster, registerJobs)

interface Sides {
  party_id: string
  employer_party_id: string
}
export const eitherSide: Who<Sides> = anyOf<Sides>(seeker, employer)

/** With `not`: nobody decides for the centre on what is their own, by whichever of their accounts. */
export const ofEitherSide: Who<Sides> = {
  says: '双方本人',
  test: ({ parties, twin }, row) =>
    [row.party_id, row.employer_party_id].some(
      one => parties.includes(one) || (twin?.parties.includes(one) ?? false),
    ),
}

/** Staff at the counter, for whom one of them has applied; never where they have a part in it themselves. */
export const helper: Who<Application> = {
  says: '代办的工作人员',
  test: (actor, row, facts) =>
    row.entered_by !== null && registerJobs.test(actor, row, facts) && !ofEitherSide.test(actor, row, facts),
}
/** The person, or the counter where they applied with its help and come back to it. */
export const seekerOrHelper: Who<Application> = anyOf<Application>(seeker, helper)

/** With `not`: who applied for somebody neither verifies nor assesses what came of it. */
export const enteredIt: Who<{ entered_by: string | null }> = {
  says: '代为应聘的人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.entered_by,
}

/** Whose answer about the interview is awaited. */
export const inTurn: Addressee<Application> = {
  says: '待确认的一方',
  test: (actor, row) => actor.parties.includes(turnOf(row)),
  address: row => ({ party_id: turnOf(row) }),
}
const turnOf = (row: Application): string => (row.turn === 'employer' ? row.employer_party_id : row.party_id)

/** Staff who follow who was hired, and the bureau. */
export const seesPlacements = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, followJobs)))

/** Staff who apply for people who have no phone, and see what became of it. */
export const helpsSeekers = (actor: Actor): boolean => actor.staffId !== null && holds(actor, registerJobs)

export const seesTalents = (actor: Actor): boolean => actor.kind === 'system' || holds(actor, handleTalents)

/** Whether posts, and not only what is public of them, are their work. */
export const worksOnJobs = (actor: Actor): boolean =>
  actor.staffId !== null &&
  (actor.organisation === 'bureau' || holds(actor, reviewJobs, registerJobs, followJobs, handleTalents))

const own = ({ actor }: Ctx): string[] => [noId, ...actor.parties]

export const visiblePosts: Visible<'job_post'> = (ctx, query) =>
  ctx.actor.kind === 'system' || worksOnJobs(ctx.actor)
    ? query
    : query.where('job_post.party_id', 'in', own(ctx))

/** One's own and nobody else's: no member of staff opens it either. */
export const visibleResumes: Visible<'resume'> = (ctx, query) =>
  ctx.actor.kind === 'system' ? query : query.where('resume.party_id', 'in', own(ctx))

/** The employer does not know any more of what was withdrawn. */
export const visibleApplications: Visible<'job_application'> = (ctx, query) =>
  seesPlacements(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          ...(helpsSeekers(ctx.actor) ? [eb('job_application.entered_by', 'is not', null)] : []),
          eb('job_application.party_id', 'in', own(ctx)),
          eb.and([
            eb('job_application.employer_party_id', 'in', own(ctx)),
            eb('job_application.state', '!=', 'withdrawn'),
          ]),
        ]),
      )

/** What somebody answers about their employer is not for the employer. */
export const visibleChecks: Visible<'job_check'> = (ctx, query) =>
  seesPlacements(ctx.actor) ? query : query.where('job_check.party_id', 'in', own(ctx))

export const visibleInternships: Visible<'internship'> = (ctx, query) =>
  seesPlacements(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('internship.party_id', 'in', own(ctx)),
          eb('internship.employer_party_id', 'in', own(ctx)),
        ]),
      )

export const visibleTalents: Visible<'talent'> = (ctx, query) =>
  seesTalents(ctx.actor) ? query : query.where('talent.party_id', 'in', own(ctx))

/** Before the person agrees the employer sees skills and no name; once they are gone, nothing. */
export const visibleIntroductions: Visible<'talent_introduction'> = (ctx, query) =>
  seesTalents(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('talent_introduction.party_id', 'in', own(ctx)),
          eb.and([
            eb('talent_introduction.employer_party_id', 'in', own(ctx)),
            eb('talent_introduction.state', 'in', ['asked', 'agreed', 'concluded']),
          ]),
        ]),
      )
