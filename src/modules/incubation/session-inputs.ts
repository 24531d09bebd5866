import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { type Side, sides } from './codes.ts'
import { area, choice, day, text, whole } from './fields.ts'
import type { Sitting } from './mentoring-people.ts'
import type { Incubation, Mentor } from './people.ts'
import { freeOf, mentorBy, projectsOfActor } from './session-rules.ts'
import { type Span, slotWords } from './slots.ts'

export interface Booking {
  mentor_id: string
  incubation_id: string
  slot: Date
  topic: string
}

/** An instant that was chosen from the free slots, or sent by a machine; what is not free is told by the rules. */
const slotField = (free: readonly Span[]) =>
  z
    .string()
    .regex(/^20\d\d-\d\d-\d\dT\d\d:\d\d:00\.000Z$/, '请选一个时间')
    .transform(at => new Date(at))
    .refine(at => !Number.isNaN(at.getTime()), '请选一个时间')
    .meta({
      label: '时间',
      widget: 'select',
      options: free
        .slice(0, 120)
        .map(slot => ({ value: slot.starts_at.toISOString(), label: slotWords(slot) })),
    })

/** The project that is booked for: one's own, or at the desk whichever the address names. */
export async function projectFor(ctx: Ctx, id: string): Promise<Incubation> {
  const found = ctx.actor.staffId
    ? await ctx.db.selectFrom('incubation').selectAll().where('id', '=', id).executeTakeFirst()
    : (await projectsOfActor(ctx)).find(one => one.id === id)
  if (!found) throw notFound('这个项目')
  if (!['incubating', 'warned'].includes(found.state)) throw conflict('这个项目现在不在孵化中，不能约导师。')
  return found
}

async function projectField(ctx: Ctx, raw: Record<string, unknown>) {
  if (ctx.actor.staffId) {
    if (typeof raw.incubation_id !== 'string' || !isId(raw.incubation_id)) throw notFound('这个项目')
    return z.literal(raw.incubation_id).meta({ widget: 'hidden' })
  }
  const all = await projectsOfActor(ctx)
  if (all.length === 0) throw invalid({ '': '导师辅导面向在孵的项目，您现在没有在孵的项目。' })
  return choice(
    all.map(one => ({ value: one.id, label: one.name })),
    '项目',
  )
}

export async function booking(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const mentor = await mentorBy(ctx, raw.mentor_id)
  const free = await freeOf(ctx, mentor)
  if (free.length === 0) throw conflict(`${mentor.name}近期没有空档，请另选一位，或过几天再看。`)
  return z.object({
    mentor_id: z.literal(mentor.id).meta({ widget: 'hidden' }),
    incubation_id: await projectField(ctx, raw),
    slot: slotField(free),
    topic: text('想谈什么', 4, 200, { widget: 'textarea' }),
  }) as unknown as z.ZodType<Booking>
}

export async function knownBooking(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const all = ctx.actor.staffId ? [] : await projectsOfActor(ctx)
  return {
    ...{ mentor_id: raw.mentor_id, slot: raw.slot },
    incubation_id: raw.incubation_id ?? (all.length === 1 ? all[0]?.id : undefined),
  }
}

export async function moving(ctx: Ctx, row: Sitting | null) {
  const mentor: Mentor = await mentorBy(ctx, row?.mentor_id)
  const free = await freeOf(ctx, mentor, row ? { session: row.id } : {})
  return z.object({
    slot: slotField(free.filter(slot => slot.starts_at.getTime() !== row?.starts_at.getTime())),
  }) as unknown as z.ZodType<{ slot: Date }>
}

export interface Task {
  title: string
  due_on: string
}
export interface Notes {
  minutes: number
  notes: string
  goals: string
  tasks: Task[]
}
export const record = async (ctx: Ctx) =>
  z.object({
    minutes: whole('实际时长', '分钟', [1, 600]),
    notes: area('谈了什么', 10, 3_000, '问题、建议、结论；双方都看得到。'),
    goals: area('下一步目标', 0, 500).default(''),
    tasks: z
      .array(
        z.object({
          title: text('任务', 2, 100),
          due_on: day('完成日期').refine(on => on >= dayOf(ctx.now), '请填今天或以后'),
        }),
      )
      .max(10)
      .default([])
      .meta({ label: '布置的任务', widget: 'rows', help: '对方确认记录后生效。' }),
  }) as unknown as z.ZodType<Notes>

export const knownRecord = async (ctx: Ctx, row: Sitting | null) => {
  const before = row
    ? await ctx.db
        .selectFrom('mentoring_task')
        .select(['title', 'due_on'])
        .where('session_id', '=', row.id)
        .where('state', '=', 'proposed')
        .limit(20)
        .execute()
    : []
  const planned = row ? Math.round((row.ends_at.getTime() - row.starts_at.getTime()) / 60_000) : 60
  return {
    ...{ minutes: row?.minutes ?? planned, notes: row?.notes ?? '', goals: row?.goals ?? '' },
    tasks: before,
  }
}

export const missing = z.object({
  missed_by: oneOf(sides, '谁没有来', 'radio'),
}) as unknown as z.ZodType<{ missed_by: Side }>
