import { sql } from 'kysely'
import { startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { learnerStates } from './records.ts'

/** Every record of a class with what counting needs, in the order of learners and half days. */
export const gridRecords = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .select(['attendance.id', 'attendance.enrolment_id', 'attendance.session_id', 'attendance.state'])
    .select(['attendance.method', 'attendance.at', 'attendance.reason'])
    .select(['attendance_session.hours_tenths', 'attendance_session.closes_at'])
    .select('enrolment.id_hash')
    .where('attendance.class_id', '=', classId)
    .where('attendance_session.state', '!=', 'dropped')
    .where('enrolment.state', 'in', learnerStates)
    .orderBy('enrolment.turn')
    .orderBy('attendance_session.starts_at')
    .limit(100_000)
    .execute()
export type GridRecord = Awaited<ReturnType<typeof gridRecords>>[number]

/** First and last day of what is counted. */
export interface Period {
  from: string
  until: string
}

const counted = (ctx: Ctx, { from, until }: Period) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .where('attendance_session.state', '!=', 'dropped')
    .where('enrolment.state', 'in', learnerStates)
    .where('attendance_session.starts_at', '>=', startOfDay(from))
    .where('attendance_session.starts_at', '<', new Date(startOfDay(until).getTime() + 86_400_000))

const there = sql`attendance.state = 'present'`
const figures = {
  visits: sql<number>`(count(*) filter (where ${there}))::int`,
  late: sql<number>`(count(*) filter (where ${there} and attendance.method = 'late'))::int`,
  people: sql<number>`(count(distinct enrolment.id_hash) filter (where ${there}))::int`,
  hours_tenths: sql<number>`coalesce(sum(attendance_session.hours_tenths) filter (where ${there}), 0)::int`,
}

/** 人次, 人数, hours of all classes in a period: people once, in however many classes. The same as `figuresOf` of the records. */
export const figuresIn = (ctx: Ctx, period: Period) =>
  counted(ctx, period)
    .select([
      figures.visits.as('visits'),
      figures.late.as('late'),
      figures.people.as('people'),
      figures.hours_tenths.as('hours_tenths'),
    ])
    .executeTakeFirstOrThrow()

/** … of each class; one page, the latest class first. */
export const figuresByClass = (ctx: Ctx, period: Period, question: string, page: number, size: number) =>
  counted(ctx, period)
    .innerJoin('training_class', 'training_class.id', 'attendance.class_id')
    .select(['training_class.id', 'training_class.number', 'training_class.title', 'training_class.state'])
    .select(['training_class.starts_on', 'training_class.ends_on'])
    .select([
      figures.visits.as('visits'),
      figures.late.as('late'),
      figures.people.as('people'),
      figures.hours_tenths.as('hours_tenths'),
      sql<number>`count(distinct attendance.enrolment_id)::int`.as('learners'),
      sql<number>`count(distinct attendance.session_id)::int`.as('halves'),
      sql<number>`coalesce(sum(attendance_session.hours_tenths) filter (where attendance_session.closes_at <= ${ctx.now}), 0)::int`.as(
        'whole_tenths',
      ),
      sql<number>`coalesce(sum(attendance_session.hours_tenths) filter (where attendance_session.closes_at <= ${ctx.now} and ${there}), 0)::int`.as(
        'present_tenths',
      ),
    ])
    .$if(question !== '', query =>
      query.where(eb =>
        eb.or([
          eb(sql<number>`strpos(training_class.title, ${question})`, '>', 0),
          eb('training_class.number', '=', question),
        ]),
      ),
    )
    .groupBy(['training_class.centre_id', 'training_class.id'])
    .orderBy('training_class.starts_on', 'desc')
    .orderBy('training_class.id', 'desc')
    .offset((page - 1) * size)
    .limit(size + 1)
    .execute()

/** How many were there, and how many were expected, by half day. */
export const countsBySession = async (ctx: Ctx, classId: string) => {
  const rows = await ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .select('attendance.session_id')
    .select([
      sql<number>`count(*)::int`.as('expected'),
      sql<number>`(count(*) filter (where attendance.state = 'present'))::int`.as('came'),
      sql<number>`(count(*) filter (where attendance.method = 'late'))::int`.as('late'),
      sql<number>`(count(*) filter (where attendance.state = 'asked'))::int`.as('asked'),
    ])
    .where('attendance.class_id', '=', classId)
    .where('enrolment.state', 'in', learnerStates)
    .groupBy('attendance.session_id')
    .limit(400)
    .execute()
  return new Map(rows.map(row => [row.session_id, row]))
}

/** Photos and papers that are kept, with who added them. */
export const sheetsOf = (ctx: Ctx, classId: string, sessionId: string | null = null) =>
  ctx.db
    .selectFrom('attendance_sheet')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance_sheet.session_id')
    .leftJoin('staff', 'staff.id', 'attendance_sheet.added_by')
    .selectAll('attendance_sheet')
    .select(['attendance_session.half', 'staff.name as by'])
    .where('attendance_sheet.class_id', '=', classId)
    .$if(sessionId !== null, query => query.where('attendance_sheet.session_id', '=', sessionId ?? noId))
    .orderBy('attendance_sheet.id')
    .limit(500)
    .execute()

/** Late entries of a class with their people, or of all classes, the latest first. */
export const entriesOf = (
  ctx: Ctx,
  { classId, sessionId, state }: { classId?: string; sessionId?: string; state?: string },
  limit = 200,
) =>
  ctx.db
    .selectFrom('attendance_entry')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance_entry.session_id')
    .innerJoin('training_class', 'training_class.id', 'attendance_entry.class_id')
    .selectAll('attendance_entry')
    .select(['attendance_session.half', 'training_class.title', 'training_class.number'])
    .select(
      sql<number>`(select count(*)::int from attendance_entry_line l where l.entry_id = attendance_entry.id)`.as(
        'people',
      ),
    )
    .$if(classId !== undefined, query => query.where('attendance_entry.class_id', '=', classId ?? noId))
    .$if(sessionId !== undefined, query => query.where('attendance_entry.session_id', '=', sessionId ?? noId))
    .$if(state !== undefined, query => query.where('attendance_entry.state', '=', state ?? ''))
    .orderBy('attendance_entry.id', 'desc')
    .limit(limit)
    .execute()

/** Questions of a class, or of all classes, the latest first. */
export const signalsOf = (ctx: Ctx, { classId, state }: { classId?: string; state?: string }, limit = 200) =>
  ctx.db
    .selectFrom('attendance_signal')
    .innerJoin('training_class', 'training_class.id', 'attendance_signal.class_id')
    .selectAll('attendance_signal')
    .select(['training_class.title', 'training_class.number'])
    .$if(classId !== undefined, query => query.where('attendance_signal.class_id', '=', classId ?? noId))
    .$if(state !== undefined, query => query.where('attendance_signal.state', '=', state ?? ''))
    .orderBy('attendance_signal.id', 'desc')
    .limit(limit)
    .execute()

/** What keeps a class from being judged: half days that go on, and what waits for an answer. */
export const openMatters = (ctx: Ctx, classId: string) =>
  sql<{ running: number; entries: number; leaves: number; signals: number }>`select
    (select count(*)::int from attendance_session where class_id = ${classId} and state in ('planned', 'open')
      and closes_at > ${ctx.now}) as running,
    (select count(*)::int from attendance_entry where class_id = ${classId} and state = 'proposed') as entries,
    (select count(*)::int from attendance where class_id = ${classId} and state = 'asked') as leaves,
    (select count(*)::int from attendance_signal where class_id = ${classId} and state = 'open') as signals`
    .execute(ctx.db)
    .then(({ rows }) => rows[0] as { running: number; entries: number; leaves: number; signals: number })
