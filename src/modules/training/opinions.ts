import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { shuffle } from '#platform/anonymity'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { perform } from '#platform/perform'
import type { Enrolment, TrainingClass } from './doors.ts'
import { enrolmentFlow } from './enrolment.ts'
import { lessonsOf } from './queries/lessons.ts'

/** Fewer could be told apart (decision 0004). */
export const fewestOpinions = 5

export const marks = { 5: '很有收获', 4: '有收获', 3: '一般', 2: '收获不大', 1: '没有收获' } as const

const options = Object.entries(marks)
  .map(([value, label]) => ({ value, label }))
  .reverse()
const mark = (label: string) =>
  z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], { error: '请选择一项' })
    .meta({ label, widget: 'rating', options })

export interface Opinion {
  mark: number
  lecturers: Record<string, number>
  comment?: string | undefined
}

/** What a learner is asked: the class as a whole, and each of its lecturers. */
export async function opinionInput(ctx: Ctx, classId: string): Promise<z.ZodType<Opinion>> {
  const teachers = await lecturersOfClass(ctx, classId)
  return z.object({
    mark: mark('这次培训对您'),
    lecturers: z
      .object(Object.fromEntries(teachers.map(one => [one.id, mark(`${one.name}老师的课`)])))
      .prefault({}),
    comment: z
      .string()
      .trim()
      .max(300)
      .optional()
      .meta({ label: '想说的话（可不填）', widget: 'textarea', help: '请不要写姓名、电话。' }),
  }) as unknown as z.ZodType<Opinion>
}

/** Who teaches in a class, by the timetable. */
export async function lecturersOfClass(
  ctx: Ctx,
  classId: string,
): Promise<Array<{ id: string; name: string }>> {
  const lessons = await lessonsOf(ctx, classId)
  const names = new Map(
    lessons.flatMap(one => (one.lecturer_id ? [[one.lecturer_id, one.lecturer ?? ''] as const] : [])),
  )
  return [...names].map(([id, name]) => ({ id, name }))
}

/** Who learnt may say how it was once the lessons are over, once. */
export const mayOpine = (row: Enrolment, one: TrainingClass): boolean =>
  !row.feedback_used &&
  ['accepted', 'completed', 'failed'].includes(row.state) &&
  ['finishing', 'completed', 'archived'].includes(one.state)

/**
 * Uses the one right of a learner and keeps the marks apart from them: the journal learns only, by the system, that the
 * right was used; the marks lie without person and time until five of their class are there.
 */
export async function giveOpinion(
  ctx: Ctx,
  row: Enrolment,
  one: TrainingClass,
  opinion: Opinion,
): Promise<void> {
  if (row.feedback_used) throw invalid({ '': '这次培训您已经评价过，谢谢您。' })
  if (!mayOpine(row, one)) throw invalid({ '': '课程结束后，学员可以评价。' })
  await perform({ ...ctx, actor: system }, enrolmentFlow, 'useOpinion', row.id)
  await ctx.db
    .insertInto('training_opinion_inbox')
    .values({
      class_id: row.class_id,
      mark: opinion.mark,
      comment: opinion.comment || null,
      lecturers: JSON.stringify(
        Object.entries(opinion.lecturers).map(([id, value]) => ({ id, mark: value })),
      ),
    })
    .execute()
}

/**
 * Moves what lies in the inbox in groups of at least five of one class, under new random ids; marks of the class and of
 * each lecturer are shuffled each for themselves, so that no sheet can be put together again.
 */
export const mixOpinions = defineJob({
  name: 'training.mix_opinions',
  cron: '*/30 * * * *',
  run: work =>
    work.write(async ctx => {
      const waiting = await ctx.db
        .selectFrom('training_opinion_inbox')
        .selectAll()
        .forUpdate()
        .limit(5_000)
        .execute()
      const groups = [...Map.groupBy(waiting, one => one.class_id).values()]
      const sheets = groups.filter(group => group.length >= fewestOpinions).flat()
      if (sheets.length === 0) return
      const ids = sheets.map(one => one.id)
      await ctx.db.deleteFrom('training_opinion_inbox').where('id', 'in', ids).execute()
      const rows = sheets.flatMap(({ class_id, mark: value, comment, lecturers }) => [
        { class_id, lecturer_id: null, mark: value, comment },
        ...(lecturers as unknown as Array<{ id: string; mark: number }>).map(one => ({
          ...{ class_id, lecturer_id: one.id, mark: one.mark, comment: null },
        })),
      ])
      await ctx.db
        .insertInto('training_opinion')
        .values(shuffle(rows).map(row => ({ id: randomUUID(), ...row })))
        .execute()
    }),
})
