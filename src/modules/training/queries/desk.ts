import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

export interface ClassFilter {
  question: string
  state: string
  kind: string
  year: string
}

/** 培训班台账: latest first, by pages. */
export function classList(ctx: Ctx, filter: ClassFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('training_class')
    .leftJoin('staff', 'staff.id', 'training_class.owner_id')
    .selectAll('training_class')
    .select('staff.name as owner')
    .orderBy('training_class.starts_on', 'desc')
    .orderBy('training_class.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('training_class.state', '=', filter.state)
  if (filter.kind) query = query.where('training_class.kind', '=', filter.kind)
  if (/^20\d\d$/.test(filter.year))
    query = query
      .where('starts_on', '>=', `${filter.year}-01-01`)
      .where('starts_on', '<=', `${filter.year}-12-31`)
  if (filter.question)
    query = query.where(
      sql<boolean>`training_class.title like ${`%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`}`,
    )
  return query.execute()
}

/** Classes held between two days: how many, 人次 and 人数 (distinct persons by ID hash). */
export async function yearFigures(ctx: Ctx, from: string, until: string) {
  const { classes, times, persons } = await ctx.db
    .selectFrom('training_class')
    .leftJoin('enrolment', join =>
      join
        .onRef('enrolment.class_id', '=', 'training_class.id')
        .on('enrolment.state', 'in', ['accepted', 'completed', 'failed']),
    )
    .select([
      sql<number>`count(distinct training_class.id)::int`.as('classes'),
      sql<number>`count(enrolment.id)::int`.as('times'),
      sql<number>`count(distinct enrolment.id_hash)::int`.as('persons'),
    ])
    .where('training_class.state', 'in', ['running', 'finishing', 'completed', 'archived'])
    .where('starts_on', '>=', from)
    .where('starts_on', '<=', until)
    .executeTakeFirstOrThrow()
  return { classes, times, persons }
}

/** The costs of a class, as they were noted. */
export const costsOf = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('training_cost')
    .selectAll()
    .where('class_id', '=', classId)
    .orderBy('paid_on')
    .orderBy('id')
    .limit(500)
    .execute()

/** What each class spent so far, of what was checked; by class. */
export async function spentOf(ctx: Ctx, classIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('training_cost')
    .select(['class_id', sql<string>`sum(amount_fen)`.as('fen')])
    .where('class_id', 'in', [noId, ...classIds])
    .where('state', 'in', ['checked', 'settled'])
    .groupBy('class_id')
    .limit(2_000)
    .execute()
  return new Map(rows.map(row => [row.class_id, Number(row.fen)]))
}

/** Marks of a class, or of a lecturer over all classes; without those that still wait to be mixed. */
export const opinionsOf = (ctx: Ctx, of: { class: string } | { lecturer: string }) =>
  ctx.db
    .selectFrom('training_opinion')
    .leftJoin('lecturer', 'lecturer.id', 'training_opinion.lecturer_id')
    .select(['training_opinion.mark', 'training_opinion.comment', 'lecturer_id', 'lecturer.name as lecturer'])
    .$if('class' in of, query => query.where('class_id', '=', (of as { class: string }).class))
    .$if('lecturer' in of, query => query.where('lecturer_id', '=', (of as { lecturer: string }).lecturer))
    .orderBy('training_opinion.id')
    .limit(5_000)
    .execute()

/** Lecturers by name, with their marks; a mean is told from five marks on. */
export const lecturers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('lecturer')
    .selectAll('lecturer')
    .select(eb => [
      eb
        .selectFrom('training_opinion')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('training_opinion.lecturer_id', '=', 'lecturer.id')
        .as('marks'),
      eb
        .selectFrom('training_opinion')
        .select(sql<number | null>`avg(mark)::float8`.as('mean'))
        .whereRef('training_opinion.lecturer_id', '=', 'lecturer.id')
        .as('mean'),
    ])
    .orderBy('lecturer.state')
    .orderBy('lecturer.name')
    .limit(500)
    .execute()

/** Courses by title, with how many classes were held of each. */
export const courses = (ctx: Ctx) =>
  ctx.db
    .selectFrom('course')
    .selectAll('course')
    .select(eb =>
      eb
        .selectFrom('training_class')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('training_class.course_id', '=', 'course.id')
        .where('training_class.state', '!=', 'cancelled')
        .as('classes'),
    )
    .orderBy('course.state')
    .orderBy('course.title')
    .limit(500)
    .execute()

/** Classes in which a lecturer teaches, or that are held of a course; the latest first. */
export const classesWith = (ctx: Ctx, of: { lecturer: string } | { course: string }) =>
  ctx.db
    .selectFrom('training_class')
    .select(['id', 'title', 'number', 'state', 'starts_on', 'ends_on'])
    .$if('course' in of, query => query.where('course_id', '=', (of as { course: string }).course))
    .$if('lecturer' in of, query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('lesson')
            .select('lesson.id')
            .whereRef('lesson.class_id', '=', 'training_class.id')
            .where('lesson.lecturer_id', '=', (of as { lecturer: string }).lecturer)
            .where('lesson.state', '=', 'planned'),
        ),
      ),
    )
    .orderBy('starts_on', 'desc')
    .limit(50)
    .execute()
