import { z } from 'zod'
import { bookPlace, moment, momentText, releasePlace } from '#modules/activities'
import { bookable } from '#modules/bookings'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { TrainingClass } from './doors.ts'
import { choice, classHours, tenths, text, words } from './fields.ts'
import { followAll } from './follow.ts'
import type { LessonRow } from './lesson.ts'
import { lecturersInUse } from './queries/choices.ts'
import { holdTimetable, learnersElsewhere, lessonsOf } from './queries/lessons.ts'
import { forms, halfOf } from './words.ts'

export interface Lesson {
  class_id: string
  title: string
  starts_at: Date
  ends_at: Date
  form: 'theory' | 'practice'
  hours: number
  lecturer_id?: string | undefined
  resource_id?: string | undefined
  place: string
  change_reason?: string | undefined
}

const plannable = ['draft', 'approved', 'published', 'running'] as const

/** The class of a lesson; 404 where there is none, 409 where its timetable is closed. */
async function classFor(ctx: Ctx, id: unknown, lock = false): Promise<TrainingClass> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db
          .selectFrom('training_class')
          .selectAll()
          .where('id', '=', id)
          .$if(lock, query => query.forUpdate())
          .executeTakeFirst()
      : undefined
  if (!row) throw notFound('这个培训班')
  return row
}
function refuseClosed(row: TrainingClass): void {
  if (!(plannable as readonly string[]).includes(row.state))
    throw conflict(
      row.state === 'approving' ? '开班申请正在审批，课程表不能改。' : '这个班的课程表不能再改。',
    )
}

export const aboutClass = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await classFor(ctx, raw.class_id).catch(() => null))?.title ?? null

export async function lessonInput(ctx: Ctx, row: LessonRow | null, raw: Record<string, unknown>) {
  const one = await classFor(ctx, row?.class_id ?? raw.class_id)
  refuseClosed(one)
  const [lecturers, places] = await Promise.all([lecturersInUse(ctx), bookable(ctx)])
  const rooms = places.filter(place => place.kind !== 'vehicle')
  return z.object({
    class_id: z.literal(one.id).meta({ widget: 'hidden' }),
    title: words('内容', 2, 60),
    starts_at: moment('开始时间'),
    ends_at: moment('结束时间'),
    form: oneOf(forms, '形式', 'radio'),
    hours: classHours('学时'),
    ...(lecturers.length > 0 && { lecturer_id: choice('讲师', lecturers) }),
    ...(rooms.length > 0 && {
      resource_id: choice(
        '使用中心的场地',
        rooms.map(({ id, name, capacity }) => ({ value: id, label: `${name}（${capacity} 人）` })),
        { help: '选了就自动预约这段时间；在外上课的不选。' },
      ),
    }),
    place: text('地点', 80, { help: '与班的地点相同的可不填；线上课写“线上”。' }),
    ...(row && one.published_at && { change_reason: words('调课原因', 2, 200) }),
  }) as unknown as z.ZodType<Lesson>
}

export const knownLesson = async (_ctx: Ctx, row: LessonRow | null): Promise<Record<string, unknown>> =>
  row
    ? {
        ...row,
        change_reason: undefined,
        hours: row.hours_tenths / 10,
        starts_at: momentText(row.starts_at),
        ends_at: momentText(row.ends_at),
      }
    : {}

/** The half day after the last lesson: most timetables go on like that. */
export async function nextLesson(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const one = await classFor(ctx, raw.class_id)
  const last = (await lessonsOf(ctx, one.id)).at(-1)
  if (!last) return { starts_at: `${one.starts_on}T09:00`, ends_at: `${one.starts_on}T12:00`, hours: 4 }
  const [on, half] = last.half.split(' ')
  const next = half === 'am' ? on : addDays(on as string, 1)
  const [from, to] = half === 'am' ? ['14:00', '17:00'] : ['09:00', '12:00']
  return {
    starts_at: `${next}T${from}`,
    ends_at: `${next}T${to}`,
    hours: last.hours_tenths / 10,
    form: last.form,
    ...(last.lecturer_id && { lecturer_id: last.lecturer_id }),
    ...(last.resource_id && { resource_id: last.resource_id }),
    place: last.place === one.place ? '' : last.place,
  }
}

export async function placed(ctx: Ctx, row: LessonRow, input: Lesson) {
  return { class_id: input.class_id, ...(await arranged(ctx, row.id, input, null)) }
}

export const moved = (ctx: Ctx, row: LessonRow, input: Lesson) => arranged(ctx, row.id, input, row.booking_id)

export async function dropped(ctx: Ctx, row: LessonRow, input: { reason: string }) {
  refuseClosed(await classFor(ctx, row.class_id, true))
  if (row.starts_at <= ctx.now) throw conflict('这节课已经开始，不能取消。')
  await releasePlace(ctx, row.booking_id)
  return { booking_id: null, change_reason: input.reason }
}

export async function calledOff(ctx: Ctx, row: LessonRow) {
  await releasePlace(ctx, row.booking_id)
  return { booking_id: null }
}

