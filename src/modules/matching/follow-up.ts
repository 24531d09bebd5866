import { z } from 'zod'
import { oneOf } from '#platform/forms'
import { message } from '#platform/notify'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { deskPage } from './introduction-effects.ts'
import { texts } from './messages.ts'
import { officer, visibleFollowUps } from './people.ts'
import { followWithin } from './settings.ts'

interface Plan {
  introduction_id: string
  officer_id: string
  after_days: number
  work_days: number
}
interface Recording {
  how: string
  going_on: 'yes' | 'no'
  body: string
}
export const ways = { phone: '电话', visit: '上门', wechat: '微信' } as const

/** 回访: some days after a success somebody asks both sides whether goods and money really move. */
export const followUpFlow = defineWorkflow({
  subject: 'introduction_follow_up',
  label: '对接回访',
  clause: '5.2.1',
  states: {
    waiting: {
      label: '未到回访日',
      tone: 'grey',
      after: { within: row => row.work_days, do: 'fallDue' },
    },
    due: { label: '待回访', tone: 'orange', awaits: officer, clock: 'record' },
    done: { label: '已回访', tone: 'green', final: true },
    dropped: { label: '不再回访', tone: 'grey', final: true },
  },
  clocks: { record: { label: '回访', within: followWithin } },
  visible: visibleFollowUps,
  title: row => `成交 ${row.after_days} 天回访`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('introduction_follow_up')
      .innerJoin('introduction', 'introduction.id', 'introduction_follow_up.introduction_id')
      .select(['introduction_follow_up.id', 'introduction.title'])
      .where('introduction_follow_up.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: row => deskPage({ id: row.introduction_id }),
  joins: { parent: 'introduction', by: 'introduction_id', settled: ['done', 'dropped'], do: 'finish' },
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    introduction_id: z.uuid(),
    after_days: z.number(),
    going_on: z.boolean().nullable(),
  }),
  actions: action => ({
    plan: action<Plan>({
      label: '安排回访',
      past: '安排了回访',
      from: 'new',
      to: 'waiting',
      by: theSystem,
      inner: true,
      input: z.object({
        introduction_id: z.uuid(),
        officer_id: z.uuid(),
        after_days: z.number().int(),
        work_days: z.number().int(),
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    fallDue: action({
      label: '到回访日',
      past: '到了回访的日子',
      from: ['waiting'],
      to: 'due',
      by: theSystem,
      inner: true,
      tell: row => [
        message(
          { staff: row.officer_id },
          texts.followUp,
          { title: '供需对接', days: String(row.after_days) },
          deskPage({ id: row.introduction_id }),
        ),
      ],
    }),
    record: action<Recording>({
      label: '登记回访',
      past: '回访',
      from: ['due'],
      to: 'done',
      by: officer,
      tone: 'primary',
      input: z.object({
        how: oneOf(ways, '怎样回访', 'radio'),
        going_on: oneOf({ yes: '还在供货或采购', no: '已经停了' }, '现在', 'radio'),
        body: z.string().trim().min(5).max(500).meta({
          label: '回访情况',
          widget: 'textarea',
          help: '供了多少、货款收没收到、有什么困难。新的成交额、回款另外登记并传凭证。',
        }),
      }),
      effect: async (ctx, _row, input) => ({
        how: input.how,
        body: input.body,
        going_on: input.going_on === 'yes',
        done_at: ctx.now,
      }),
      note: input => input.body,
    }),
    drop: action({
      label: '不再回访',
      past: '对方已注销，不再回访',
      from: ['waiting', 'due'],
      to: 'dropped',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ done_at: ctx.now }),
    }),
    handOn: action<{ officer_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事回访',
      from: ['waiting', 'due'],
      by: theSystem,
      inner: true,
      input: z.object({ officer_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { officer_id }) => ({ officer_id }),
      note: input => input.reason,
      amongStaff: true,
    }),
  }),
})
