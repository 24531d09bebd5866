import { z } from 'zod'
import { noteContact } from '#modules/parties'
import type { Day } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { allOf, anyOf, anyPerson, applicant, assignee, concerned, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { appliedFor } from './applied-item.ts'
import { closed, reopened } from './closing.ts'
import {
  acceptCases,
  applicants,
  askedBy,
  assignCases,
  caseWorker,
  registerCases,
  seesCases,
} from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { caseHints } from './queries/hints.ts'
import { acceptDays, agreeDays, completeDays, confirmDays, mostExtensionDays } from './settings.ts'

const tellAssignee = (row: RowOf<'service_case'>, text: typeof texts.written) =>
  row.assignee_id
    ? [
        message(
          { staff: row.assignee_id },
          text,
          { item: row.title, number: row.number },
          `/desk/cases/${row.id}`,
        ),
      ]
    : []

/** Whoever takes a case over themselves need not be told. */
const tellNewAssignee = (row: RowOf<'service_case'>, ctx: Ctx) =>
  row.assignee_id === ctx.actor.staffId ? [] : tellAssignee(row, texts.assigned)

/** Their 服务专员 sees when they were last in touch with the centre. */
async function spokeWith(ctx: Ctx, row: RowOf<'service_case'>): Promise<void> {
  if (row.party_id) await noteContact(ctx, row.party_id)
}

/** Nobody decides or works on what they applied for themselves. */
const acceptor = allOf(acceptCases, not(concerned))
const handler = allOf(anyOf(assignee, assignCases), not(concerned))

/** Where the work on a case is not over. */
export const underWay = [
  'submitted',
  'returned',
  'accepted',
  'inviting',
  'quoted',
  'in_delivery',
  'delivered',
  'answered',
] as const

/** 5.1 and 5.6.1: a recipient asks for a service item; the centre answers, or finds a provider who delivers. */
export const serviceCaseFlow = defineWorkflow({
  subject: 'service_case',
  label: '办件',
  clause: '5.1、5.6.1',
  clocks: {
    accept: { label: '受理', within: acceptDays },
    complete: { label: '补正', within: completeDays },
    handle: {
      label: '承诺办理',
      within: row => row.promised_days + row.extended_days,
      until: row => row.agreed_until,
    },
    agree: { label: '确认报价', within: agreeDays },
    confirm: { label: '确认', within: confirmDays },
  },
  states: {
    submitted: { label: '待受理', tone: 'blue', awaits: acceptCases, clock: 'accept' },
    returned: {
      label: '待补正',
      tone: 'orange',
      awaits: applicant,
      clock: 'complete',
      after: { within: completeDays, do: 'lapse' },
    },
    accepted: { label: '办理中', tone: 'green', awaits: assignee, clock: 'handle' },
    inviting: { label: '报价中', tone: 'green', awaits: assignee, clock: 'handle' },
    quoted: { label: '待确认报价', tone: 'orange', awaits: applicant, clock: 'agree' },
    in_delivery: { label: '服务中', tone: 'green', awaits: assignee, clock: 'handle' },
    delivered: {
      label: '待确认交付',
      tone: 'orange',
      awaits: applicant,
      clock: 'confirm',
      after: { within: confirmDays, do: 'confirmByTime' },
    },
    answered: {
      label: '待确认答复',
      tone: 'orange',
      awaits: applicant,
      clock: 'confirm',
      after: { within: confirmDays, do: 'confirmByTime' },
    },
    closed: { label: '已办结', tone: 'grey', final: true },
    refused: { label: '不予受理', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system' || seesCases(actor)) return query
    const parties = [noId, ...actor.parties]
    if (parties.length === 1 && !actor.proxies?.length) return query.where('service_case.id', 'is', null)
    return query.where(eb => eb.or([askedBy(actor)(eb), eb('service_case.provider_party_id', 'in', parties)]))
  },
  opensFile: effects.opensNeed,
  title: row => row.title,
  hints: caseHints,
  href: (row, actor) => (actor.staffId ? `/desk/cases/${row.id}` : `/my/cases/${row.id}`),
  party: row => row.party_id,
  record: inputs.caseRecord,
  actions: action => ({
    submit: action<inputs.Submit>({
      label: '提交申请',
      past: '提交了申请',
      from: 'new',
      to: 'submitted',
      by: anyPerson,
      tone: 'primary',
      quiet: true,
      input: inputs.submit,
      about: appliedFor,
      done: '申请已提交，受理后会通知您',
      prefill: inputs.knownOfApplicant,
      effect: effects.submit,
      note: (_input, row) => (row.proxy_id ? '凭授权代办' : null),
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.submitted,
          {
            item: row.title,
            number: row.number,
            code: row.lookup_code,
            days: String(acceptDays.of(ctx.centre)),
          },
          `/my/cases/${row.id}`,
        ),
        message(
          { duty: acceptCases.code },
          texts.incoming,
          { item: row.title, number: row.number },
          `/desk/cases/${row.id}`,
        ),
      ],
    }),
    register: action<inputs.Register>({
      label: '窗口登记',
      past: '登记了来访',
      from: 'new',
      to: 'accepted',
      by: registerCases,
      quiet: true,
      input: inputs.register,
      effect: effects.register,
      consequence: spokeWith,
      note: input => input.note,
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.registered,
          { item: row.title, number: row.number, code: row.lookup_code },
          `/my/cases/${row.id}`,
        ),
        ...tellNewAssignee(row, ctx),
      ],
    }),
    accept: action<{ assignee_id: string }>({
      label: '受理',
      past: '受理',
      from: ['submitted'],
      to: 'accepted',
      by: acceptor,
      tone: 'primary',
      input: inputs.assignment,
      prefill: async ctx => ({ assignee_id: ctx.actor.staffId }),
      effect: async (ctx, _row, input) => ({ assignee_id: input.assignee_id, accepted_at: ctx.now }),
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.accepted,
          { item: row.title, number: row.number, days: String(row.promised_days) },
          `/my/cases/${row.id}`,
        ),
        ...tellNewAssignee(row, ctx),
      ],
    }),
    return: action<{ reason: string }>({
      label: '退回补正',
      past: '退回补正',
      from: ['submitted', 'accepted'],
      to: 'returned',
      by: allOf(anyOf(acceptCases, assignee), not(concerned)),
      input: inputs.reason('需要补正什么', '请写清缺什么、怎么补，让对方一次补齐。'),
      note: input => input.reason,
      tell: (row, input, ctx) => [
        message(
          { party: row.party_id },
          texts.returned,
          {
            item: row.title,
            number: row.number,
            reason: input.reason,
            days: String(completeDays.of(ctx.centre)),
          },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    complete: action<inputs.Completion>({
      label: '补充材料并重新提交',
      done: '已重新提交，工作人员会接着办理',
      past: '补充了材料',
      from: ['returned'],
      by: applicants,
      tone: 'primary',
      to: row => (row.assignee_id ? 'accepted' : 'submitted'),
      input: inputs.completion,
      prefill: async (_ctx, row) => ({ answers: row?.answers ?? {} }),
      effect: async (_ctx, _row, input) => ({ answers: JSON.stringify(input.answers) }),
      note: input => input.note,
    }),
    lapse: action({
      label: '逾期未补正',
      past: '逾期未补正，自动撤回',
      from: ['returned'],
      to: 'withdrawn',
      by: theSystem,
      quiet: true,
      effect: async ctx => ({ closed_at: ctx.now }),
      tell: row => [
        message(
          { party: row.party_id },
          texts.lapsed,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    refuse: action<{ reason: string }>({
      label: '不予受理',
      past: '决定不予受理',
      from: ['submitted'],
      to: 'refused',
      by: acceptor,
      tone: 'danger',
      input: inputs.reason('不予受理的理由', '请说明依据，并告知还可以找谁办。'),
      effect: async ctx => ({ closed_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.refused,
          { item: row.title, number: row.number, reason: input.reason },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    transfer: action<{ assignee_id: string; reason: string }>({
      label: '转办',
      past: '转办',
      from: ['accepted', 'inviting', 'in_delivery'],
      by: handler,
      input: inputs.transfer,
      effect: async (_ctx, _row, input) => ({ assignee_id: input.assignee_id }),
      note: input => input.reason,
      tell: (row, _input, ctx) => tellNewAssignee(row, ctx),
    }),
    handOn: action<{ assignee_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事承办',
      from: underWay,
      by: theSystem,
      inner: true,
      input: z.object({ assignee_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, input) => ({ assignee_id: input.assignee_id }),
      note: input => input.reason,
    }),
    extend: action<{ days: number; reason: string }>({
      label: '延期',
      past: '延长了办理时限',
      from: ['accepted', 'inviting', 'in_delivery'],
      by: handler,
      blockedBy: row => row.extended_days > 0 && '这件已经延期过一次，不能再延。',
      input: async ctx => inputs.extension(mostExtensionDays.of(ctx.centre)),
      effect: async (_ctx, _row, input) => ({ extended_days: input.days }),
      note: input => `延长 ${input.days} 个工作日：${input.reason}`,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.extended,
          { item: row.title, number: row.number, days: String(input.days), reason: input.reason },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    answer: action<{ answer: string; answer_basis?: string | undefined }>({
      label: '答复',
      past: '作出答复',
      from: ['accepted'],
      to: 'answered',
      by: handler,
      tone: 'primary',
      suits: row => row.handling === 'consultation',
      input: inputs.answer,
      effect: async (_ctx, _row, input) => ({
        answer: input.answer,
        answer_basis: input.answer_basis ?? null,
      }),
      consequence: spokeWith,
      tell: row => [
        message(
          { party: row.party_id },
          texts.answered,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    invite: action<inputs.Invitation>({
      label: '邀请报价',
      done: '已邀请，服务商回复后会显示在这里',
      past: '邀请服务商报价',
      from: ['accepted', 'inviting'],
      to: 'inviting',
      by: handler,
      tone: 'primary',
      suits: row => row.handling === 'order',
      input: inputs.invitation,
      consequence: effects.invite,
      note: input => `邀请 ${input.providers.length} 家：${input.reason}`,
    }),
    presentQuotes: action({
      label: '提交对象比选',
      past: '将报价交由申请人比选',
      from: ['inviting'],
      to: 'quoted',
      by: anyOf(theSystem, handler),
      consequence: effects.presentQuotes,
      tell: row => [
        message(
          { party: row.party_id },
          texts.quoted,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    agree: action<{ quote_id: string }>({
      label: '选定服务商',
      past: '选定了服务商',
      from: ['quoted'],
      to: 'in_delivery',
      by: applicants,
      tone: 'primary',
      input: inputs.agreement,
      effect: effects.agree,
    }),
    reinvite: action<{ reason: string }>({
      label: '都不合适，重新邀请',
      done: '已告诉工作人员，会另行邀请服务商报价',
      past: '要求重新邀请报价',
      from: ['quoted'],
      to: 'accepted',
      by: applicants,
      input: inputs.reason('哪里不合适', '例如价格、工期或内容。'),
      consequence: effects.cancelQuotes,
      note: input => input.reason,
    }),
    handBack: action<{ reason: string }>({
      label: '另找服务商',
      past: '交回重新找服务商',
      from: ['quoted', 'in_delivery'],
      to: 'accepted',
      by: anyOf(theSystem, handler),
      suits: row => row.handling === 'order',
      input: inputs.reason('为什么另找服务商', '会告知申请人和原来的服务商。'),
      effect: effects.handBack,
      consequence: effects.dropAgreement,
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.handedBack,
          { item: row.title, number: row.number, reason: input.reason },
          `/my/cases/${row.id}`,
        ),
        ...tellAssignee(row, texts.toInviteAgain),
      ],
    }),
    deliver: action<{ note: string; files: string[] }>({
      label: '交付',
      past: '交付了成果',
      from: ['in_delivery'],
      to: 'delivered',
      by: anyOf(effects.agreedProvider, handler),
      tone: 'primary',
      blockedBy: row => row.by_milestones && '这件按协议分里程碑交付，请到服务订单里逐项交付、验收。',
      input: inputs.delivery,
      note: input => input.note,
      tell: row => [
        message(
          { party: row.party_id },
          texts.delivered,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    deliverBy: action<{ milestones: boolean; until: Day | null }>({
      label: '约定交付方式',
      past: '约定了交付方式',
      from: ['in_delivery'],
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ milestones: z.boolean(), until: z.iso.date().nullable() }),
      effect: async (_ctx, _row, input) => ({ by_milestones: input.milestones, agreed_until: input.until }),
      note: input =>
        input.until
          ? `按协议分里程碑交付，约定 ${input.until} 前全部交付`
          : input.milestones
            ? '按协议分里程碑交付、验收'
            : '一次交付、确认',
    }),
    fulfil: action<{ by_time: boolean }>({
      label: '协议履行完毕',
      past: '协议约定的事项都已验收，办结',
      from: ['in_delivery'],
      to: 'closed',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ by_time: z.boolean() }),
      effect: async (ctx, _row, input) => ({
        outcome: input.by_time ? 'confirmed_by_time' : 'confirmed',
        closed_at: ctx.now,
      }),
      consequence: closed,
      tell: row => [
        message(
          { party: row.party_id },
          texts.fulfilled,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    rework: action<{ reason: string }>({
      label: '需要修改或补充',
      done: '您的意见已告诉对方，改好后会再通知您',
      past: '要求修改',
      from: ['delivered', 'answered'],
      by: applicants,
      to: row => (row.handling === 'order' ? 'in_delivery' : 'accepted'),
      input: inputs.reason('需要修改或补充什么', '写得具体，对方才能一次改好。'),
      note: input => input.reason,
      tell: row => tellAssignee(row, texts.rework),
    }),
    confirm: action({
      label: '确认办结',
      done: '已办结，欢迎您评价这次服务',
      past: '确认办结',
      from: ['delivered', 'answered'],
      to: 'closed',
      by: applicants,
      tone: 'primary',
      effect: async ctx => ({ outcome: 'confirmed', closed_at: ctx.now }),
      consequence: closed,
    }),
    confirmForApplicant: action<{ reason: string }>({
      label: '代为确认',
      past: '经电话或当面确认后办结',
      from: ['delivered', 'answered'],
      to: 'closed',
      by: handler,
      suits: row => row.channel !== 'portal',
      input: inputs.reason('何时、如何得到对方确认', '例如：11 月 24 日电话确认，对方表示满意。'),
      effect: async ctx => ({ outcome: 'confirmed', closed_at: ctx.now }),
      consequence: closed,
      note: input => input.reason,
    }),
    confirmByTime: action({
      label: '逾期自动确认',
      past: '逾期未回应，按时限确认办结',
      from: ['delivered', 'answered'],
      to: 'closed',
      by: theSystem,
      quiet: true,
      effect: async ctx => ({ outcome: 'confirmed_by_time', closed_at: ctx.now }),
      consequence: closed,
      tell: row => [
        message(
          { party: row.party_id },
          texts.closedByTime,
          { item: row.title, number: row.number },
          `/my/cases/${row.id}`,
        ),
      ],
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回申请',
      done: '申请已撤回',
      past: '撤回了申请',
      from: ['submitted', 'returned', 'accepted', 'inviting', 'quoted'],
      to: 'withdrawn',
      by: applicants,
      tone: 'danger',
      input: inputs.reason('撤回的原因', '写一句就行，不少于 5 个字，方便我们改进。'),
      effect: async ctx => ({ closed_at: ctx.now }),
      consequence: effects.cancelQuotes,
      note: input => input.reason,
    }),
    abandon: action({
      label: '终止办理',
      past: '因申请人注销账号终止办理',
      from: underWay,
      to: 'withdrawn',
      by: theSystem,
      quiet: true,
      effect: async ctx => ({ closed_at: ctx.now }),
      consequence: effects.dropAgreement,
      tell: row => [
        ...tellAssignee(row, texts.abandoned),
        row.provider_party_id !== null &&
          message(
            { party: row.provider_party_id },
            texts.abandoned,
            { item: row.title, number: row.number },
            `/my/cases/${row.id}`,
          ),
      ],
    }),
    reopen: action<{ reason: string }>({
      label: '重新办理',
      done: '已重新开始办理，有进展会通知申请人',
      past: '要求重新办理',
      from: ['closed'],
      by: anyOf(applicants, assignCases),
      to: row => (row.provider_id ? 'in_delivery' : 'accepted'),
      blockedBy: effects.tooLateToReopen,
      input: inputs.reason('为什么需要重新办理', '说明哪里没有解决。'),
      // What is taken up again is delivered and confirmed in one piece: the milestones were accepted.
      effect: async () => ({ closed_at: null, outcome: null, by_milestones: false }),
      consequence: reopened,
      note: input => input.reason,
      tell: row => tellAssignee(row, texts.reopened),
    }),
    write: action<{ body: string }>({
      label: '留言',
      past: '留言',
      from: 'any',
      by: anyOf(applicants, effects.agreedProvider, caseWorker),
      quiet: true,
      input: inputs.text('留言', 1000),
      consequence: effects.write,
      tell: effects.tellOtherSides,
    }),
    note: action<{ body: string }>({
      label: '内部备注',
      past: '写了内部备注',
      from: 'any',
      by: allOf(caseWorker, not(concerned)),
      quiet: true,
      amongStaff: true,
      input: inputs.text('内部备注', 1000),
      consequence: effects.noteInternally,
    }),
  }),
})
