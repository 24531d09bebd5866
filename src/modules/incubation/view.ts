import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { date, money } from '#platform/format'
import { publicityEnds } from '#platform/publicity'
import { points } from '#platform/scoring'
import { dueOf } from '#platform/tasks'
import { holds } from '#platform/who'
import { fields, leaveKinds, refusals, type Seat, seats } from './codes.ts'
import { overseeing, seesIncubation } from './duties.ts'
import type { SheetLine } from './guide-standard.ts'
import type { Member } from './inputs.ts'
import { assessmentLine, monthLine, taskLine, trackingLine } from './lines.ts'
import { incubationObjectionFlow } from './objection.ts'
import type { Incubation } from './people.ts'
import { placesOf } from './places.ts'
import { assessmentsOf, monthsOfProject, trackingsOf } from './queries/figures.ts'
import { mentorList, offersTo, sessionsOf, tasksOf } from './queries/mentoring.ts'
import { objectionsOf, type ProjectRow } from './queries/projects.ts'
import { reviewsOf } from './queries/reviews.ts'
import { incubationReviewFlow } from './review.ts'
import { mentoringFlow } from './session.ts'
import { slotWords } from './slots.ts'
import { expectOf, stepsOf } from './steps.ts'
import { incubationFlow } from './workflow.ts'

const told = (fen: unknown): string => money(Number(fen))

/** One project as its start-up and the desk see it; figures only where the reader may. */
export async function projectView(ctx: Ctx, row: ProjectRow) {
  const own = ctx.actor.parties.includes(row.party_id)
  const figures = own || seesIncubation(ctx.actor)
  const [buttons, files, steps, ends, due, places] = await Promise.all([
    buttonsFor(ctx, incubationFlow, row as unknown as Incubation),
    filesOf(ctx, 'incubation', row.id),
    story(ctx, { recordId: row.id }),
    publicityEnds(ctx, 'incubation', [row.id]),
    dueOf(ctx, 'incubation', row.id),
    placesOf(ctx, row.id),
  ])
  const [months, assessments, trackings, sessions, tasks, offers] = await Promise.all([
    figures ? monthsOfProject(ctx, row.id) : [],
    figures ? assessmentsOf(ctx, row.id) : [],
    figures ? trackingsOf(ctx, row.id) : [],
    figures ? sessionsOf(ctx, { project: row.id }) : [],
    figures ? tasksOf(ctx, { project: row.id }) : [],
    own ? offersTo(ctx, row.party_id) : [],
  ])
  const proofs = await filesByRecord(
    ctx,
    'incubation_month',
    months.map(one => one.id),
  )
  return {
    row,
    own,
    figures,
    state: badgeOf(incubationFlow, row.state),
    deadline: row.state === 'publicity' ? null : deadlineOf(ctx, due),
    publicUntil: ends.get(row.id) ?? null,
    steps: stepsOf(row.state),
    expect: expectOf(row.state),
    lacking:
      row.state === 'returned'
        ? (steps.find(one => one.state?.label === incubationFlow.states.returned.label)?.note ?? null)
        : null,
    field: fields[row.field as keyof typeof fields],
    money: {
      invest: told(row.invest_fen),
      own: told(row.own_fen),
      revenue: told(row.revenue_fen),
      deposit: row.deposit_fen === null ? null : told(row.deposit_fen),
      fate: row.deposit_settled_on
        ? `${row.deposit_settled_on} 退还 ${told(row.refunded_fen)}，扣除 ${told(row.withheld_fen)}${row.deposit_reason ? `（${row.deposit_reason}）` : ''}`
        : null,
    },
    team: row.team as unknown as Member[],
    refusal: row.refusal ? refusals[row.refusal as keyof typeof refusals] : null,
    score: row.score === null ? null : points(row.score),
    leave: row.leave_kind ? leaveKinds[row.leave_kind as keyof typeof leaveKinds] : null,
    places: places.map(one => ({
      name: `${one.name}（${one.place}）`,
      term: `${date(one.starts_at)} 至 ${date(one.ends_at)}`,
      now: one.state === 'in_use',
    })),
    months: await Promise.all(months.map(async one => monthLine(ctx, one, proofs.get(one.id) ?? []))),
    assessments: await Promise.all(assessments.map(one => assessmentLine(ctx, one))),
    trackings: await Promise.all(trackings.map(one => trackingLine(ctx, one))),
    sessions: sessions.map(one => ({
      ...{ id: one.id, mentor: one.mentor, topic: one.topic, when: slotWords(one), at: one.starts_at },
      ...{ raw: one.state, recorded_by: one.recorded_by, state: badgeOf(mentoringFlow, one.state) },
    })),
    tasks: await Promise.all(tasks.map(one => taskLine(ctx, one))),
    offers,
    buttons,
    files,
    story: steps,
  }
}
export type ProjectView = Awaited<ReturnType<typeof projectView>>

/** What only the desk sees of it: the sheets, as far as this reader may, and the objections. */
export async function deskView(ctx: Ctx, row: ProjectRow) {
  const inHouse = ['incubating', 'warned'].includes(row.state)
  const [view, reviews, objections, mentors] = await Promise.all([
    projectView(ctx, row),
    reviewsOf(ctx, row.id),
    holds(ctx.actor, ...overseeing) ? objectionsOf(ctx, row.id) : [],
    inHouse && mayCreate(ctx, mentoringFlow, 'bookFor') ? mentorList(ctx) : [],
  ])
  const sheet = (row.sheet ?? []) as unknown as SheetLine[]
  return {
    ...view,
    bookable: mentors.filter(one => one.identity_id !== null).map(({ id, name }) => ({ id, name })),
    seed: row.draw_seed,
    reviews: await Promise.all(
      reviews.map(async ({ row: review, reviewer, hidden }) => ({
        id: review.id,
        reviewer,
        seat: seats[review.seat as Seat],
        state: badgeOf(incubationReviewFlow, review.state),
        hidden,
        total: hidden || review.total === null ? null : points(review.total),
        marks:
          hidden || review.scores === null ? [] : marksIn(sheet, review.scores as Record<string, number>),
        veto: hidden ? null : review.veto,
        opinion: hidden ? null : review.opinion,
        conflict: hidden ? null : review.conflict,
        buttons: hidden ? [] : await buttonsFor(ctx, incubationReviewFlow, review),
      })),
    ),
    objections: await Promise.all(
      objections.map(async one => ({
        ...one,
        state: badgeOf(incubationObjectionFlow, one.state),
        buttons: await buttonsFor(ctx, incubationObjectionFlow, one),
      })),
    ),
  }
}
export type DeskProjectView = Awaited<ReturnType<typeof deskView>>

const marksIn = (sheet: readonly SheetLine[], scores: Record<string, number>) =>
  sheet.map(line => ({ label: line.label, weight: line.weight, mark: scores[line.key] ?? 0 }))
