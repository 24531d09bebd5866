import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** The lessons of a class as they are planned, in order, with who teaches them. */
export const lessonsOf = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('lesson')
    .leftJoin('lecturer', 'lecturer.id', 'lesson.lecturer_id')
    .selectAll('lesson')
    .select(['lecturer.name as lecturer', 'lecturer.title as lecturer_title'])
    .where('lesson.class_id', '=', classId)
    .where('lesson.state', '=', 'planned')
    .orderBy('lesson.starts_at')
    .orderBy('lesson.id')
    .limit(400)
    .execute()
export type Lesson = Awaited<ReturnType<typeof lessonsOf>>[number]

/** A lesson at the same time of another class that the same learners have: '李** 在“直播班”有课'. */
export async function learnersElsewhere(
  ctx: Ctx,
  span: { class_id: string; starts_at: Date; ends_at: Date },
): Promise<Array<{ person_name: string; title: string }>> {
  return await ctx.db
    .selectFrom('enrolment as mine')
    .innerJoin('enrolment as other', join =>
      join.onRef('other.id_hash', '=', 'mine.id_hash').onRef('other.class_id', '!=', 'mine.class_id'),
    )
    .innerJoin('lesson', 'lesson.class_id', 'other.class_id')
    .innerJoin('training_class', 'training_class.id', 'other.class_id')
    .select(['mine.person_name', 'training_class.title'])
    .where('mine.class_id', '=', span.class_id)
    .where('mine.state', '=', 'accepted')
    .where('other.state', '=', 'accepted')
    .where('lesson.state', '=', 'planned')
    .where('lesson.starts_at', '<', span.ends_at)
    .where('lesson.ends_at', '>', span.starts_at)
    .distinct()
    .limit(5)
    .execute()
}

/**
 * Nobody is in two lessons at once, whoever moves them: lessons are placed one after the other, and while somebody enrols,
 * whose lessons must stay where they are, none is. Before anything else is locked.
 */
export const holdTimetable = (ctx: Ctx, who: 'places' | 'enrols') =>
  who === 'places'
    ? sql`select pg_advisory_xact_lock(hashtextextended('timetable', ${ctx.centre.id}))`.execute(ctx.db)
    : sql`select pg_advisory_xact_lock_shared(hashtextextended('timetable', ${ctx.centre.id}))`.execute(
        ctx.db,
      )

/** Another class of this person with a lesson at the time of one of this class's; null where there is none. */
export async function clashOf(ctx: Ctx, idHash: string, classId: string): Promise<string | null> {
  const found = await ctx.db
    .selectFrom('enrolment as other')
    .innerJoin('training_class', 'training_class.id', 'other.class_id')
    .innerJoin('lesson as theirs', 'theirs.class_id', 'other.class_id')
    .innerJoin('lesson as ours', join =>
      join.on(
        sql<boolean>`ours.class_id = ${classId} and ours.starts_at < theirs.ends_at and ours.ends_at > theirs.starts_at`,
      ),
    )
    .select('training_class.title')
    .where('other.id_hash', '=', idHash)
    .where('other.class_id', '!=', classId)
    .where('other.state', 'in', ['applied', 'waiting', 'accepted'])
    .where('theirs.state', '=', 'planned')
    .where('ours.state', '=', 'planned')
    .limit(1)
    .executeTakeFirst()
  return found?.title ?? null
}

/** How often and how long lecturers teach from a day on, by lecturer. */
export const taughtBy = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('lesson')
    .select(['lecturer_id', sql<number>`sum(hours_tenths)::int`.as('tenths')])
    .select(({ fn }) => fn.countAll<number>().as('lessons'))
    .where('lecturer_id', 'in', [noId, ...ids])
    .where('state', '=', 'planned')
    .where('ends_at', '<=', ctx.now)
    .groupBy('lecturer_id')
    .limit(2_000)
    .execute()
