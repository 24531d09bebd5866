import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { type KeyPerson, type Qualification, saysWhat } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { publicityEnds } from '#platform/publicity'
import { points } from '#platform/scoring'
import { dueOf } from '#platform/tasks'
import { criteria, criterionKeys, type Scores } from './criteria.ts'
import { checkAdmissions, decideAdmissions } from './duties.ts'
import { type Offering, refusals } from './inputs.ts'
import { admissionObjectionFlow } from './objection.ts'
import { objectionsOf, reviewsOf } from './queries.ts'
import { reviewFlow } from './review.ts'
import { nextOf, stepsOf } from './steps.ts'
import { type Admission, admissionFlow } from './workflow.ts'

/** One application as its firm and the desk see it. */
export async function admissionView(ctx: Ctx, row: Admission) {
  const [buttons, files, told, offers, ends, due] = await Promise.all([
    buttonsFor(ctx, admissionFlow, row),
    filesOf(ctx, 'admission', row.id),
    story(ctx, { recordId: row.id }),
    saysWhat(ctx, row.offers as unknown as Offering[]),
    publicityEnds(ctx, 'admission', [row.id]),
    dueOf(ctx, 'admission', row.id),
  ])
  return {
    row,
    state: badgeOf(admissionFlow, row.state),
    // While it is public there is a last day, not a deadline for anybody.
    deadline: row.state === 'publicity' ? null : deadlineOf(ctx, due),
    publicUntil: ends.get(row.id) ?? null,
    steps: stepsOf(row.state),
    next: nextOf(row.state),
    lacking:
      row.state === 'returned'
        ? (told.find(one => one.state?.label === admissionFlow.states.returned.label)?.note ?? null)
        : null,
    people: row.key_people as unknown as KeyPerson[],
    qualifications: row.qualifications as unknown as Qualification[],
    refusal: row.refusal ? refusals[row.refusal as keyof typeof refusals] : null,
    score: row.score === null ? null : points(row.score),
    offers,
    buttons,
    files,
    story: told,
  }
}
export type AdmissionView = Awaited<ReturnType<typeof admissionView>>

/** What only the desk sees of it: the sheets, as far as this reader may, and the objections. */
export async function deskView(ctx: Ctx, row: Admission) {
  const overseen = [checkAdmissions, decideAdmissions].some(duty => ctx.actor.duties.has(duty.code))
  const [view, reviews, objections] = await Promise.all([
    admissionView(ctx, row),
    reviewsOf(ctx, row.id),
    overseen ? objectionsOf(ctx, row.id) : [],
  ])
  return {
    ...view,
    reviews: await Promise.all(
      reviews.map(async ({ row: review, reviewer, hidden }) => ({
        id: review.id,
        reviewer,
        state: badgeOf(reviewFlow, review.state),
        hidden,
        total: hidden || review.total === null ? null : points(review.total),
        marks: hidden || review.scores === null ? [] : marksIn(review.scores as unknown as Scores),
        opinion: hidden ? null : review.opinion,
        conflict: hidden ? null : review.conflict,
        buttons: hidden ? [] : await buttonsFor(ctx, reviewFlow, review),
      })),
    ),
    objections: await Promise.all(
      objections.map(async one => ({
        ...one,
        state: badgeOf(admissionObjectionFlow, one.state),
        buttons: await buttonsFor(ctx, admissionObjectionFlow, one),
      })),
    ),
  }
}
export type DeskAdmissionView = Awaited<ReturnType<typeof deskView>>

const marksIn = (scores: Scores) =>
  criterionKeys.map(key => ({ label: criteria[key].label, weight: criteria[key].weight, mark: scores[key] }))
