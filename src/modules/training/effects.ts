import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { workflows } from '#platform/workflow'
import { classCancelled, classCompleted, completionRules, type TrainingClass } from './doors.ts'
import { followAll } from './follow.ts'
import { type Amendment, type Plan, planned, refuseLate } from './inputs.ts'
import { advanceLine, houseOf } from './line.ts'
import { lessonsOf } from './queries/lessons.ts'
import { keepYears } from './settings.ts'
import { daysInWords, hours, kindLabel } from './words.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const flowOf = (subject: string) => {
  const flow = workflows.get(subject)
  if (!flow) throw new Error(`no workflow ${subject}`)
  return flow
}

export async function drafted(ctx: Ctx, _row: TrainingClass, input: Plan) {
  const { rows } = await sql<{ number: string }>`
    select next_class_number(${Number(input.starts_on.slice(0, 4))}) as number`.execute(ctx.db)
  return { ...planned(input), number: rows[0]?.number as string }
}

/** Lessons that stand already must lie within the days of the class. */
export async function redrafted(ctx: Ctx, row: TrainingClass, input: Plan) {
  const lessons = await lessonsOf(ctx, row.id)
  const outside = lessons.find(one => {
    const on = dayOf(one.starts_at)
    return on < input.starts_on || on > input.ends_on
  })
  if (outside)
    throw invalid({ starts_on: `课程表中“${outside.title}”在 ${dayOf(outside.starts_at)}，请先改课程表` })
  return planned(input)
}

/** 开班申请 is complete: its timetable covers the hours, and every hour has somebody who teaches it. */
export async function appliedFor(ctx: Ctx, row: TrainingClass): Promise<undefined> {
  refuseLate(ctx, row)
  const lessons = await lessonsOf(ctx, row.id)
  if (lessons.length === 0) throw conflict('还没有课程表，请先在“课程表”中排课。')
  const sum = lessons.reduce((all, one) => all + one.hours_tenths, 0)
  if (sum !== row.hours_tenths)
    throw conflict(`课程表合计 ${hours(sum)} 学时，申请的是 ${hours(row.hours_tenths)} 学时，请改成一致。`)
  if (lessons.some(one => one.lecturer_id === null))
    throw conflict('课程表中还有没有讲师的课，请先排上讲师。')
}

export async function published(ctx: Ctx, row: TrainingClass) {
  if (row.closes_at <= ctx.now) throw conflict('报名截止时间已经过了，请先在“调整名额和介绍”中改报名截止。')
  return { published_at: row.published_at ?? ctx.now }
}

/** Fewer seats than are taken already would turn people away who were told to come. */
export async function amended(ctx: Ctx, row: TrainingClass, input: Amendment) {
  if (dayOf(input.closes_at) > row.starts_on) throw invalid({ closes_at: '不能晚于开班当天' })
  if (input.closes_at <= row.opens_at) throw invalid({ closes_at: '要晚于报名开始' })
  const { taken } = await houseOf(ctx, row)
  const people = [...taken.values()].reduce((sum, one) => sum + one, 0)
  if (input.capacity < people) throw invalid({ capacity: `已录取 ${people} 人，不能再少` })
  if (input.quotas.reduce((sum, one) => sum + one.seats, 0) > input.capacity)
    throw invalid({ quotas: '预留名额合计超过了总名额' })
  const { quotas } = planned({ ...input, hours: 1, budget: [] } as unknown as Plan)
  return { ...input, quotas }
}

/** More seats: the line moves on. And it is found by its new words. */
export async function keepFindable(ctx: Ctx, row: TrainingClass): Promise<void> {
  if (row.state !== 'published') return
  await putInIndex(ctx, {
    subject: 'training_class',
    recordId: row.id,
    audience: 'public',
    title: row.title,
    summary: `培训班 · ${daysInWords(row)} · ${row.place}`,
    href: `/training/${row.id}`,
    text: [kindLabel(row.kind), row.about, row.audience, row.organiser].join('\n'),
  })
  await enqueue(ctx, advanceLine, { class_id: row.id })
}

