import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { type Message, message } from '#platform/notify'
import { publicityLeft } from '#platform/publicity'
import { points } from '#platform/scoring'
import { allOf, anyOf, applicant, concerned, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { checkAdmissions, decideAdmissions, seesAdmissions } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import * as settings from './settings.ts'

export type Admission = RowOf<'admission'>

/** Anyone who acts for somebody; for which firm, the form settles. */
const actsForFirm: Who<unknown> = {
  says: '为单位办事的人',
  test: actor => actor.kind === 'person' && actor.staffId === null,
}
/** Whoever was asked to review, whatever came of it, does not decide. */
const reviewer: Who<Admission> = {
  says: '评审人',
  test: (actor, row) => actor.staffId !== null && row.reviewer_ids.includes(actor.staffId),
}
const checker = allOf(checkAdmissions as Who<Admission>, not(concerned))
const decider = allOf(decideAdmissions as Who<Admission>, not(reviewer), not(concerned))
/** The papers are refused by who checks them, the rest by who decides. */
const refuser: Who<Admission> = {
  says: `${checker.says}；评审后为${decider.says}`,
  test: (actor, row, facts) => (row.state === 'deciding' ? decider : checker).test(actor, row, facts),
}

const page = (row: Admission): string => `/my/admissions/${row.id}`
const deskPage = (row: Admission): string => `/desk/admissions/${row.id}`
const tellFirm = <V extends string>(
  row: Admission,
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ party: row.party_id }, text, values, page(row))
const tellDesk = <V extends string>(
  row: Admission,
  duty: { code: string },
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ duty: duty.code }, text, values, deskPage(row))

const ended = async (ctx: Ctx) => ({ ended_at: ctx.now })