/** Learners who were told to come hear of every change. */
export async function tellChange(ctx: Ctx, row: LessonRow): Promise<void> {
  const one = await classFor(ctx, row.class_id)
  if (one.published_at) await enqueue(ctx, followAll, { class_id: one.id, what: 'tellChange' })
}

/** The columns of a lesson, once lecturer, place, class and learners are known to be free then. */
async function arranged(ctx: Ctx, id: string, input: Lesson, bookingId: string | null) {
  await holdTimetable(ctx, 'places')
  const one = await classFor(ctx, input.class_id, true)
  refuseClosed(one)
  refuseWrongTime(ctx, one, input)
  const resource = input.resource_id ?? null
  const place = input.place || (await roomName(ctx, resource)) || one.place
  await refuseTwice(ctx, id, { ...input, place })
  await refuseWithoutAgreement(ctx, input)
  const busy = await learnersElsewhere(ctx, input)
  if (busy.length > 0)
    throw invalid({
      starts_at: `${busy.map(person => `${person.person_name}在“${person.title}”`).join('、')}有课`,
    })
  await releasePlace(ctx, bookingId)
  const { starts_at, ends_at } = input
  return {
    ...{ title: input.title, form: input.form, starts_at, ends_at, place },
    half: halfOf(starts_at),
    hours_tenths: tenths(input.hours),
    lecturer_id: input.lecturer_id ?? null,
    resource_id: resource,
    booking_id: await bookPlace(ctx, {
      ...{ resource_id: resource, starts_at, ends_at, capacity: one.capacity },
      ...{ title: one.title, owner_id: one.owner_id, purpose: `培训：${one.title}` },
    }),
    change_reason: input.change_reason ?? null,
  }
}

function refuseWrongTime(ctx: Ctx, one: TrainingClass, { starts_at, ends_at, hours }: Lesson): void {
  if (ends_at <= starts_at) throw invalid({ ends_at: '要晚于开始时间' })
  if (dayOf(starts_at) !== dayOf(new Date(ends_at.getTime() - 1)))
    throw invalid({ ends_at: '一节课在同一天内' })
  if (ends_at.getTime() - starts_at.getTime() > 6 * 3_600_000)
    throw invalid({ ends_at: '一节课在半天之内，上午、下午请分开排' })
  const on = dayOf(starts_at)
  if (on < one.starts_on || on > one.ends_on)
    throw invalid({ starts_at: `要在 ${one.starts_on} 至 ${one.ends_on} 之内` })
  if (hours <= 0 || hours > 12) throw invalid({ hours: '请填写 0.5 至 12 学时' })
  if (one.published_at && starts_at <= ctx.now) throw invalid({ starts_at: '要晚于现在' })
}

async function roomName(ctx: Ctx, id: string | null): Promise<string> {
  const room = id
    ? await ctx.db.selectFrom('resource').select('name').where('id', '=', id).executeTakeFirst()
    : undefined
  return room ? `${ctx.centre.name} ${room.name}` : ''
}

/** In words what the database forbids as well: lecturer, place and class have one lesson at a time. */
async function refuseTwice(ctx: Ctx, id: string, lesson: Lesson): Promise<void> {
  const others = await ctx.db
    .selectFrom('lesson')
    .innerJoin('training_class', 'training_class.id', 'lesson.class_id')
    .select(['lesson.class_id', 'lesson.lecturer_id', 'lesson.place', 'training_class.title'])
    .where('lesson.id', '!=', id)
    .where('lesson.state', '=', 'planned')
    .where('lesson.starts_at', '<', lesson.ends_at)
    .where('lesson.ends_at', '>', lesson.starts_at)
    .limit(200)
    .execute()
  for (const other of others) {
    if (other.class_id === lesson.class_id) throw invalid({ starts_at: '这个班这段时间已经有课' })
    if (lesson.lecturer_id && other.lecturer_id === lesson.lecturer_id)
      throw invalid({ lecturer_id: `这位讲师这段时间在“${other.title}”上课` })
    if (lesson.place !== '线上' && other.place === lesson.place)
      throw invalid({ place: `这段时间“${other.title}”在这里上课` })
  }
}

/** Whoever is paid has an agreement that is valid on the day. */
async function refuseWithoutAgreement(ctx: Ctx, { lecturer_id, starts_at }: Lesson): Promise<void> {
  if (!lecturer_id) return
  const lecturer = await ctx.db
    .selectFrom('lecturer')
    .select(['name', 'fee_fen', 'agreement_from', 'agreement_until'])
    .where('id', '=', lecturer_id)
    .executeTakeFirst()
  const on = dayOf(starts_at)
  const { agreement_from: from = null, agreement_until: until = null } = lecturer ?? {}
  if (!lecturer || (lecturer.fee_fen === 0 && until === null)) return
  if (!from || !until || on < from || on > until)
    throw invalid({ lecturer_id: `${lecturer.name}的协议不覆盖 ${on}，请先登记或续签协议` })
}
