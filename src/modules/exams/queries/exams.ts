import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Exam, Sitting } from '../people.ts'

export const examById = (ctx: Ctx, id: string): Promise<Exam | undefined> =>
  ctx.db.selectFrom('exam').selectAll().where('id', '=', id).executeTakeFirst()

/** What a page of a sitting needs of its exam: without the pools, which may name thousands. */
export const examInBrief = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('exam')
    .innerJoin('training_class', 'training_class.id', 'exam.class_id')
    .select(['exam.id', 'exam.state', 'exam.title', 'exam.opens_at', 'exam.closes_at', 'exam.minutes'])
    .select(['exam.place', 'exam.rules', 'exam.pass_mark', 'exam.theory_weight', 'exam.practical_weight'])
    .select(['exam.theory_most', 'exam.practical_most', 'exam.retakes', 'exam.retake_days', 'exam.paper_id'])
    .select(['exam.practical_id', 'exam.multiple_rule', 'exam.class_id', 'exam.owner_id'])
    .select('training_class.title as class_title')
    .where('exam.id', '=', id)
    .executeTakeFirst()

export interface ExamFilter {
  state: string
  classId?: string
}

/** Exams with class and counts of sittings, newest first. One more than a page. */
export const examList = (ctx: Ctx, { state, classId }: ExamFilter, page: number, size: number) =>
  ctx.db
    .selectFrom('exam')
    .innerJoin('training_class', 'training_class.id', 'exam.class_id')
    .leftJoin('staff', 'staff.id', 'exam.owner_id')
    .select(['exam.id', 'exam.state', 'exam.title', 'exam.class_id', 'exam.opens_at', 'exam.closes_at'])
    .select(['exam.minutes', 'exam.retake_of', 'exam.theory_weight', 'exam.practical_weight'])
    .select(['training_class.title as class_title', 'staff.name as owner'])
    .select(({ selectFrom, fn, ref }) => [
      selectFrom('exam_sitting')
        .select(fn.countAll<number>().as('n'))
        .whereRef('exam_sitting.exam_id', '=', ref('exam.id'))
        .where('exam_sitting.state', '<>', 'cancelled')
        .as('candidates'),
      selectFrom('exam_sitting')
        .select(fn.countAll<number>().as('n'))
        .whereRef('exam_sitting.exam_id', '=', ref('exam.id'))
        .where('exam_sitting.passed', '=', true)
        .as('passed'),
    ])
    .$if(state !== '', query => query.where('exam.state', '=', state as 'draft'))
    .$if(classId !== undefined, query => query.where('exam.class_id', '=', classId as string))
    .orderBy('exam.opens_at', 'desc')
    .orderBy('exam.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** All exams of a class that were not called off, the first one first. */
export const examsOfClass = (ctx: Ctx, classId: string): Promise<Exam[]> =>
  ctx.db
    .selectFrom('exam')
    .selectAll()
    .where('class_id', '=', classId)
    .where('state', '<>', 'cancelled')
    .orderBy('opens_at')
    .limit(50)
    .execute()

/** Learners of a class who are expected to sit its exams. */
export const learnersToExamine = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('enrolment')
    .select(['id', 'identity_id', 'party_id', 'person_name', 'phone', 'turn'])
    .where('class_id', '=', classId)
    .where('state', '=', 'accepted')
    .orderBy('turn')
    .limit(2_000)
    .execute()

/** Whose account a phone is, for those who were enrolled by somebody else. */
export async function identitiesOfPhones(ctx: Ctx, phones: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('identity')
    .select(['id', 'phone_number'])
    .where('phone_number', 'in', ['', ...phones])
    .execute()
  return new Map(rows.map(row => [row.phone_number as string, row.id]))
}

export const sittingsOfExam = (ctx: Ctx, examId: string, limit = 2_000): Promise<Sitting[]> =>
  ctx.db
    .selectFrom('exam_sitting')
    .selectAll()
    .where('exam_id', '=', examId)
    .orderBy('person_name')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Sittings of some exams by state: for what is still open. */
export const sittingsIn = (ctx: Ctx, examIds: readonly string[], states: readonly Sitting['state'][]) =>
  ctx.db
    .selectFrom('exam_sitting')
    .select(['id', 'exam_id', 'enrolment_id', 'state', 'attempt', 'passed', 'score_tenths', 'released_at'])
    .where('exam_id', 'in', [noId, ...examIds])
    .where('state', 'in', states)
    .orderBy('id')
    .limit(20_000)
    .execute()

export const sittingsOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exam_sitting')
    .innerJoin('exam', 'exam.id', 'exam_sitting.exam_id')
    .innerJoin('training_class', 'training_class.id', 'exam_sitting.class_id')
    .select(['exam_sitting.id', 'exam_sitting.state', 'exam_sitting.due_at', 'exam_sitting.began_at'])
    .select(['exam_sitting.opens_at', 'exam_sitting.closes_at', 'exam_sitting.passed', 'score_tenths'])
    .select(['exam_sitting.attempt', 'exam.title', 'exam.minutes', 'exam.place', 'exam.paper_id'])
    .select('training_class.title as class_title')
    .where('exam_sitting.identity_id', '=', ctx.actor.identityId ?? noId)
    .orderBy('exam_sitting.opens_at', 'desc')
    .limit(200)
    .execute()

/** For the clock: sittings whose last moment is over. */
export const overdueSittings = (ctx: Ctx, before: Date, limit = 500) =>
  ctx.db
    .selectFrom('exam_sitting')
    .select('id')
    .where('state', '=', 'sitting')
    .where('due_at', '<', before)
    .orderBy('due_at')
    .limit(limit)
    .execute()

/** … exams whose window is over. */
export const overdueExams = (ctx: Ctx, before: Date) =>
  ctx.db
    .selectFrom('exam')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('closes_at', '<', before)
    .limit(100)
    .execute()

/** … candidates without an account, whose phone and name have one by now. */
export const candidatesToKnow = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exam_sitting')
    .innerJoin('identity', join =>
      join
        .onRef('identity.phone_number', '=', 'exam_sitting.phone')
        .onRef('identity.name', '=', 'exam_sitting.person_name'),
    )
    .select(['exam_sitting.id', 'identity.id as identity_id'])
    .where('exam_sitting.state', '=', 'expected')
    .where('exam_sitting.identity_id', 'is', null)
    .limit(500)
    .execute()

/** … candidates of exams that begin within these times. */
export const candidatesToRemind = (ctx: Ctx, from: Date, until: Date) =>
  ctx.db
    .selectFrom('exam_sitting')
    .innerJoin('exam', 'exam.id', 'exam_sitting.exam_id')
    .select(['exam_sitting.id', 'exam_sitting.identity_id', 'exam_sitting.phone', 'exam_sitting.exam_title'])
    .select(['exam_sitting.opens_at', 'exam_sitting.closes_at'])
    .where('exam_sitting.state', '=', 'expected')
    .where('exam_sitting.reminded_at', 'is', null)
    .where('exam.state', '=', 'scheduled')
    .where('exam.opens_at', '>=', from)
    .where('exam.opens_at', '<', until)
    .limit(5_000)
    .execute()

/** Exams that somebody is in charge of and that are not over. */
export const examsOwnedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('exam')
    .selectAll()
    .where('owner_id', '=', staffId)
    .where('state', 'not in', ['released', 'cancelled'])
    .limit(500)
    .execute()

/** Classes that an exam can be planned for, newest first. */
export const classesToExamine = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_class')
    .select(['id', 'title', 'number'])
    .where('state', 'in', ['approved', 'published', 'running', 'finishing'])
    .orderBy('starts_on', 'desc')
    .limit(200)
    .execute()

export const sittingsOfClass = (ctx: Ctx, classId: string): Promise<Sitting[]> =>
  ctx.db
    .selectFrom('exam_sitting')
    .selectAll()
    .where('class_id', '=', classId)
    .where('state', '<>', 'cancelled')
    .orderBy('person_name')
    .orderBy('id')
    .limit(5_000)
    .execute()

export const sittingOfLearner = (ctx: Ctx, enrolmentId: string): Promise<Sitting[]> =>
  ctx.db
    .selectFrom('exam_sitting')
    .selectAll()
    .where('enrolment_id', '=', enrolmentId)
    .where('state', '<>', 'cancelled')
    .orderBy('id')
    .limit(50)
    .execute()

export const openSittingsOf = (ctx: Ctx, enrolmentId: string) =>
  ctx.db
    .selectFrom('exam_sitting')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .where('state', 'in', ['expected', 'sitting', 'on_paper', 'handed_in'])
    .limit(50)
    .execute()