/** 4.5.1 准入: application → check of the papers → review by several → decision → 公示 → agreement → in the directory. */
export const admissionFlow = defineWorkflow({
  subject: 'admission',
  label: '入库申请',
  clause: '4.5.1',
  clocks: {
    check: { label: '形式审查', within: settings.checkDays },
    complete: { label: '补正', within: settings.completeDays, anew: true },
    review: { label: '评审', within: settings.reviewDays },
    decide: { label: '审定', within: settings.decideDays },
    sign: { label: '签约', within: settings.signDays },
  },
  states: {
    checking: { label: '审查材料', tone: 'blue', awaits: checkAdmissions, clock: 'check' },
    returned: {
      label: '待补正',
      tone: 'orange',
      awaits: applicant,
      clock: 'complete',
      after: { within: settings.completeDays, do: 'lapse' },
    },
    reviewing: { label: '评审中', tone: 'blue', awaits: checkAdmissions, clock: 'review' },
    deciding: { label: '待审定', tone: 'orange', awaits: decideAdmissions, clock: 'decide' },
    publicity: {
      label: '公示中',
      tone: 'orange',
      after: { within: row => row.publicity_left ?? 5, do: 'endPublicity' },
    },
    objected: { label: '公示中止（有异议）', tone: 'red', awaits: decideAdmissions },
    signing: { label: '待签约', tone: 'orange', awaits: checkAdmissions, clock: 'sign' },
    admitted: { label: '已入库', tone: 'green', final: true },
    refused: { label: '未通过', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    seesAdmissions(actor) || actor.kind === 'system'
      ? query
      : actor.parties.length > 0
        ? query.where('admission.party_id', 'in', [...actor.parties])
        : query.where('admission.id', 'is', null),
  title: row => `${row.name}申请入库`,
  href: (row, actor) => (actor.staffId ? deskPage(row) : page(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    code: z.string(),
    applied_at: z.date(),
    refusal: z.string().nullable(),
    provider_id: z.uuid().nullable(),
  }),
  actions: action => ({
    apply: action<inputs.Application>({
      label: '申请入库',
      past: '申请入库',
      done: '申请已提交，审查结果会通知您',
      from: 'new',
      to: 'checking',
      by: anyOf(actsForFirm, checkAdmissions),
      tone: 'primary',
      input: inputs.application,
      prefill: inputs.known,
      effect: effects.apply,
      tell: (row, _input, ctx) => [
        tellFirm(row, texts.applied, { name: row.name, days: String(settings.checkDays.of(ctx.centre)) }),
        tellDesk(row, checkAdmissions, texts.incoming, { name: row.name }),
      ],
    }),
    return: action<{ reason: string }>({
      label: '退回补正',
      past: '退回补正',
      from: ['checking'],
      to: 'returned',
      by: checker,
      input: inputs.reason('需要补正什么', '一次说清缺什么、怎么补。补正期间不计入审查时限。'),
      note: input => input.reason,
      tell: (row, { reason }, ctx) => [
        tellFirm(row, texts.returned, {
          name: row.name,
          reason,
          days: String(settings.completeDays.of(ctx.centre)),
        }),
      ],
    }),
    complete: action<Omit<inputs.Application, 'party_id'>>({
      label: '补正后重新提交',
      past: '补正了材料',
      done: '已重新提交，审查结果会通知您',
      from: ['returned'],
      to: 'checking',
      by: anyOf(applicant, checker),
      tone: 'primary',
      input: inputs.completion,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => effects.columnsOf(input),
      tell: row => [tellDesk(row, checkAdmissions, texts.completed, { name: row.name })],
    }),
    lapse: action({
      label: '逾期未补正',
      past: '逾期未补正，自动撤回',
      from: ['returned'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      effect: ended,
      tell: row => [tellFirm(row, texts.lapsed, { name: row.name })],
    }),
    appoint: action<{ reviewers: string[] }>({
      label: '材料齐全，选评审人',
      past: '审查通过，确定了评审人',
      from: ['checking'],
      to: 'reviewing',
      by: checker,
      tone: 'primary',
      input: inputs.appointment,
      effect: async (_ctx, _row, { reviewers }) => ({ reviewer_ids: reviewers }),
      consequence: effects.askReviewers,
      tell: (row, { reviewers }) => [
        tellFirm(row, texts.underReview, { name: row.name, count: String(reviewers.length) }),
      ],
    }),
    addReviewer: action<{ reviewer_id: string }>({
      label: '增补评审人',
      past: '更换了评审人',
      from: ['reviewing'],
      by: theSystem,
      inner: true,
      input: z.object({ reviewer_id: z.uuid() }),
      effect: async (_ctx, row, { reviewer_id }) => ({ reviewer_ids: [...row.reviewer_ids, reviewer_id] }),
      consequence: (ctx, row, { reviewer_id }) => effects.askReviewer(ctx, row, reviewer_id),
    }),
    conclude: action({
      label: '评审完毕',
      past: '评审完毕',
      from: ['reviewing'],
      to: 'deciding',
      by: theSystem,
      inner: true,
      effect: effects.average,
      tell: row => [
        tellDesk(row, decideAdmissions, texts.reviewed, { name: row.name, score: points(row.score ?? 0) }),
      ],
    }),
    pass: action<{ opinion: string; days: number }>({
      label: '通过，公示',
      past: '审定通过，开始公示',
      from: ['deciding'],
      to: 'publicity',
      by: decider,
      tone: 'primary',
      publishes: true,
      blockedBy: (row, _actor, { centre }) =>
        (row.score ?? 0) < settings.passMark.of(centre) * 10 &&
        `平均 ${points(row.score ?? 0)} 分，没有达到通过线 ${settings.passMark.of(centre)} 分。`,
      input: inputs.passing,
      effect: async (ctx, _row, { opinion, days }) => ({
        ...{ opinion, publicity_days: days, publicity_left: days },
        publicity_from: dayOf(ctx.now),
      }),
      note: input => `${input.opinion}（公示 ${input.days} 个工作日）`,
      tell: (row, { days }) => [tellFirm(row, texts.publicity, { name: row.name, days: String(days) })],
    }),
    halt: action({
      label: '中止公示',
      past: '因有异议中止公示',
      from: ['publicity'],
      to: 'objected',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async (ctx, row) => ({
        publicity_left: publicityLeft(ctx, row.publicity_from as string, row.publicity_left as number),
      }),
      tell: row => [tellFirm(row, texts.halted, { name: row.name })],
    }),
    resume: action({
      label: '恢复公示',
      past: '异议不成立，恢复公示',
      from: ['objected'],
      to: 'publicity',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async ctx => ({ publicity_from: dayOf(ctx.now) }),
      tell: row => [tellFirm(row, texts.resumed, { name: row.name })],
    }),
    endPublicity: action({
      label: '公示期满',
      past: '公示期满，没有成立的异议',
      from: ['publicity'],
      to: 'signing',
      by: theSystem,
      inner: true,
      publishes: true,
      tell: row => [
        tellFirm(row, texts.toSign, { name: row.name }),
        tellDesk(row, checkAdmissions, texts.toSignHere, { name: row.name }),
      ],
    }),
    sign: action<inputs.Signing>({
      label: '登记签约，入库',
      past: '签约入库',
      from: ['signing'],
      to: 'admitted',
      by: checker,
      tone: 'primary',
      publishes: true,
      input: inputs.signing,
      effect: effects.admit,
      note: input => `协议 ${input.agreement}，${input.first_day} 至 ${input.last_day}`,
      tell: (row, { last_day }) => [tellFirm(row, texts.admitted, { name: row.name, until: last_day })],
    }),
    refuse: action<inputs.Refusing>({
      label: '不予入库',
      past: '决定不予入库',
      from: ['checking', 'deciding', 'signing'],
      to: 'refused',
      by: refuser,
      tone: 'danger',
      publishes: true,
      input: inputs.refusing,
      effect: effects.refuse,
      note: input => `${inputs.refusals[input.refusal]}：${input.text}`,
      tell: (row, input, ctx) => [
        tellFirm(row, texts.refused, {
          name: row.name,
          reason: `${inputs.refusals[input.refusal]}。${input.text}`,
          days: String(settings.againDays.of(ctx.centre)),
        }),
      ],
    }),
    rejectAfterObjection: action<{ answer: string }>({
      label: '异议成立',
      past: '异议成立，不予入库',
      from: ['objected'],
      to: 'refused',
      by: theSystem,
      inner: true,
      publishes: true,
      input: z.object({ answer: z.string() }),
      effect: (ctx, row, { answer }) => effects.refuse(ctx, row, { refusal: 'objection', text: answer }),
      tell: (row, { answer }, ctx) => [
        tellFirm(row, texts.refused, {
          name: row.name,
          reason: `${inputs.refusals.objection}。${answer}`,
          days: String(settings.againDays.of(ctx.centre)),
        }),
      ],
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回申请',
      past: '撤回了申请',
      done: '申请已撤回',
      from: ['checking', 'returned', 'reviewing', 'deciding', 'publicity', 'objected', 'signing'],
      to: 'withdrawn',
      by: applicant,
      tone: 'danger',
      publishes: true,
      input: inputs.reason('撤回的原因'),
      effect: ended,
      consequence: effects.cancelReviews,
      note: input => input.reason,
      tell: row => [tellDesk(row, checkAdmissions, texts.withdrawn, { name: row.name })],
    }),
  }),
})

/** Performs what follows of itself from what happens to a review or an objection. */
export const bySystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
