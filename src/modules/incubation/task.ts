import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { files } from '#platform/forms'
import { message, tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { type Addressee, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { area, type Reason, reason } from './fields.ts'
import { mentorOf, type Sitting, visibleSittings, withMentor } from './mentoring-people.ts'
import { texts } from './messages.ts'

type Task = RowOf<'mentoring_task'>

const atStartup: Addressee<Task> = {
  says: '孵化企业',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}
const page = (row: Pick<Task, 'session_id'>): string => `/my/incubation/sessions/${row.session_id}`

/** 辅导任务: set in a session that both confirmed, done by the start-up, confirmed by the mentor; both see it. */
export const mentoringTaskFlow = defineWorkflow({
  subject: 'mentoring_task',
  label: '辅导任务',
  clause: '5.4.1',
  states: {
    proposed: { label: '待确认记录', tone: 'grey', final: true },
    open: { label: '待完成', tone: 'orange', awaits: atStartup },
    // A mentor from outside has no list of tasks of their own: they are told, and find it at 我的孵化.
    done: { label: '待导师确认', tone: 'blue', final: true },
    confirmed: { label: '已完成', tone: 'green', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  visible: visibleSittings('mentoring_task'),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/mentors/sessions/${row.session_id}` : page(row)),
  party: row => row.party_id,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), session_id: z.uuid(), title: z.string(), due_on: z.string() },
  }),
  actions: action => ({
    propose: action<Omit<Task, 'id' | 'state' | 'report' | 'centre_id'>>({
      label: '布置',
      past: '布置了任务',
      from: 'new',
      to: 'proposed',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ session_id: z.uuid(), mentor_id: z.uuid(), incubation_id: z.uuid(), party_id: z.uuid() },
        ...{ title: z.string(), due_on: z.string() },
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    open: action({
      label: '生效',
      past: '任务生效',
      from: ['proposed'],
      to: 'open',
      by: theSystem,
      inner: true,
    }),
    report: action<{ report: string; proofs?: string[] | undefined }>({
      label: '完成了',
      past: '报告完成',
      from: ['open'],
      to: 'done',
      by: atStartup,
      tone: 'primary',
      input: z.object({
        report: area('怎么完成的', 4, 500),
        proofs: files(6).optional().meta({ label: '照片或截图' }),
      }) as unknown as z.ZodType<{ report: string; proofs?: string[] | undefined }>,
      effect: async (_ctx, _row, input) => ({ report: input.report }),
      consequence: async (ctx, row) => {
        const mentor = await mentorOf(ctx, row.mentor_id)
        const to = mentor.identity_id ? { identity: mentor.identity_id } : { phone: mentor.phone }
        await tell(ctx, message(to, texts.taskDone, { title: row.title }, page(row)))
      },
    }),
    confirm: action({
      label: '确认完成',
      past: '确认任务完成',
      from: ['done'],
      to: 'confirmed',
      by: withMentor,
      tone: 'primary',
    }),
    sendBack: action<Reason>({
      label: '还要再做',
      past: '请再做',
      from: ['done'],
      to: 'open',
      by: withMentor,
      input: reason('差在哪里'),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.taskBack,
          { title: row.title, reason: input.reason },
          page(row),
        ),
      ],
    }),
    drop: action({
      label: '取消任务',
      past: '取消了任务',
      from: ['proposed', 'open'],
      to: 'dropped',
      by: withMentor,
    }),
    replace: action({
      label: '由新的记录替换',
      past: '由新的记录替换',
      from: ['proposed'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
  }),
})

const proposed = async (ctx: Ctx, sessionId: string): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('mentoring_task')
      .select('id')
      .where('session_id', '=', sessionId)
      .where('state', '=', 'proposed')
      .orderBy('id')
      .limit(50)
      .execute()
  ).map(row => row.id)

/** What a record sets, in place of what an earlier version of it set. */
export async function proposeTasks(
  ctx: Ctx,
  row: Sitting,
  tasks: ReadonlyArray<{ title: string; due_on: string }>,
): Promise<void> {
  const bySystem = { ...ctx, actor: system }
  await performMany(bySystem, mentoringTaskFlow, 'replace', await proposed(ctx, row.id))
  const { id: session_id, mentor_id, incubation_id, party_id } = row
  for (const task of tasks)
    await perform(bySystem, mentoringTaskFlow, 'propose', null, {
      ...{ session_id, mentor_id, incubation_id, party_id, ...task },
    })
}

/** Both agree: what was set holds. */
export async function openTasks(ctx: Ctx, row: Sitting): Promise<void> {
  await performMany({ ...ctx, actor: system }, mentoringTaskFlow, 'open', await proposed(ctx, row.id))
}
