import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { complexities, isGrievance, kinds, labelIn, refusals, shortFindings } from './codes.ts'
import {
  acceptDesk,
  acceptor,
  bureauComplaints,
  bureauDesk,
  type Complaint,
  callBackComplaints,
  callDesk,
  caller,
  complainant,
  handler,
  registerComplaints,
  worker,
} from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { aboutIn, type Intake, intakeForm } from './intake.ts'
import { tellDesk, texts, toComplainant, toStaff } from './messages.ts'
import { complaintHints } from './queries.ts'
import * as settings from './settings.ts'
import { visibleComplaints } from './visible.ts'

/** Where it is not over. */
export const underWay = [
  'submitted',
  'accepted',
  'handling',
  'answered',
  'told',
  'disputed',
  'reviewing',
  'appealed',
] as const

const tellIncoming = (ctx: Parameters<typeof tellDesk>[0], row: Complaint) =>
  tellDesk(ctx, row, texts.incoming, { kind: labelIn(kinds, row.kind), number: row.number })

const tellReceived = (row: Complaint, ctx: Parameters<typeof tellDesk>[0]) =>
  toComplainant(row, texts.received, {
    number: row.number,
    code: row.lookup_code,
    days: String(settings.acceptDays.of(ctx.centre)),
  })

const tellAssigned = (row: Complaint, ctx: Parameters<typeof tellDesk>[0]) =>
  toStaff(ctx, row, row.assignee_id, texts.assigned, { number: row.number })

/**
 * 4.5.1 服务反馈与处置: taken in by web, phone, counter or letter, named or anonymous; accepted or refused with a coded
 * reason; handled by somebody whom it is not about, answered, called back by another; whoever is not satisfied is heard
 * once more by a third. No action keeps free text in the journal: that stands with the complaint.
 */