/** Once it has begun, whoever still waits waits no more. */
export const begun = (ctx: Ctx, row: TrainingClass): Promise<void> =>
  enqueue(ctx, followAll, { class_id: row.id, what: 'endWaiting' })

/** 409 while somebody has not been reviewed or a rule cannot judge yet; says what is missing. */
export async function completed(ctx: Ctx, row: TrainingClass) {
  const missing = await missingFor(ctx, row)
  if (missing.length > 0) throw conflict(missing.join(''))
  return { completed_at: ctx.now }
}

/** What keeps a class from its completion, in sentences. */
export async function missingFor(ctx: Ctx, row: TrainingClass): Promise<string[]> {
  const { open } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('class_id', '=', row.id)
    .where('state', '=', 'applied')
    .executeTakeFirstOrThrow()
  const reasons = await Promise.all(completionRules.map(rule => rule.ready(ctx, row)))
  return [...(open > 0 ? [`还有 ${open} 份报名没有审核。`] : []), ...reasons.filter(one => one !== null)]
}

/** Every learner passes or fails by all rules together, and reads why. */
export async function judged(ctx: Ctx, row: TrainingClass): Promise<void> {
  const verdicts = await Promise.all(
    completionRules.map(async rule => ({ rule: rule.name, of: await rule.judge(ctx, row) })),
  )
  const learners = await ctx.db
    .selectFrom('enrolment')
    .select('id')
    .where('class_id', '=', row.id)
    .where('state', '=', 'accepted')
    .orderBy('turn')
    .limit(500)
    .execute()
  for (const { id } of learners) {
    const outcome = verdicts.flatMap(({ rule, of }) => {
      const verdict = of.get(id)
      return verdict ? [{ rule, ...verdict }] : []
    })
    const failed = outcome.filter(one => !one.met)
    await perform(asSystem(ctx), flowOf('enrolment'), failed.length > 0 ? 'fail' : 'complete', id, {
      outcome,
      reason: failed
        .map(one => one.says)
        .join('；')
        .slice(0, 300),
    })
  }
  await dropFromIndex(ctx, 'training_class', row.id)
  await classCompleted(ctx, row)
}

/** 409 while a cost is not checked. */
export async function settled(ctx: Ctx, row: TrainingClass) {
  const { open } = await ctx.db
    .selectFrom('training_cost')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('class_id', '=', row.id)
    .where('state', 'in', ['noted', 'returned'])
    .executeTakeFirstOrThrow()
  if (open > 0) throw conflict(`还有 ${open} 笔费用没有核对，核对完才能结清。`)
  if (row.over_asked_fen !== null) throw conflict('增加经费的申请还没有审批。')
  return { settled_at: ctx.now }
}

export async function costsSettled(ctx: Ctx, row: TrainingClass): Promise<void> {
  const costs = await ctx.db
    .selectFrom('training_cost')
    .select('id')
    .where('class_id', '=', row.id)
    .where('state', '=', 'checked')
    .limit(500)
    .execute()
  await performMany(
    asSystem(ctx),
    flowOf('training_cost'),
    'settle',
    costs.map(one => one.id),
  )
}

/** Kept for so many years from the day it is filed (at least ten, labour bureaus' norm). */
export async function archived(ctx: Ctx) {
  const today = dayOf(ctx.now)
  const years = keepYears.of(ctx.centre)
  // 29 February is kept until the day before 1 March.
  const until = `${Number(today.slice(0, 4)) + years}${today.slice(4)}`
  return {
    archived_at: ctx.now,
    keep_until: until.endsWith('-02-29') ? addDays(`${until.slice(0, 4)}-03-01`, -1) : until,
  }
}

/** Everybody is told, lecturers and places are free again. */
export async function calledOff(ctx: Ctx, row: TrainingClass): Promise<void> {
  await dropFromIndex(ctx, 'training_class', row.id)
  const lessons = await lessonsOf(ctx, row.id)
  await performMany(
    asSystem(ctx),
    flowOf('lesson'),
    'callOff',
    lessons.map(one => one.id),
  )
  if (row.published_at) await enqueue(ctx, followAll, { class_id: row.id, what: 'callOff' })
  await classCancelled(ctx, row)
}
