import { z } from 'zod'
import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { message } from '#platform/notify'
import { markTask } from '#platform/tasks'
import { defineTemplate } from '#platform/templates'
import { type Addressee, defineDuty, holds, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { isOfCentre } from './queries.ts'
import { answerDays, callDays } from './settings.ts'

export const supervise = defineDuty('supervise.urge', '督办')
export const makeCalls = defineDuty('call.make', '电话告知')
export const readJournal = defineDuty('journal.read', '查阅日志与发件箱')

const texts = {
  issued: defineTemplate('urge.issued', '主管部门督办：{title}。{reason}'),
  answered: defineTemplate('urge.answered', '督办已回复：{title}。{answer}'),
}

/** Whoever the overdue task awaited: a person, or the holders of a duty; where it awaits the public, any staff. */
const answerable: Addressee<RowOf<'urge'>> = {
  says: '被督办的人员',
  test: (actor, row) =>
    row.staff_id
      ? actor.staffId === row.staff_id
      : row.duty
        ? actor.duties.has(row.duty)
        : actor.staffId !== null,
  address: row => (row.staff_id ? { staff_id: row.staff_id } : { duty: row.duty ?? makeCalls.code }),
}

interface Issue {
  task_id: string
  reason: string
}

/** 4.5.1 督办: the bureau asks about an overdue task, and is answered. */
export const urgeFlow = defineWorkflow({
  subject: 'urge',
  label: '督办',
  clause: '4.5.1',
  states: {
    open: { label: '待回复', tone: 'orange', awaits: answerable, clock: 'answer' },
    answered: { label: '已回复', tone: 'green', final: true },
  },
  clocks: { answer: { label: '回复', within: answerDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('urge.id', 'is', null),
  title: row => `督办：${row.title}`,
  href: () => '/desk/supervision',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    flow: z.string(),
    record_id: z.uuid(),
    reason: z.string(),
    answer: z.string().nullable(),
    issued_at: z.date(),
  }),
  actions: action => ({
    issue: action<Issue>({
      label: '督办',
      past: '发出督办',
      from: 'new',
      to: 'open',
      by: supervise,
      quiet: true,
      input: z.object({
        task_id: z.uuid().meta({ widget: 'hidden' }),
        reason: z
          .string()
          .trim()
          .min(5)
          .max(300)
          .meta({ label: '督办要求', widget: 'textarea', help: '写明要求何时办到什么程度。' }),
      }),
      effect: async (ctx, _row, input) => ({
        ...(await overdueTask(ctx, input.task_id)),
        ...input,
        issued_at: ctx.now,
      }),
      consequence: async (ctx, row) => {
        await markTask(ctx, row.task_id, { urged_at: ctx.now })
      },
      note: input => input.reason,
      tell: row => [
        message(
          row.staff_id ? { staff: row.staff_id } : { duty: row.duty ?? makeCalls.code },
          texts.issued,
          { title: row.title, reason: row.reason },
          '/desk/supervision',
        ),
      ],
    }),
    handOn: action<{ staff_id: string }>({
      label: '移交',
      past: '改由他人回复',
      from: ['open'],
      by: theSystem,
      inner: true,
      input: z.object({ staff_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
    }),
    answer: action<{ answer: string }>({
      label: '回复督办',
      past: '回复了督办',
      from: ['open'],
      to: 'answered',
      by: answerable,
      tone: 'primary',
      input: z.object({
        answer: z
          .string()
          .trim()
          .min(5)
          .max(500)
          .meta({ label: '回复', widget: 'textarea', help: '为什么逾期，何时办好。' }),
      }),
      effect: async (_ctx, _row, input) => ({ answer: input.answer }),
      note: input => input.answer,
      tell: (row, input) => [
        message(
          { duty: supervise.code },
          texts.answered,
          { title: row.title, answer: input.answer },
          '/desk/supervision',
        ),
      ],
    }),
  }),
})

async function overdueTask(ctx: Ctx, id: string) {
  const task = await ctx.db
    .selectFrom('task')
    .leftJoin('staff', 'staff.id', 'task.staff_id')
    .select(['flow', 'record_id', 'title', 'duty', 'staff_id', 'party_id', 'due_at', 'closed_at'])
    .where('task.id', '=', id)
    .where(isOfCentre as never)
    .where(mayKnow(ctx, 'task'))
    .executeTakeFirst()
  if (!task || task.closed_at || !task.due_at || task.due_at > ctx.now)
    throw conflict('这项待办已经办了，或还没有超期。')
  if (task.party_id) throw conflict('这一步在等服务对象办理，不能督办中心。')
  const open = await ctx.db
    .selectFrom('urge')
    .select('id')
    .where('task_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw conflict('已经督办，正在等待回复。')
  const { due_at: _due, closed_at: _closed, ...facts } = task
  return facts
}

interface Unreached {
  notification_id: string
  party_id?: string | undefined
  phone: string
  body: string
  cause: string
}

/** 电话告知: whom no channel reached is called. */
export const phoneCallFlow = defineWorkflow({
  subject: 'phone_call',
  label: '电话告知',
  clause: '4.2.2',
  states: {
    open: { label: '待告知', tone: 'orange', awaits: makeCalls, clock: 'call' },
    told: { label: '已告知', tone: 'green', final: true },
    unreachable: { label: '联系不上', tone: 'grey', final: true },
  },
  clocks: { call: { label: '告知', within: callDays } },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, makeCalls, readJournal)
      ? query
      : query.where('phone_call.id', 'is', null),
  title: () => '电话告知',
  href: row => `/desk/calls/${row.id}`,
  party: row => row.party_id,
  record: z.object({ id: z.uuid(), state: z.string(), cause: z.string(), opened_at: z.date() }),
  actions: action => ({
    open: action<Unreached>({
      label: '登记',
      past: '没有送达，转电话告知',
      from: 'new',
      to: 'open',
      by: theSystem,
      quiet: true,
      input: z.object({
        notification_id: z.uuid(),
        party_id: z.uuid().optional(),
        phone: z.string(),
        body: z.string(),
        cause: z.string(),
      }) as unknown as z.ZodType<Unreached>,
      effect: async (ctx, _row, input) => ({
        ...input,
        party_id: input.party_id ?? null,
        opened_at: ctx.now,
      }),
    }),
    told: action({
      label: '已告知',
      past: '电话告知了对方',
      from: ['open'],
      to: 'told',
      by: makeCalls,
      tone: 'primary',
    }),
    unreachable: action<{ reason: string }>({
      label: '联系不上',
      past: '多次联系不上',
      from: ['open'],
      to: 'unreachable',
      by: makeCalls,
      input: z.object({
        reason: z
          .string()
          .trim()
          .min(5)
          .max(200)
          .meta({ label: '联系经过', widget: 'textarea', help: '何时打过几次，空号、停机还是无人接听。' }),
      }),
      note: input => input.reason,
    }),
  }),
})
