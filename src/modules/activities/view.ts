import { badgeOf, buttonsFor, story } from '#modules/actions'
import { actedBy } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesByRecord } from '#platform/files'
import { money } from '#platform/format'
import { compileForm, fieldsOf } from '#platform/forms'
import { maskPhone } from '#platform/identifiers'
import { holds } from '#platform/who'
import { methods } from './arrivals.ts'
import { manageActivities, receiveGuests } from './duties.ts'
import { type Activity, questionsOf } from './inputs.ts'
import { inBrief, spanInWords } from './moments.ts'
import { fewestOpinions, marks } from './opinions.ts'
import {
  activityOf,
  countsOf,
  opinionsOf,
  participantsOf,
  placeInLine,
  type RegistrationRow,
} from './queries.ts'
import { registrationFlow } from './registration.ts'
import { missedMonths, missedMost, offerHours } from './settings.ts'
import { arrivedText, feeText, groupLabel, groupsText, phaseOf, placeText, rulesFor } from './words.ts'

/** The pictures that stand for activities, by activity; the last one that was chosen. */
export async function coversOf(ctx: Ctx, rows: ReadonlyArray<Pick<Activity, 'id' | 'cover_alt'>>) {
  const files = await filesByRecord(
    ctx,
    'activity',
    rows.map(row => row.id),
  )
  return new Map(
    rows.flatMap(row => {
      const last = (files.get(row.id) ?? []).filter(file => file.field === 'cover').at(-1)
      return last ? [[row.id, { id: last.id, alt: row.cover_alt }] as const] : []
    }),
  )
}

/** Activities as the public sees them in a list. */
export async function cardsOf(ctx: Ctx, rows: readonly Activity[]) {
  const [covers, counts] = await Promise.all([
    coversOf(ctx, rows),
    countsOf(
      ctx,
      rows.map(row => row.id),
    ),
  ])
  return rows.map(row => {
    const numbers = counts.get(row.id) ?? { taken: 0, waiting: 0, missed: 0, came: 0 }
    return {
      id: row.id,
      title: row.title,
      kind: row.kind,
      series: row.series,
      when: spanInWords(row),
      day: dayOf(row.starts_at),
      place: placeText(row),
      phase: phaseOf(row, numbers, ctx.now),
      came: row.state === 'held' || row.state === 'closed' ? numbers.came : null,
      summary: row.summary,
      reason: row.cancel_reason,
      cover: covers.get(row.id) ?? null,
    }
  })
}
export type ActivityCard = Awaited<ReturnType<typeof cardsOf>>[number]

/** One activity as everybody sees it. */
export async function publicView(ctx: Ctx, row: Activity) {
  const [card] = await cardsOf(ctx, [row])
  return {
    ...(card as ActivityCard),
    about: row.about,
    audience: row.audience,
    organiser: row.organiser,
    capacity: row.capacity,
    mostPeople: row.most_people,
    groups: groupsText(row, ctx.now),
    registration: `${inBrief(row.opens_at, ctx.now)} 至 ${inBrief(row.closes_at, ctx.now)}`,
    fee: feeText(row),
    moved: row.move_reason,
    rules: rulesFor(ctx, {
      offer: offerHours.of(ctx.centre),
      missed: missedMost.of(ctx.centre),
      months: missedMonths.of(ctx.centre),
    }),
  }
}
export type PublicActivity = Awaited<ReturnType<typeof publicView>>

/** One registration, for whoever registered and for staff. */
export async function registrationView(ctx: Ctx, row: RegistrationRow) {
  const activity = await activityOf(ctx, row.activity_id)
  const people = await participantsOf(ctx, [row.id])
  return {
    row,
    title: row.title,
    when: spanInWords(row),
    place: placeText(activity),
    fee: feeText(activity),
    state: badgeOf(registrationFlow, row.state),
    until: row.answer_until ? inBrief(row.answer_until, ctx.now) : null,
    line: await placeInLine(ctx, row),
    moved: activity.move_reason,
    cancelled: activity.cancel_reason,
    group: groupLabel(activity, row.group_code),
    people: people.map(one => ({
      id: one.id,
      name: one.name,
      phone:
        one.phone &&
        (holds(ctx.actor, receiveGuests) || !ctx.actor.staffId ? one.phone : maskPhone(one.phone)),
      arrived: arrivedText(one, methods),
    })),
    answers: answersOf(ctx, activity, row.answers),
    paid: row.paid_fen === null ? null : [money(row.paid_fen), row.paid_note].filter(Boolean).join(' · '),
    buttons: await buttonsFor(ctx, registrationFlow, row),
    acted: await actedBy(ctx, row),
    story: await story(ctx, { recordId: row.id }),
  }
}
export type RegistrationView = Awaited<ReturnType<typeof registrationView>>

/** Answers to the activity's own questions, in their order. */
function answersOf(ctx: Ctx, activity: Activity, answers: unknown) {
  const given = answers as Record<string, unknown>
  return fieldsOf(compileForm(questionsOf(activity), dayOf(ctx.now))).flatMap(field => {
    const value = given[field.name]
    if (value === undefined || value === '') return []
    const text = Array.isArray(value)
      ? value.join('、')
      : field.widget === 'money'
        ? money(Number(value))
        : String(value)
    return [{ label: field.label, value: text }]
  })
}

/** What participants said, never of fewer than five. */
export async function opinionView(ctx: Ctx, activityId: string) {
  const rows = await opinionsOf(ctx, activityId)
  if (rows.length < fewestOpinions) return null
  return {
    count: rows.length,
    mean: Math.round((rows.reduce((sum, one) => sum + one.mark, 0) / rows.length) * 10) / 10,
    marks: Object.entries(marks)
      .reverse()
      .map(([mark, label]) => ({ label, count: rows.filter(one => one.mark === Number(mark)).length })),
    comments: rows.flatMap(one => (one.comment ? [one.comment] : [])).slice(0, 50),
  }
}
export type OpinionView = NonNullable<Awaited<ReturnType<typeof opinionView>>>

/** Phones are for those who receive guests or organise. */
export const seesPhones = (ctx: Ctx): boolean => holds(ctx.actor, receiveGuests, manageActivities)
