import { z } from 'zod'
import { handleMatches } from '#modules/resources'
import { dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { allOf, anyOf, anyPerson, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './introduction-effects.ts'
import * as inputs from './introduction-inputs.ts'
import { texts } from './messages.ts'
import {
  asker,
  conflicted,
  eitherSide,
  type Introduction,
  inTurn,
  officer,
  owner,
  ownMatter,
  visibleIntroductions,
} from './people.ts'
import { reason } from './reason.ts'
import { answerDays, takeDays, talkDays } from './settings.ts'

const { deskPage, ownPage } = effects

/** Whoever brings two parties together has no interest of their own in it. */
const unconcerned = allOf(handleMatches, not(ownMatter), not(conflicted))

const toBoth = (row: Introduction, make: (party: string) => ReturnType<typeof message>) => [
  make(row.asker_party_id),
  make(row.owner_party_id),
]

/** 5.2.1 对接: asked for or proposed, agreed by both, talked, and what came of it in figures that are kept apart. */
export const introductionFlow = defineWorkflow({
  subject: 'introduction',
  label: '供需对接',
  clause: '5.2.1',
  states: {
    asked: { label: '待受理', tone: 'blue', awaits: handleMatches, clock: 'take' },
    sounding: {
      label: '待需方同意',
      tone: 'orange',
      awaits: asker,
      after: { within: answerDays, do: 'lapse' },
    },
    offered: {
      label: '待对方同意',
      tone: 'orange',
      awaits: owner,
      after: { within: answerDays, do: 'lapse' },
    },
    talking: { label: '洽谈中', tone: 'green', awaits: officer, clock: 'talk' },
    // What is to be asked after some days are records of their own, each with its day.
    following: { label: '成交，回访中', tone: 'green', final: true },
    closed: { label: '已办结', tone: 'grey', final: true },
    declined: { label: '没有对接', tone: 'grey', final: true },
    lapsed: { label: '到期未答复', tone: 'grey', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: {
    take: { label: '受理', within: takeDays },
    talk: { label: '洽谈', within: talkDays },
  },
  visible: visibleIntroductions,
  title: row => `对接「${row.title}」`,
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.asker_party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    posting_id: z.uuid(),
    own_posting_id: z.uuid().nullable(),
    intent_fen: z.number(),
    contract_fen: z.number(),
    actual_fen: z.number(),
    paid_fen: z.number(),
    outcome: z.string().nullable(),
    asked_at: z.date(),
  }),
  actions: action => ({
    ask: action<inputs.Asking>({
      label: '申请对接',
      past: '申请对接',
      done: '已提交，工作人员会联系对方',
      from: 'new',
      to: 'asked',
      by: anyPerson,
      tone: 'primary',
      input: inputs.asking,
      about: async (ctx, raw) =>
        (await inputs.publicPosting(ctx, raw.posting_id).catch(() => null))?.title ?? null,
      prefill: inputs.knownOfAsking,
      effect: (ctx, _row, input) => effects.ask(ctx, input),
      tell: row => [message({ duty: handleMatches.code }, texts.asked, { title: row.title }, deskPage(row))],
    }),
    propose: action<inputs.Proposing>({
      label: '提议对接',
      past: '声明没有利益冲突，提议双方对接',
      from: 'new',
      to: 'sounding',
      by: handleMatches,
      tone: 'primary',
      input: inputs.proposing,
      effect: (ctx, _row, input) => effects.propose(ctx, input),
      tell: (row, _input, ctx) => [
        message(
          { party: row.asker_party_id },
          texts.sounding,
          { title: row.title, days: String(answerDays.of(ctx.centre)) },
          ownPage(row),
        ),
      ],
    }),
    take: action<inputs.Taking>({
      label: '受理',
      past: '作了利益冲突声明',
      from: ['asked'],
      to: (_row, input) => (input.conflict === 'none' ? 'offered' : 'asked'),
      by: unconcerned,
      tone: 'primary',
      input: inputs.taking,
      effect: effects.take,
      consequence: effects.tellTaken,
    }),
    refuse: action<{ reason: string }>({
      label: '不作对接',
      past: '决定不作对接',
      from: ['asked'],
      to: 'declined',
      by: unconcerned,
      tone: 'danger',
      input: reason('不作对接的理由', '会告知申请的一方。'),
      effect: async (ctx, _row, input) => ({ reason: input.reason, closed_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.asker_party_id },
          texts.declined,
          { title: row.title, reason: input.reason },
          ownPage(row),
        ),
      ],
    }),
    agree: action<inputs.Contact>({
      label: '同意对接',
      past: '同意对接，并同意把联系方式告诉对方',
      done: '已记下',
      from: ['sounding', 'offered'],
      to: effects.afterAgreeing,
      by: inTurn,
      tone: 'primary',
      input: inputs.agreeing,
      prefill: inputs.contactInTurn,
      effect: async (ctx, row, input) => effects.agree(row, ctx, input),
      consequence: effects.tellAgreed,
    }),
    agreeByPhone: action<inputs.AgreedByPhone>({
      label: '登记对方同意',
      past: '登记了对方同意对接',
      from: ['sounding', 'offered'],
      to: effects.afterAgreeing,
      by: officer,
      input: inputs.agreedByPhone,
      prefill: inputs.contactInTurn,
      effect: async (ctx, row, input) => effects.agree(row, ctx, input),
      consequence: effects.tellAgreed,
      note: input => input.reason,
    }),
    decline: action<{ reason: string }>({
      label: '不同意',
      past: '不同意对接',
      from: ['sounding', 'offered'],
      to: 'declined',
      by: anyOf(inTurn, officer),
      input: reason('为什么', '写一句就行，会告知对方。'),
      effect: async (ctx, _row, input) => ({ reason: input.reason, closed_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.asker_party_id },
          texts.declined,
          { title: row.title, reason: input.reason },
          ownPage(row),
        ),
        row.officer_id !== null &&
          message(
            { staff: row.officer_id },
            texts.declined,
            { title: row.title, reason: input.reason },
            deskPage(row),
          ),
      ],
    }),
    lapse: action({
      label: '到期结束',
      past: '到期没有答复，结束',
      from: ['sounding', 'offered'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ closed_at: ctx.now }),
      tell: row => [
        message({ party: row.asker_party_id }, texts.lapsed, { title: row.title }, ownPage(row)),
        row.officer_id !== null &&
          message({ staff: row.officer_id }, texts.lapsed, { title: row.title }, deskPage(row)),
      ],
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了对接申请',
      from: ['asked', 'offered'],
      to: 'withdrawn',
      by: asker,
      tone: 'danger',
      confirm: '撤回后工作人员不再联系对方。',
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    abandon: action({
      label: '终止',
      past: '一方注销账号，不再跟进',
      from: ['asked', 'sounding', 'offered', 'talking', 'following'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    addRound: action<inputs.Round>({
      label: '记一次洽谈',
      past: '记下了一次洽谈',
      from: ['talking', 'following'],
      by: anyOf<Introduction>(eitherSide, officer),
      input: inputs.round,
      consequence: effects.addRound,
    }),
    conclude: action<inputs.Conclusion>({
      label: '登记结果',
      past: '登记了对接结果',
      from: ['talking'],
      to: (_row, input) => (input.outcome === 'made' ? 'following' : 'closed'),
      by: officer,
      tone: 'primary',
      input: inputs.conclusion,
      effect: effects.conclude,
      consequence: effects.planFollowUps,
      note: input => input.reason,
      tell: (row, input) =>
        toBoth(row, party =>
          message(
            { party },
            texts.concluded,
            { title: row.title, outcome: input.outcome === 'made' ? '对接成功' : '没有谈成' },
            ownPage(row),
          ),
        ),
    }),
    finish: action({
      label: '办结',
      past: '回访完毕，办结',
      from: ['following'],
      to: 'closed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    agreeNotice: action<{ consent: boolean }>({
      label: '同意公开成交消息',
      past: '同意公开成交消息',
      done: '已记下，双方都同意后才会公开',
      from: ['following', 'closed'],
      by: eitherSide,
      suits: row => row.outcome === 'made',
      blockedBy: (row, actor) =>
        (actor.parties.includes(row.asker_party_id) ? row.asker_public_at : row.owner_public_at) !== null &&
        '您已经同意了。',
      input: z.object({
        consent: z
          .boolean()
          .default(false)
          .refine(Boolean, '没有同意就不会公开')
          .meta({ label: '同意公开双方名称和对接内容，不公开联系方式', widget: 'checkbox' }),
      }),
      effect: async (ctx, row) =>
        effects.sideOf(ctx, row) === 'asker' ? { asker_public_at: ctx.now } : { owner_public_at: ctx.now },
    }),
    withdrawNotice: action({
      label: '不再同意公开',
      past: '不再同意公开，成交消息已撤下',
      done: '已撤下',
      from: ['following', 'closed'],
      by: anyOf<Introduction>(eitherSide, theSystem),
      suits: row => row.asker_public_at !== null || row.owner_public_at !== null,
      publishes: true,
      effect: async (ctx, row) => ({
        ...(effects.sideOf(ctx, row) === 'asker' ? { asker_public_at: null } : { owner_public_at: null }),
        ...(ctx.actor.kind === 'system' && { asker_public_at: null, owner_public_at: null }),
        ...{ notice: null, notice_on: null },
      }),
    }),
    publishNotice: action<{ notice: string }>({
      label: '公开成交消息',
      past: '公开了成交消息',
      from: ['following', 'closed'],
      by: officer,
      suits: row => row.outcome === 'made',
      blockedBy: row =>
        (row.asker_public_at === null || row.owner_public_at === null) && '双方都同意后才能公开。',
      publishes: true,
      input: z.object({
        notice: z
          .string()
          .trim()
          .min(10)
          .max(300)
          .meta({ label: '成交消息', widget: 'textarea', help: '写核实过的数，不写联系方式和个人信息。' }),
      }),
      prefill: async (_ctx, row) => ({ notice: row?.notice ?? undefined }),
      effect: async (ctx, _row, input) => ({ notice: input.notice, notice_on: dayOf(ctx.now) }),
    }),
    handOn: action<{ officer_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事承办',
      from: ['sounding', 'offered', 'talking', 'following'],
      by: theSystem,
      inner: true,
      // Who named a conflict of interest does not get it back by this door.
      input: z.object({ officer_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, row, { officer_id }) =>
        row.conflicted_ids.includes(officer_id) ? {} : { officer_id },
      note: input => input.reason,
      amongStaff: true,
    }),
  }),
})
