import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { runsClasses } from './duties.ts'
import { reason } from './fields.ts'
import * as timetable from './timetable.ts'
import { lessonTime } from './words.ts'

export type LessonRow = RowOf<'lesson'>

/** 课程表: one lesson of a class; who teaches it, where and when. Nobody and nothing is in two at once. */
export const lessonFlow = defineWorkflow({
  subject: 'lesson',
  label: '课',
  clause: '5.3.1',
  states: {
    planned: { label: '已排', tone: 'green', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where(eb =>
          eb.exists(
            eb
              .selectFrom('training_class')
              .select('training_class.id')
              .whereRef('training_class.id', '=', 'lesson.class_id')
              .where('training_class.published_at', 'is not', null),
          ),
        ),
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('lesson')
      .select(['id', 'starts_at', 'ends_at'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, lessonTime(row)]))
  },
  href: (row, actor) =>
    actor.staffId ? `/desk/classes/${row.class_id}/lessons` : `/training/${row.class_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    title: z.string(),
    starts_at: z.date(),
    ends_at: z.date(),
    form: z.string(),
    hours_tenths: z.number().int(),
    place: z.string(),
  }),
  actions: action => ({
    add: action<timetable.Lesson>({
      label: '排课',
      past: '排了课',
      from: 'new',
      to: 'planned',
      by: runsClasses,
      tone: 'primary',
      publishes: true,
      about: timetable.aboutClass,
      input: timetable.lessonInput,
      prefill: timetable.nextLesson,
      effect: timetable.placed,
      consequence: timetable.tellChange,
    }),
    edit: action<timetable.Lesson>({
      label: '调课',
      past: '调了课',
      from: ['planned'],
      by: runsClasses,
      publishes: true,
      input: timetable.lessonInput,
      prefill: timetable.knownLesson,
      effect: timetable.moved,
      consequence: timetable.tellChange,
      note: input => input.change_reason || null,
    }),
    drop: action<{ reason: string }>({
      label: '取消这节课',
      past: '取消了一节课',
      from: ['planned'],
      to: 'dropped',
      by: runsClasses,
      tone: 'danger',
      publishes: true,
      input: reason('原因'),
      effect: timetable.dropped,
      consequence: timetable.tellChange,
      note: input => input.reason,
    }),
    callOff: action({
      label: '随班取消',
      past: '随培训班取消',
      from: ['planned'],
      to: 'dropped',
      by: theSystem,
      inner: true,
      effect: timetable.calledOff,
    }),
  }),
})
