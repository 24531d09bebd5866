import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { oneOf } from '#platform/forms'
import { message } from '#platform/notify'
import { allOf, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { feeField, feeWords, saysWhat } from './application-inputs.ts'
import { followJobs } from './duties.ts'
import { reportFee } from './fees.ts'
import { texts } from './messages.ts'
import { type JobCheck, seeker, visibleChecks } from './people.ts'
import { checkWithin } from './settings.ts'

interface Plan {
  application_id: string
  party_id: string
  title: string
  after_days: number
  due_on: string
  work_days: number
}
interface Answer {
  still: 'yes' | 'no'
  fee: 'no' | 'yes'
  fee_words: string
  body: string
}
type Asked = Answer & { how: 'phone' | 'visit' }

const still = oneOf({ yes: '还在岗', no: '已经离开' }, '现在还在这家上班吗', 'radio')
const body = (help: string) =>
  z.string().trim().max(500).default('').meta({ label: '还想说的', widget: 'textarea', help })

const ownAnswer = saysWhat(
  z.object({ still, fee: feeField, fee_words: feeWords, body: body('离开的可以写原因；单位看不到。') }),
) as unknown as z.ZodType<Answer>
const asked = saysWhat(
  z.object({
    how: oneOf({ phone: '电话', visit: '上门' }, '怎样问到的', 'radio'),
    still,
    fee: oneOf({ no: '没有', yes: '有' }, '有人收过钱、押金或扣过证件吗', 'radio'),
    fee_words: feeWords,
    body: body('离开的写明原因。'),
  }),
) as unknown as z.ZodType<Asked>

/** 在岗回访: after 30 and 90 days, by one tap of whoever was hired, or by phone; each time whether anybody took money. */
export const checkFlow = defineWorkflow({
  subject: 'job_check',
  label: '在岗回访',
  confidential: true,
  clause: '5.3.2',
  states: {
    waiting: { label: '未到回访日', tone: 'grey', after: { within: row => row.work_days, do: 'fallDue' } },
    due: { label: '待回访', tone: 'orange', awaits: followJobs, clock: 'ask' },
    done: { label: '已回访', tone: 'green', final: true },
    dropped: { label: '不再回访', tone: 'grey', final: true },
  },
  clocks: { ask: { label: '回访', within: checkWithin } },
  visible: visibleChecks,
  title: row => `在岗 ${row.after_days} 天回访「${row.title}」`,
  href: (row, actor) =>
    actor.staffId
      ? `/desk/jobs/applications/${row.application_id}`
      : `/my/jobs/applications/${row.application_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    application_id: z.uuid(),
    after_days: z.number().int(),
    due_on: z.string(),
    still_there: z.boolean().nullable(),
  }),
  actions: action => ({
    plan: action<Plan>({
      label: '安排回访',
      past: '安排了在岗回访',
      from: 'new',
      to: 'waiting',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ application_id: z.uuid(), party_id: z.uuid(), title: z.string() },
        ...{ after_days: z.number().int(), due_on: z.string(), work_days: z.number().int() },
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    fallDue: action({
      label: '到回访日',
      past: '到了在岗回访的日子',
      from: ['waiting'],
      to: 'due',
      by: theSystem,
      inner: true,
      tell: row => [
        message(
          { party: row.party_id },
          texts.check,
          { title: row.title, days: String(row.after_days) },
          `/my/jobs/applications/${row.application_id}`,
        ),
      ],
    }),
    allWell: action({
      label: '还在岗，没人收过钱',
      past: '答复：还在岗，没人收过钱',
      done: '谢谢您，已记下',
      from: ['due'],
      to: 'done',
      by: seeker,
      tone: 'primary',
      effect: async ctx => ({ still_there: true, fee_asked: false, how: 'self', done_at: ctx.now }),
    }),
    answer: action<Answer>({
      label: '有别的情况',
      past: '答复了在岗回访',
      done: '谢谢您，已记下',
      from: ['due'],
      to: 'done',
      by: seeker,
      input: ownAnswer,
      effect: async (ctx, _row, input) => said(ctx, input, 'self'),
      consequence: (ctx, row, input) => afterAnswer(ctx, row, input, true),
    }),
    record: action<Asked>({
      label: '登记回访',
      past: '回访了在岗情况',
      from: ['due'],
      to: 'done',
      by: allOf<JobCheck>(followJobs, not(seeker)),
      tone: 'primary',
      input: asked,
      effect: async (ctx, _row, input) => said(ctx, input, input.how),
      consequence: (ctx, row, input) => afterAnswer(ctx, row, input, false),
      note: input => input.body || null,
    }),
    drop: action({
      label: '不再回访',
      past: '对方已注销，不再回访',
      from: ['waiting', 'due'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
  }),
})

const said = (ctx: Ctx, input: Answer, how: 'self' | 'phone' | 'visit') => ({
  ...{ still_there: input.still === 'yes', fee_asked: input.fee === 'yes', body: input.body, how },
  done_at: ctx.now,
})

/** Who was asked for money is heard at once. */
async function afterAnswer(ctx: Ctx, row: JobCheck, input: Answer, self: boolean): Promise<void> {
  if (input.fee === 'no') return
  const { employer_party_id } = await ctx.db
    .selectFrom('job_application')
    .select('employer_party_id')
    .where('id', '=', row.application_id)
    .executeTakeFirstOrThrow()
  await reportFee(ctx, {
    ...{ party_id: row.party_id, employer_party_id, title: row.title, words: input.fee_words, self },
    when: `到岗 ${row.after_days} 天（${dayOf(ctx.now)}）`,
  })
}
