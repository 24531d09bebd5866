import { z } from 'zod'
import { editKnowledge } from '#modules/knowledge'
import type { Ctx } from '#platform/ctx'
import { isId } from '#platform/ids'
import { tell } from '#platform/notify'
import { allOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { over } from './closing.ts'
import { kinds, targets, wordsOf } from './codes.ts'
import {
  answerConsultations,
  asker,
  type Consultation,
  consultant,
  enterConsultations,
  responsible,
  visibleConsultations,
} from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { type Asking, asking, type Entering, entering, enteringSheet } from './intake.ts'
import { texts, toAsker, toDesk, toResponsible } from './messages.ts'
import { draftKnowledge, type Publishing, publishing } from './publishing.ts'
import { consultationHints } from './queries.ts'
import * as settings from './settings.ts'

/** Where somebody still has to answer. */
export const underWay = ['submitted', 'answering', 'entrusted', 'outside'] as const

const number = (row: Consultation) => ({ number: row.number })

const tellReceived = (row: Consultation, ctx: Ctx) =>
  toAsker(row, texts.received, {
    number: row.number,
    code: row.lookup_code,
    days: String(settings.answerDays.of(ctx.centre)),
  })

/**
 * 5.1 咨询, 首问负责: whoever is asked first stays responsible until it is answered or somebody else took it on. Answered on
 * the spot it is over; otherwise who asked says whether it was solved, and once it comes back to who was asked first. No
 * action keeps free text in the journal: that stands with the consultation.
 */
export const consultationFlow = defineWorkflow({
  subject: 'consultation',
  label: '咨询',
  confidential: true,
  clause: '5.1',
  clocks: {
    answer: { label: '答复', within: row => row.answer_days },
    chase: { label: '跟进政府部门', within: row => row.chase_days },
  },
  states: {
    submitted: { label: '待受理', tone: 'blue', awaits: answerConsultations, clock: 'answer' },
    answering: { label: '待答复', tone: 'orange', awaits: responsible, clock: 'answer' },
    entrusted: { label: '专家办理中', tone: 'green', awaits: responsible },
    outside: { label: '已转政府部门', tone: 'orange', awaits: responsible, clock: 'chase' },
    answered: {
      label: '已答复',
      tone: 'green',
      after: { within: settings.confirmDays, do: 'closeUntold' },
    },
    closed: { label: '已办结', tone: 'grey', after: { within: settings.archiveDays, do: 'archive' } },
    archived: { label: '已归档', tone: 'grey', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: visibleConsultations,
  title: () => '咨询',
  hints: consultationHints,
  href: (row, actor) => (actor.staffId ? `/desk/consultations/${row.id}` : `/my/consultations/${row.id}`),
  party: row => row.party_id,
  record: inputs.consultationRecord,
  actions: action => ({
    ask: action<Asking>({
      label: '提交咨询',
      past: '提出咨询',
      from: 'new',
      to: 'submitted',
      by: { says: '任何人', test: () => true },
      inner: true,
      quiet: true,
      input: asking,
      note: (_input, row) => (row.proxy_id ? '凭授权代办' : null),
      effect: effects.ask,
      consequence: async (ctx, row) => {
        await effects.keepFindable(ctx, row)
        await tell(ctx, toDesk(row, texts.incoming, { kind: wordsOf(kinds, row.kind), ...number(row) }))
      },
      tell: (row, _input, ctx) => tellReceived(row, ctx),
    }),
    enter: action<Entering>({
      label: '登记咨询',
      past: '登记了咨询',
      from: 'new',
      to: (_row, input) => (input.answer || input.entry_id ? 'closed' : 'answering'),
      by: enterConsultations,
      inner: true,
      quiet: true,
      input: entering,
      effect: effects.enter,
      consequence: effects.keepAndPass,
      tell: (row, _input, ctx) => (row.state === 'closed' ? [] : tellReceived(row, ctx)),
    }),
    enterSheet: action<Entering>({
      label: '录入登记单',
      past: '由下乡登记单录入',
      done: '已录入',
      from: 'new',
      to: (_row, input) => (input.answer ? 'closed' : 'answering'),
      by: enterConsultations,
      quiet: true,
      about: async (ctx, raw) => sheetWords(ctx, raw.sheet_id),
      input: async (_ctx, _row, raw) =>
        enteringSheet(isId(String(raw.sheet_id)) ? String(raw.sheet_id) : '') as z.ZodType<Entering>,
      effect: effects.enter,
      consequence: effects.keepAndPass,
      tell: (row, _input, ctx) => (row.state === 'closed' ? [] : tellReceived(row, ctx)),
    }),
    take: action({
      label: '受理，我来答',
      done: '已受理，由您负责到答复为止',
      past: '受理',
      from: ['submitted'],
      to: 'answering',
      by: answerConsultations,
      tone: 'primary',
      effect: async (ctx, row) => ({
        first_id: row.first_id ?? ctx.actor.staffId,
        assignee_id: ctx.actor.staffId,
        taken_at: ctx.now,
      }),
    }),
    reply: action<inputs.Answering>({
      label: '答复',
      done: '已答复',
      past: '作出答复',
      from: ['answering', 'entrusted', 'outside'],
      to: effects.afterAnswer,
      by: responsible,
      tone: 'primary',
      input: inputs.answering,
      prefill: inputs.answerStart,
      effect: effects.answer,
      tell: row => toAsker(row, texts.answered, number(row)),
    }),
    toExpert: action<inputs.ToOutside>({
      label: '转专家',
      done: '已转，专家接收以前仍由您负责',
      past: '转请专家答复',
      from: ['answering'],
      by: responsible,
      input: inputs.expert,
      prefill: inputs.passingStart,
      consequence: effects.offerExpert,
    }),
    toColleague: action<{ staff_id: string; reason: string }>({
      label: '转同事',
      done: '已转，对方接收以前仍由您负责',
      past: '转请同事答复',
      from: ['answering'],
      by: responsible,
      input: inputs.colleague,
      consequence: effects.offerColleague,
    }),
    toProvider: action<inputs.ToOutside>({
      label: '转服务商',
      done: '已转，服务商接收以前仍由您负责',
      past: '转请服务商答复',
      from: ['answering'],
      by: responsible,
      input: inputs.provider,
      prefill: inputs.passingStart,
      consequence: effects.offerProvider,
    }),
    toOffice: action<inputs.ToOffice>({
      label: '转政府部门',
      done: '已记下，由您跟进到答复为止',
      past: '转请政府部门答复',
      from: ['answering'],
      to: 'outside',
      by: responsible,
      input: inputs.office,
      effect: async (ctx, row) => ({ chase_days: row.chase_days + settings.chaseDays.of(ctx.centre) }),
      consequence: async (ctx, row, input) => {
        await effects.passToOffice(ctx, row, input)
        const office = await effects.officeName(ctx, input.to)
        await tell(ctx, ...toAsker(row, texts.outside, { ...number(row), office }))
      },
    }),
    chase: action<{ reason: string }>({
      label: '跟进',
      done: '已记下',
      past: '跟进了政府部门',
      from: ['outside'],
      by: responsible,
      input: inputs.reason('跟进情况', '哪天问的谁，对方怎么说。'),
      effect: async (ctx, row) => ({ chase_days: row.chase_days + settings.chaseDays.of(ctx.centre) }),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'chase', '跟进', input.reason),
    }),
    takeBack: action({
      label: '收回转办',
      done: '已收回，由您继续答复',
      past: '收回了转办',
      from: ['entrusted', 'outside'],
      to: 'answering',
      by: responsible,
      confirm: '收回后由您自己答复，或再转给别人。',
      effect: async (ctx, row) => ({ answer_days: row.answer_days + settings.answerDays.of(ctx.centre) }),
    }),
    handOver: action<{ staff_id: string | null }>({
      label: '接手',
      past: '由接收的人接手',
      from: ['answering'],
      to: (_row, input) => (input.staff_id ? 'answering' : 'entrusted'),
      by: theSystem,
      inner: true,
      input: z.object({ staff_id: z.uuid().nullable() }),
      effect: async (ctx, row, { staff_id }) =>
        staff_id
          ? {
              assignee_id: staff_id,
              answer_days: row.answer_days + settings.answerDays.of(ctx.centre),
            }
          : {},
    }),
    comeBack: action<{ reason: string; target: string }>({
      label: '退回',
      past: '转办被退回，仍由首问人负责',
      from: ['answering', 'entrusted'],
      to: 'answering',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string().meta({ secret: true }), target: z.string() }),
      effect: async (ctx, row) =>
        row.state === 'entrusted'
          ? { answer_days: row.answer_days + settings.answerDays.of(ctx.centre) }
          : {},
      consequence: (ctx, row, input) =>
        effects.note(ctx, row, 'reason', `${wordsOf(targets, input.target)}退回`, input.reason),
      tell: (row, input, ctx) =>
        toResponsible(ctx, row, texts.came, { ...number(row), reason: input.reason }),
    }),
    takeAnswer: action<effects.FromOutside>({
      label: '专家答复',
      past: '专家作出答复',
      from: ['answering', 'entrusted'],
      to: effects.afterAnswer,
      by: theSystem,
      inner: true,
      input: fromOutside(),
      effect: effects.takeAnswer,
      tell: row => toAsker(row, texts.answered, number(row)),
    }),
    takeSuggestion: action<effects.FromOutside>({
      label: '服务商回复',
      past: '服务商作出回复，待核对',
      from: ['answering', 'entrusted'],
      to: 'answering',
      by: theSystem,
      inner: true,
      input: fromOutside(),
      effect: async (ctx, row) =>
        row.state === 'entrusted'
          ? { answer_days: row.answer_days + settings.answerDays.of(ctx.centre) }
          : {},
      tell: (row, input, ctx) => toResponsible(ctx, row, texts.suggested, { ...number(row), who: input.by }),
    }),
    addDetails: action<{ reason: string }>({
      label: '补充情况',
      done: '已补充，答复的人会看到',
      past: '补充了情况',
      from: ['submitted', 'answering', 'entrusted', 'outside'],
      by: asker,
      input: inputs.reason('补充的情况'),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'details', '补充情况', input.reason),
      tell: (row, _input, ctx) => toResponsible(ctx, row, texts.details, number(row)),
    }),
    tellSolved: action({
      label: '解决了',
      done: '谢谢您告诉我们',
      past: '表示已解决',
      from: ['answered'],
      to: 'closed',
      by: asker,
      tone: 'primary',
      effect: async ctx => ({ solved: 'yes', closed_at: ctx.now }),
      consequence: over,
    }),
    tellUnsolved: action<{ reason: string }>({
      label: '没解决',
      done: '已记下',
      past: '表示没解决',
      from: ['answered'],
      to: effects.afterUnsolved,
      by: asker,
      input: inputs.reason('哪里没解决', '写清楚还差什么，我们再答一次。'),
      effect: effects.unsolved,
      consequence: async (ctx, row, input) => {
        await effects.note(ctx, row, 'details', '没解决', input.reason)
        await over(ctx, row)
      },
      tell: (row, input, ctx) =>
        row.state === 'closed'
          ? toAsker(row, texts.closedUnsolved, number(row))
          : toResponsible(ctx, row, texts.returned, { ...number(row), reason: input.reason.slice(0, 60) }),
    }),
    closeUntold: action({
      label: '期满办结',
      past: '答复后没有收到反馈，办结',
      from: ['answered'],
      to: 'closed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ solved: 'untold', closed_at: ctx.now }),
      consequence: over,
    }),
    withdraw: action({
      label: '撤回咨询',
      done: '已撤回',
      past: '撤回了咨询',
      from: ['submitted', 'answering', 'entrusted', 'outside'],
      to: 'withdrawn',
      by: asker,
      tone: 'danger',
      confirm: '撤回后不再答复。需要时可以重新问。',
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    abandon: action({
      label: '注销撤回',
      past: '咨询人注销账号，撤回',
      from: ['submitted', 'answering', 'entrusted', 'outside'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    note: action<{ reason: string }>({
      label: '内部备注',
      past: '写了内部备注',
      from: 'any',
      by: consultant,
      quiet: true,
      amongStaff: true,
      input: inputs.reason('内部备注'),
      consequence: (ctx, row, input) => effects.note(ctx, row, 'note', '内部备注', input.reason),
    }),
    handOn: action<{ assignee_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['answering', 'entrusted', 'outside'],
      by: theSystem,
      inner: true,
      input: z.object({ assignee_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { assignee_id }) => ({ assignee_id }),
      tell: (row, _input, ctx) => toResponsible(ctx, row, texts.handed, number(row)),
      note: input => input.reason,
    }),
    publish: action<Publishing>({
      label: '拟成公开问答',
      done: '已存为知识库草稿，等另一人审核',
      past: '拟成知识库草稿',
      from: ['answered', 'closed', 'archived'],
      by: allOf<Consultation>(editKnowledge, consultant),
      inner: true,
      quiet: true,
      amongStaff: true,
      input: publishing,
      consequence: draftKnowledge,
    }),
    archive: action({
      label: '归档',
      past: '归档',
      from: ['closed'],
      to: 'archived',
      by: theSystem,
      inner: true,
    }),
  }),
})

function fromOutside() {
  return z.object({
    answer: z.string().meta({ secret: true }),
    basis: z.string(),
    policy_id: z.uuid().optional(),
    by: z.string(),
  }) as unknown as z.ZodType<effects.FromOutside>
}

async function sheetWords(ctx: Ctx, id: unknown): Promise<string | null> {
  if (!isId(String(id))) return null
  const sheet = await ctx.db
    .selectFrom('consultation_sheet')
    .select(['number', 'place'])
    .where('id', '=', String(id))
    .executeTakeFirst()
  return sheet ? `${sheet.number}，${sheet.place}` : null
}
