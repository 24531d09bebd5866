import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { message } from '#platform/notify'
import { daysSetting } from '#platform/settings'
import { defineTemplate } from '#platform/templates'
import { type Addressee, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { knowsTeam, manageTeam, serve } from './duties.ts'
import { defineRecordHolding } from './holdings.ts'
import { staffField } from './inputs.ts'
import { onDuty, staffOfCentre } from './queries.ts'

export const parts = { morning: '上午', afternoon: '下午' } as const
export type Part = keyof typeof parts

interface DayPlan {
  day: string
  morning: string[]
  afternoon: string[]
  note: string
}

async function dayPlan(ctx: Ctx) {
  const staff = await staffOfCentre(ctx)
  const who = (label: string) =>
    z.array(z.enum(staff.map(one => one.id) as [string, ...string[]])).meta({
      label,
      widget: 'checkboxes',
      options: staff.map(one => ({ value: one.id, label: one.name })),
    })
  return z.object({
    day: z.iso.date('请填写日期').meta({ label: '日期', widget: 'date' }),
    morning: who(parts.morning),
    afternoon: who(parts.afternoon),
    note: z.string().trim().max(100).default('').meta({ label: '备注' }),
  }) as unknown as z.ZodType<DayPlan>
}

/** Who is away on that day cannot be on duty. */
async function planned(ctx: Ctx, row: { id: string }, { day, note, morning, afternoon }: DayPlan) {
  const twin = await ctx.db
    .selectFrom('duty_day')
    .select('id')
    .where('day', '=', day)
    .where('id', '!=', row.id)
    .executeTakeFirst()
  if (twin) throw invalid({ day: '这一天已经排过班，请在那一天上修改。' })
  const wanted = { morning, afternoon }
  const away = await ctx.db
    .selectFrom('absence')
    .innerJoin('staff', 'staff.id', 'absence.staff_id')
    .select(['staff.id', 'staff.name'])
    .where('absence.state', 'in', ['granted', 'away'])
    .where('first_day', '<=', day)
    .where('last_day', '>=', day)
    .limit(200)
    .execute()
  for (const part of Object.keys(parts) as Part[]) {
    const missing = away.find(one => wanted[part].includes(one.id))
    if (missing) throw invalid({ [part]: `${missing.name}这一天请假或外出，不能排班。` })
  }
  return { day, note }
}

async function setShifts(ctx: Ctx, row: { id: string }, input: DayPlan): Promise<void> {
  await ctx.db.deleteFrom('duty_shift').where('duty_day_id', '=', row.id).execute()
  const shifts = (Object.keys(parts) as Part[]).flatMap(part =>
    input[part].map(staff_id => ({ duty_day_id: row.id, part, staff_id })),
  )
  if (shifts.length > 0) await ctx.db.insertInto('duty_shift').values(shifts).execute()
}

/** 4.2.2 值班表: who is at the counter on which day. */
export const dutyDayFlow = defineWorkflow({
  subject: 'duty_day',
  label: '值班表',
  clause: '4.2.2',
  states: { planned: { label: '已排班', tone: 'green', final: true } },
  visible: (ctx, query) => (knowsTeam(ctx) ? query : query.where('duty_day.id', 'is', null)),
  title: row => row.day,
  href: row => `/desk/roster?day=${row.day}`,
  record: z.object({ id: z.uuid(), state: z.string(), day: z.string(), note: z.string() }),
  actions: action => ({
    plan: action<DayPlan>({
      label: '排班',
      past: '排了班',
      from: 'new',
      to: 'planned',
      by: manageTeam,
      input: dayPlan,
      prefill: async (_ctx, _row, raw) => ({ day: raw.day }),
      effect: planned,
      consequence: setShifts,
    }),
    edit: action<DayPlan>({
      label: '调整',
      past: '调整了值班',
      from: ['planned'],
      by: manageTeam,
      input: dayPlan,
      prefill: async (ctx, row) => {
        const shifts = row ? await onDuty(ctx, row.day, row.day) : []
        const of = (part: Part) => shifts.filter(one => one.part === part).map(one => one.staff_id)
        return { day: row?.day, note: row?.note, morning: of('morning'), afternoon: of('afternoon') }
      },
      effect: planned,
      consequence: setShifts,
    }),
  }),
})

const takeDays = daysSetting({
  code: 'duty.take.days',
  label: '接班确认时限',
  group: '团队',
  fallback: 1,
})
const handedTo: Addressee<RowOf<'duty_note'>> = {
  says: '接班人',
  test: (actor, row) => actor.staffId === row.to_id,
  address: row => ({ staff_id: row.to_id }),
}
const told = defineTemplate('duty.handed', '{name}交班给您：{body}')

interface Note {
  to_id: string
  visitors: number
  body: string
}

/** 交接班记录: what came up, and what the next one on duty has to know; taken over by name. */
export const dutyNoteFlow = defineWorkflow({
  subject: 'duty_note',
  label: '交接班',
  clause: '4.2.2',
  states: {
    open: { label: '待接班', tone: 'orange', awaits: handedTo, clock: 'take' },
    taken: { label: '已接班', tone: 'green', final: true },
  },
  clocks: { take: { label: '接班', within: takeDays } },
  visible: (ctx, query) => (knowsTeam(ctx) ? query : query.where('duty_note.id', 'is', null)),
  title: row => `交接班 ${row.day}`,
  href: row => `/desk/roster?day=${row.day}#note-${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    day: z.string(),
    visitors: z.number().int(),
    body: z.string(),
  }),
  actions: action => ({
    write: action<Note>({
      label: '写交接班记录',
      past: '交班',
      from: 'new',
      to: 'open',
      by: serve,
      input: async ctx => {
        const others = (await staffOfCentre(ctx)).filter(one => one.id !== ctx.actor.staffId)
        return z.object({
          to_id: staffField(others, '交给谁'),
          visitors: z.number().int().min(0).max(9999).meta({ label: '接待来访', unit: '人次' }),
          body: z
            .string()
            .trim()
            .min(2)
            .max(1000)
            .meta({ label: '交接事项', widget: 'textarea', help: '没办完的事、要留意的人和物。' }),
        }) as unknown as z.ZodType<Note>
      },
      effect: async (ctx, _row, input) => ({
        ...input,
        from_id: ctx.actor.staffId as string,
        day: dayOf(ctx.now),
        written_at: ctx.now,
      }),
      tell: (row, input, ctx) => [
        message({ staff: row.to_id }, told, { name: ctx.actor.name, body: input.body }, '/desk/roster'),
      ],
    }),
    take: action({
      label: '接班',
      past: '接班',
      from: ['open'],
      to: 'taken',
      by: handedTo,
      tone: 'primary',
      effect: async ctx => ({ taken_at: ctx.now }),
    }),
    handOn: action<{ to_id: string }>({
      label: '移交',
      past: '改由他人接班',
      from: ['open'],
      by: theSystem,
      inner: true,
      input: z.object({ to_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
    }),
  }),
})

defineRecordHolding('duty_note', {
  label: '待接班的记录',
  successors: staffOfCentre,
  flow: dutyNoteFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('duty_note')
      .select('id')
      .where('to_id', '=', staffId)
      .where('state', '=', 'open')
      .limit(500)
      .execute(),
  input: to_id => ({ to_id }),
})
