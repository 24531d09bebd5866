import { z } from 'zod'
import { message, tell } from '#platform/notify'
import { anyOf, applicant, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { handleMatches } from './duties.ts'
import * as effects from './effects.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import { type Report, report } from './need-inputs.ts'
import { officer, type Referral, visibleReferrals } from './people.ts'
import { followDays, introduceDays, resultDays } from './settings.ts'

interface Offer {
  need_id: string
  resource_id: string
  party_id: string
  name: string
  reasons: string
  remark: string
}
const offer = z.object({
  need_id: z.uuid(),
  resource_id: z.uuid(),
  party_id: z.uuid(),
  name: z.string(),
  reasons: z.string(),
  remark: z.string(),
})

/** One resource recommended for one need: wanted with consent, introduced, and what came of it. */
export const referralFlow = defineWorkflow({
  subject: 'resource_referral',
  label: '引荐',
  clause: '5.2.1',
  states: {
    offered: { label: '待选择', tone: 'orange', awaits: applicant },
    wanted: { label: '待引荐', tone: 'blue', awaits: officer, clock: 'introduce' },
    introduced: { label: '已引荐', tone: 'green', awaits: officer, clock: 'result' },
    succeeded: { label: '成了，待回访', tone: 'green', awaits: officer, clock: 'follow' },
    closed: { label: '成了，已回访', tone: 'green', final: true },
    failed: { label: '没成', tone: 'grey', final: true },
    declined: { label: '不需要', tone: 'grey', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: {
    introduce: { label: '引荐', within: introduceDays },
    result: { label: '了解结果', within: resultDays },
    follow: { label: '回访', within: followDays },
  },
  visible: visibleReferrals,
  title: row => `引荐${row.name}`,
  href: (row, actor) =>
    actor.staffId
      ? `/desk/resources/needs/${row.need_id}`
      : actor.parties.includes(row.party_id)
        ? `/my/needs/${row.need_id}`
        : `/my/referrals/${row.id}`,
  party: row => row.party_id,
  joins: {
    parent: 'resource_need',
    by: 'need_id',
    settled: ['closed', 'failed', 'declined', 'dropped'],
    do: 'settle',
  },
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    need_id: z.uuid(),
    resource_id: z.uuid(),
    reasons: z.string(),
    amount_fen: z.number().nullable(),
    result: z.string().nullable(),
  }),
  actions: action => ({
    offer: action<Offer>({
      label: '推荐',
      past: '推荐了这项资源',
      from: 'new',
      to: 'offered',
      by: handleMatches,
      inner: true,
      input: offer,
      effect: async (ctx, _row, input) => ({
        ...input,
        officer_id: ctx.actor.staffId as string,
        recommended_at: ctx.now,
      }),
    }),
    want: action<{ consent: boolean }>({
      label: '请引荐',
      past: '请求引荐，同意把联系方式告诉对方',
      done: '已记下，工作人员会联系双方',
      from: ['offered'],
      to: 'wanted',
      by: applicant,
      tone: 'primary',
      input: z.object({
        consent: z
          .boolean()
          .default(false)
          .refine(Boolean, '同意后才能引荐')
          .meta({ label: '同意把我的姓名和电话告诉这项资源的持有人', widget: 'checkbox' }),
      }),
      effect: async ctx => ({ consent: '本人在网上同意', consent_at: ctx.now }),
      tell: row => [tellOfficer(row)],
    }),
    wantByPhone: action<{ reason: string }>({
      label: '登记对方同意',
      past: '登记了对方同意引荐',
      from: ['offered'],
      to: 'wanted',
      by: officer,
      input: reason('对方怎样同意', '例如：11 月 20 日上午电话同意把姓名电话告诉对方。'),
      effect: async (ctx, _row, input) => ({ consent: input.reason, consent_at: ctx.now }),
      note: input => input.reason,
    }),
    decline: action<{ reason: string }>({
      label: '不需要',
      past: '表示不需要',
      from: ['offered', 'wanted'],
      to: 'declined',
      by: anyOf<Referral>(applicant, officer),
      input: reason('为什么不合适', '写一句就行，方便另外推荐。'),
      effect: async (_ctx, _row, input) => ({ result: input.reason }),
      note: input => input.reason,
    }),
    introduce: action({
      label: '引荐双方',
      past: '引荐了双方，互告联系方式',
      from: ['wanted'],
      to: 'introduced',
      by: officer,
      tone: 'primary',
      confirm: '双方会收到对方的姓名和电话。',
      effect: (ctx, row) => effects.introduce(ctx, row),
      consequence: async (ctx, row) => {
        await effects.moveNeed(ctx, row.need_id, 'moveOn')
        await tell(ctx, ...(await effects.tellBoth(ctx, row)))
      },
    }),
    report: action<Report>({
      label: '登记结果',
      past: '登记了对接结果',
      from: ['introduced'],
      to: (_row, input) => (input.outcome === 'talking' ? 'introduced' : input.outcome),
      by: anyOf<Referral>(applicant, officer),
      tone: 'primary',
      input: report,
      effect: async (_ctx, _row, input) => ({ result: input.words, amount_fen: input.amount_fen ?? null }),
      consequence: async (ctx, row, input) => {
        if (input.outcome === 'succeeded') await effects.moveNeed(ctx, row.need_id, 'countSuccess')
      },
      note: input => input.words,
    }),
    followUp: action<{ reason: string }>({
      label: '登记回访',
      past: '回访',
      from: ['succeeded'],
      to: 'closed',
      by: officer,
      tone: 'primary',
      input: reason('回访情况', '资源用得怎样，有没有走样，还需要什么。'),
      effect: async (_ctx, _row, input) => ({ follow_up: input.reason }),
      note: input => input.reason,
    }),
    drop: action({
      label: '取消',
      past: '取消了引荐',
      from: ['offered', 'wanted', 'introduced'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
    handOn: action<{ officer_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事承办',
      from: ['offered', 'wanted', 'introduced', 'succeeded'],
      by: theSystem,
      inner: true,
      input: z.object({ officer_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { officer_id }) => ({ officer_id }),
      note: input => input.reason,
      amongStaff: true,
    }),
  }),
})

const tellOfficer = (row: { officer_id: string; need_id: string; name: string }) =>
  message({ staff: row.officer_id }, texts.wanted, { name: row.name }, `/desk/resources/needs/${row.need_id}`)