export const complaintFlow = defineWorkflow({
  subject: 'complaint',
  label: '服务反馈',
  confidential: true,
  clause: '4.5.1',
  clocks: {
    accept: { label: '受理', within: settings.acceptDays },
    handle: { label: '办理', within: row => row.handle_days + row.extended_days },
    callback: { label: '回访', within: row => row.callback_days },
    reassign: { label: '指派复核', within: settings.reassignDays },
    review: { label: '复核', within: row => row.review_days },
    appeal: { label: '复查', within: settings.appealDays },
  },
  states: {
    submitted: { label: '待受理', tone: 'blue', awaits: acceptDesk, clock: 'accept' },
    accepted: { label: '待分派', tone: 'orange', awaits: acceptDesk, clock: 'handle' },
    handling: { label: '办理中', tone: 'green', awaits: handlerAddress(), clock: 'handle' },
    answered: { label: '待回访', tone: 'orange', awaits: callDesk, clock: 'callback' },
    told: {
      label: '已答复',
      tone: 'green',
      after: { within: settings.callbackDays, do: 'closeUntold' },
    },
    disputed: { label: '待复核', tone: 'red', awaits: acceptDesk, clock: 'reassign' },
    reviewing: { label: '复核中', tone: 'green', awaits: handlerAddress(), clock: 'review' },
    refused: { label: '不予受理', tone: 'red', final: true },
    appealed: { label: '主管部门复查中', tone: 'orange', awaits: bureauComplaints, clock: 'appeal' },
    closed: {
      label: '已办结',
      tone: 'grey',
      after: { within: settings.archiveDays, do: 'archive' },
    },
    archived: { label: '已归档', tone: 'grey', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
    merged: { label: '已并案', tone: 'grey', final: true },
  },
  visible: visibleComplaints,
  // What it is about is told to those who may open it, by `hints`; a title travels further.
  title: () => '服务反馈',
  hints: complaintHints,
  href: (row, actor) => (actor.staffId ? `/desk/complaints/${row.id}` : `/my/complaints/${row.id}`),
  party: row => row.party_id,
  record: inputs.complaintRecord,
  actions: action => ({
    submit: action<Intake>({
      label: '提交',
      past: '提交了反馈',
      from: 'new',
      to: 'submitted',
      by: { says: '任何人', test: () => true },
      inner: true,
      quiet: true,
      input: (ctx, _row, raw) => intakeForm(ctx, aboutIn(raw.about), 'web'),
      effect: effects.enter,
      consequence: tellIncoming,
      tell: (row, _input, ctx) => tellReceived(row, ctx),
    }),
    register: action<Intake>({
      label: '登记服务反馈',
      past: '登记了反馈',
      from: 'new',
      to: 'submitted',
      by: registerComplaints,
      inner: true,
      quiet: true,
      input: (ctx, _row, raw) => intakeForm(ctx, aboutIn(raw.about), 'desk'),
      effect: effects.enter,
      consequence: tellIncoming,
      tell: (row, _input, ctx) => tellReceived(row, ctx),
    }),
    addDetails: action<{ reason: string }>({
      label: '补充情况',
      done: '已补充，办理的人会看到',
      past: '补充了情况',
      from: ['submitted', 'accepted', 'handling', 'answered', 'told', 'disputed', 'reviewing', 'appealed'],
      by: complainant,
      input: inputs.reason('补充的情况', '新想起来的经过、时间、证人，或您的诉求。'),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'details', '补充情况', input.reason),
      tell: (row, _input, ctx) => toStaff(ctx, row, row.assignee_id, texts.details, { number: row.number }),
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回',
      done: '已撤回',
      past: '撤回了反馈',
      from: ['submitted', 'accepted', 'handling', 'disputed', 'reviewing'],
      to: 'withdrawn',
      by: complainant,
      suits: row => !row.anonymous,
      tone: 'danger',
      input: inputs.reason('撤回的原因', '写一句就行，例如：问题已经解决。'),
      effect: async ctx => ({ closed_at: ctx.now }),
      consequence: async (ctx, row, input) => {
        await effects.note(ctx, row, 'reason', '撤回', input.reason)
        await effects.cancelStatements(ctx, row)
      },
    }),
    accept: action<inputs.Acceptance>({
      label: '受理',
      past: '受理',
      from: ['submitted'],
      to: (_row, input) => (input.assignee_id ? 'handling' : 'accepted'),
      by: acceptor,
      suits: row => row.kind !== 'praise',
      tone: 'primary',
      input: inputs.acceptance,
      effect: effects.accept,
      tell: (row, _input, ctx) => [
        ...toComplainant(row, texts.accepted, { number: row.number, days: String(row.handle_days) }),
        ...tellAssigned(row, ctx),
      ],
    }),
    reply: action<{ finding: string; answer: string }>({
      label: '直接答复',
      past: '作出答复',
      from: ['submitted'],
      to: 'closed',
      by: acceptor,
      suits: row => !isGrievance(row),
      tone: 'primary',
      input: (ctx, row) => inputs.answering(ctx, row) as never,
      effect: async (ctx, _row, { finding, answer }) => ({
        ...{ finding, answer },
        ...{ accepted_at: ctx.now, answered_at: ctx.now, closed_at: ctx.now },
      }),
      tell: row => tellThanked(row),
    }),
    refuse: action<inputs.Refusing>({
      label: '不予受理',
      past: '决定不予受理',
      from: ['submitted'],
      to: 'refused',
      by: acceptor,
      suits: isGrievance,
      tone: 'danger',
      input: inputs.refusing,
      effect: async (ctx, _row, input) => ({
        refusal: input.refusal,
        refusal_text: input.text,
        closed_at: ctx.now,
      }),
      tell: (row, input) =>
        toComplainant(row, texts.refused, { number: row.number, reason: labelIn(refusals, input.refusal) }),
    }),
    merge: action<{ into: string }>({
      label: '并入先前的一件',
      past: '与先前的一件并案办理',
      from: ['submitted'],
      to: 'merged',
      by: acceptor,
      input: inputs.joining,
      effect: async (ctx, _row, { into }) => ({ merged_into: into, closed_at: ctx.now }),
      consequence: (ctx, row, { into }) => effects.join(ctx, row, into),
    }),
    takeIn: action({
      label: '并入一件',
      past: '另有一件相同的反馈并入',
      from: ['submitted', 'accepted', 'handling', 'disputed', 'reviewing'],
      by: theSystem,
      inner: true,
      tell: (row, _input, ctx) => [
        ...toComplainant(row, texts.joined, { number: row.number }),
        ...toStaff(ctx, row, row.assignee_id, texts.joined, { number: row.number }),
      ],
    }),
    passToBureau: action<{ reason: string }>({
      label: '转主管部门办理',
      done: '已转主管部门办理，中心的人员不再看到这一件',
      past: '转主管部门办理',
      from: ['submitted', 'accepted'],
      to: 'submitted',
      by: acceptor,
      suits: row => !row.for_bureau && isGrievance(row),
      confirm: '涉及中心、中心负责人或运营机构的，由主管部门办理。转出后中心的人员不再看到这一件。',
      input: inputs.reason('为什么转'),
      effect: async () => ({ for_bureau: true, assignee_id: null }),
      consequence: async (ctx, row, input) => {
        await effects.note(ctx, row, 'reason', '转主管部门', input.reason)
        await tellIncoming(ctx, row)
      },
    }),
    passToCentre: action<{ reason: string }>({
      label: '交中心办理',
      past: '交中心办理',
      from: ['submitted'],
      by: bureauDesk,
      suits: row => row.for_bureau,
      confirm: '交中心后，中心办理服务反馈的人员会看到这一件。只有确实不涉及中心负责人和运营机构的才交。',
      input: inputs.reason('为什么交'),
      effect: async () => ({ for_bureau: false }),
      consequence: async (ctx, row, input) => {
        await effects.note(ctx, row, 'reason', '交中心办理', input.reason)
        await tellIncoming(ctx, row)
      },
    }),
    assign: action<{ assignee_id: string }>({
      label: '分派',
      past: '分派',
      from: ['accepted'],
      to: 'handling',
      by: acceptor,
      tone: 'primary',
      input: inputs.assignment,
      effect: async (_ctx, row, input) => effects.withHandler(row, input.assignee_id),
      tell: (row, _input, ctx) => tellAssigned(row, ctx),
    }),
    transfer: action<{ assignee_id: string; reason: string }>({
      label: '转办',
      past: '转办',
      from: ['handling'],
      by: acceptor,
      input: inputs.transfer,
      effect: async (_ctx, row, input) => effects.withHandler(row, input.assignee_id),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'reason', '转办', input.reason),
      tell: (row, _input, ctx) => tellAssigned(row, ctx),
    }),
    handOn: action<{ assignee_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事办理',
      from: ['handling', 'reviewing'],
      // A successor whom it is about, or who handled what is now reviewed, does not get it.
      to: (row, input) =>
        !row.concerned_ids.includes(input.assignee_id) &&
        (row.state === 'handling' || !row.handler_ids.includes(input.assignee_id))
          ? (row.state as 'handling')
          : row.state === 'handling'
            ? 'accepted'
            : 'disputed',
      by: theSystem,
      inner: true,
      input: z.object({ assignee_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, row, input) =>
        row.concerned_ids.includes(input.assignee_id)
          ? { assignee_id: null }
          : effects.withHandler(row, input.assignee_id),
    }),
    extend: action<{ days: number; reason: string }>({
      label: '延期',
      past: '延长了办理时限',
      from: ['handling'],
      by: handler,
      blockedBy: row => row.extended_days > 0 && '这件已经延期过一次，不能再延。',
      input: async ctx => inputs.extension(ctx),
      effect: async (_ctx, _row, input) => ({ extended_days: input.days }),
      consequence: (ctx, row, input) =>
        effects.note(ctx, row, 'reason', `延期 ${input.days} 个工作日`, input.reason),
      tell: (row, input) =>
        toComplainant(row, texts.extended, {
          number: row.number,
          days: String(input.days),
          reason: input.reason,
        }),
    }),
    askProvider: action<{ question: string }>({
      label: '请服务商说明',
      past: '请服务商说明情况',
      from: ['handling', 'reviewing'],
      by: handler,
      suits: row => row.provider_id !== null,
      input: z.object({
        question: inputs.words('请对方说明什么', {
          min: 10,
          help: '服务商只看到这里写的。不要写反映人的姓名、电话，也不要照抄原话。',
        }),
      }),
      consequence: (ctx, row, input) => effects.askProvider(ctx, row, input.question),
    }),
    answer: action<inputs.Answering>({
      label: '答复',
      past: '作出答复',
      from: ['handling', 'reviewing'],
      to: effects.afterAnswer,
      by: handler,
      tone: 'primary',
      input: inputs.answering,
      prefill: async (_ctx, row) => ({ answer: row?.answer, measures: row?.measures }),
      effect: effects.answer,
      consequence: async (ctx, row) => {
        await effects.cancelStatements(ctx, row)
        await effects.tellJoined(ctx, row)
        if (row.state === 'answered')
          await tellDesk(ctx, row, texts.waiting, { number: row.number, what: '待回访' }, callBackComplaints)
      },
      tell: row =>
        isGrievance(row) ? toComplainant(row, texts.answered, { number: row.number }) : tellThanked(row),
    }),
    tellSatisfied: action({
      label: '满意',
      done: '谢谢您告诉我们',
      past: '表示满意',
      from: ['answered', 'told'],
      to: 'closed',
      by: complainant,
      tone: 'primary',
      effect: effects.closing('satisfied'),
      tell: effects.tellClosed,
    }),
    tellDiscontent: action<{ reason: string }>({
      label: '不满意，要求复核',
      done: '已记下，会换人复核',
      past: '表示不满意',
      from: ['answered', 'told'],
      to: effects.afterDiscontent,
      by: complainant,
      input: inputs.reason('哪里没有解决', '写清楚哪一点不认可，复核的人会重点查。'),
      effect: effects.discontent,
      consequence: disputed,
      tell: (row, _input, ctx) => effects.tellClosed(row, ctx),
    }),
    calledSatisfied: action<{ reason: string }>({
      label: '回访：满意',
      past: '回访，对方满意',
      from: ['answered'],
      to: 'closed',
      by: caller,
      tone: 'primary',
      input: inputs.reason('回访情况', '何时打的电话，对方怎么说。'),
      effect: effects.closing('satisfied'),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'call', '回访：满意', input.reason),
      tell: (row, _input, ctx) => effects.tellClosed(row, ctx),
    }),
    calledDiscontent: action<{ reason: string }>({
      label: '回访：不满意',
      past: '回访，对方不满意',
      from: ['answered'],
      to: effects.afterDiscontent,
      by: caller,
      input: inputs.reason('回访情况', '对方对哪一点不满意，希望怎么办。'),
      effect: effects.discontent,
      consequence: disputed,
      tell: (row, _input, ctx) => effects.tellClosed(row, ctx),
    }),
    notReached: action<{ reason: string; last: boolean }>({
      label: '回访：联系不上',
      past: '回访，没有联系上',
      from: ['answered'],
      to: (_row, input) => (input.last ? 'closed' : 'answered'),
      by: caller,
      input: async (ctx, row) =>
        inputs
          .reason('联系经过', '何时打的，无人接听、停机还是空号。')
          .transform(one => ({ ...one, last: (row?.calls ?? 0) + 1 >= settings.mostCalls.of(ctx.centre) })),
      effect: async (ctx, row, { last }) => ({
        calls: row.calls + 1,
        ...(last && { satisfaction: 'unreachable', closed_at: ctx.now }),
      }),
      consequence: (ctx, row, input) =>
        effects.note(ctx, row, 'call', `第 ${row.calls} 次没有联系上`, input.reason),
      tell: (row, _input, ctx) => effects.tellClosed(row, ctx),
    }),
    assignReview: action<{ assignee_id: string }>({
      label: '指派复核',
      past: '指派另一名人员复核',
      from: ['disputed'],
      to: 'reviewing',
      by: acceptor,
      tone: 'primary',
      input: inputs.review,
      effect: async (ctx, row, input) => ({
        ...effects.withHandler(row, input.assignee_id),
        reviews: row.reviews + 1,
        review_days: row.review_days + settings.reviewDays.of(ctx.centre),
        satisfaction: null,
      }),
      tell: (row, _input, ctx) => [
        ...toComplainant(row, texts.reviewing, {
          number: row.number,
          days: String(settings.reviewDays.of(ctx.centre)),
        }),
        ...tellAssigned(row, ctx),
      ],
    }),
    appeal: action<{ reason: string }>({
      label: '请主管部门复查',
      done: '已转主管部门复查，结果会告知您',
      past: '请主管部门复查不予受理的决定',
      from: ['refused'],
      to: 'appealed',
      by: complainant,
      suits: row => !row.for_bureau && row.appeal === null,
      blockedBy: effects.tooLateToAppeal,
      input: inputs.reason('为什么应当受理', '一件只能申请一次。'),
      effect: async (_ctx, _row, input) => ({ appeal: input.reason, closed_at: null }),
      consequence: (ctx, row) =>
        tellDesk(ctx, { ...row, for_bureau: true }, texts.waiting, { number: row.number, what: '申请复查' }),
    }),
    upholdRefusal: action<{ reason: string }>({
      label: '维持不予受理',
      past: '复查后维持不予受理',
      from: ['appealed'],
      to: 'refused',
      by: bureauDesk,
      input: inputs.reason('复查意见', '反映人会看到。'),
      effect: async (ctx, _row, input) => ({ appeal_outcome: input.reason, closed_at: ctx.now }),
      tell: row => toComplainant(row, texts.appealed, { number: row.number, outcome: '维持不予受理' }),
    }),
    orderAcceptance: action<{ complexity: 'simple' | 'complex'; reason: string }>({
      label: '责成受理',
      past: '复查后责成受理',
      from: ['appealed'],
      to: 'accepted',
      by: bureauDesk,
      tone: 'primary',
      input: inputs.reason('复查意见', '反映人和中心都会看到。').extend({
        complexity: inputs.choice(complexities, '繁简'),
      }) as never,
      effect: async (ctx, row, input) => ({
        ...(await effects.accept(ctx, row, { complexity: input.complexity })),
        appeal_outcome: input.reason,
        refusal: null,
      }),
      consequence: (ctx, row) =>
        tellDesk(ctx, row, texts.waiting, { number: row.number, what: '由主管部门责成受理' }),
      tell: row => toComplainant(row, texts.appealed, { number: row.number, outcome: '责成中心受理' }),
    }),
    closeUntold: action({
      label: '期满办结',
      past: '答复后没有收到意见，办结',
      from: ['told'],
      to: 'closed',
      by: theSystem,
      inner: true,
      effect: effects.closing('untold'),
    }),
    note: action<{ reason: string }>({
      label: '内部备注',
      past: '写了内部备注',
      from: 'any',
      by: worker,
      quiet: true,
      amongStaff: true,
      input: inputs.reason('内部备注'),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'note', '内部备注', input.reason),
    }),
    archive: action({
      label: '归档',
      past: '归档',
      from: ['closed'],
      to: 'archived',
      by: theSystem,
      inner: true,
    }),
    erase: action({
      label: '删除内容',
      past: '保存期满，删去内容',
      from: ['archived', 'refused', 'withdrawn', 'merged'],
      by: theSystem,
      inner: true,
      amongStaff: true,
      effect: async ctx => ({ ...effects.erased, erased_at: ctx.now }),
      consequence: effects.eraseRest,
    }),
  }),
})

/** Waits for whoever handles it. */
function handlerAddress() {
  return {
    ...handler,
    address: (row: Complaint) => ({ staff_id: row.assignee_id ?? '' }),
  }
}

async function disputed(ctx: Parameters<typeof tellDesk>[0], row: Complaint, input: { reason: string }) {
  const byStaff = ctx.actor.staffId !== null
  await effects.note(
    ctx,
    row,
    byStaff ? 'call' : 'details',
    byStaff ? '回访：不满意' : '不满意',
    input.reason,
  )
  if (row.state === 'disputed')
    await tellDesk(ctx, row, texts.waiting, { number: row.number, what: '反映人不满意，待指派复核' })
}

const tellThanked = (row: Complaint) =>
  toComplainant(row, texts.thanked, {
    kind: labelIn(kinds, row.kind),
    number: row.number,
    finding: labelIn(shortFindings, row.finding),
  })
