import { z } from 'zod'
import { checkAdmissions, decideAdmissions, theFirm } from '#modules/admission'
import type { Ctx } from '#platform/ctx'
import { type Message, message } from '#platform/notify'
import { points } from '#platform/scoring'
import { allOf, concerned, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { seesAssessments } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { openStates } from './queries.ts'
import * as settings from './settings.ts'

export type Assessment = RowOf<'provider_assessment'>

const checker = allOf(checkAdmissions as Who<Assessment>, not(concerned))
/** Whoever scored does not decide on it. */
const decider = allOf(decideAdmissions as Who<Assessment>, not(everDid('打分人', 'score')), not(concerned))
/** Whoever ordered it does not look whether it was done. */
const rechecker = allOf(
  checkAdmissions as Who<Assessment>,
  not(everDid('决定整改的人', 'orderRectification')),
  not(concerned),
)

const tellFirm = <V extends string>(
  row: Assessment,
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ party: row.party_id }, text, values, `/my/assessments/${row.id}`)
const tellDesk = <V extends string>(
  row: Assessment,
  duty: { code: string },
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ duty: duty.code }, text, values, `/desk/assessments/${row.id}`)

const opened = (row: Assessment) => [
  tellDesk(row, checkAdmissions, texts.opened, { name: row.name, from: row.from_day, to: row.to_day }),
]
const ended = (ctx: Ctx) => ({ ended_at: ctx.now })

/** 4.5.1 年度评估: the facts of a year, a sheet of marks, the firm is heard, another decides what follows. */
export const assessmentFlow = defineWorkflow({
  subject: 'provider_assessment',
  label: '年度评估',
  clause: '4.5.1',
  clocks: {
    score: { label: '打分', within: settings.scoreDays },
    statement: { label: '说明', within: settings.statementDays },
    decide: { label: '决定', within: settings.decideDays, anew: true },
    rectify: { label: '整改', within: row => row.rectify_days ?? 10, anew: true },
    recheck: { label: '复查', within: settings.recheckDays, anew: true },
  },
  states: {
    scoring: { label: '待打分', tone: 'orange', awaits: checkAdmissions, clock: 'score' },
    hearing: {
      label: '听取说明',
      tone: 'blue',
      awaits: theFirm,
      clock: 'statement',
      after: { within: settings.statementDays, do: 'lapse' },
    },
    deciding: { label: '待决定', tone: 'orange', awaits: decideAdmissions, clock: 'decide' },
    rectifying: {
      label: '限期整改',
      tone: 'red',
      awaits: theFirm,
      clock: 'rectify',
      after: { within: row => row.rectify_days ?? 10, do: 'miss' },
    },
    rechecking: { label: '待复查', tone: 'orange', awaits: checkAdmissions, clock: 'recheck' },
    renewed: { label: '已续约', tone: 'green', final: true },
    rectified: { label: '整改合格，已续约', tone: 'green', final: true },
    failed: { label: '整改不合格', tone: 'red', final: true },
    suspension_proposed: { label: '已建议暂停', tone: 'red', final: true },
    ended: { label: '已终止', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || seesAssessments(actor)
      ? query
      : actor.parties.length > 0
        ? query.where('provider_assessment.party_id', 'in', [...actor.parties])
        : query.where('provider_assessment.id', 'is', null),
  title: row => `${row.name}年度评估`,
  href: (row, actor) => (actor.staffId ? `/desk/assessments/${row.id}` : `/my/assessments/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    provider_id: z.uuid(),
    name: z.string(),
    from_day: z.string(),
    to_day: z.string().meta({ description: '评估期的最后一天' }),
    total: z.number().int().nullable().meta({ description: '十分之一分' }),
    opinion: z.string().nullable(),
    statement: z.string().nullable(),
    requirement: z.string().nullable(),
    decision: z.string().nullable(),
    last_day: z.string().nullable().meta({ description: '续签后协议的最后一天' }),
    opened_at: z.date(),
    ended_at: z.date().nullable(),
  }),
  actions: action => ({
    begin: action<{ provider_id: string; from_day: string; to_day: string }>({
      label: '到期评估',
      past: '到期，开始评估',
      from: 'new',
      to: 'scoring',
      by: theSystem,
      inner: true,
      input: z.object({ provider_id: z.uuid(), from_day: z.iso.date(), to_day: z.iso.date() }),
      effect: effects.begin,
      note: input => `评估期 ${input.from_day} 至 ${input.to_day}`,
      tell: opened,
    }),
    open: action<{ provider_id: string; reason: string }>({
      label: '提前评估',
      past: '提前开始评估',
      from: 'new',
      to: 'scoring',
      by: checkAdmissions,
      tone: 'primary',
      input: inputs.opening,
      effect: effects.open,
      note: input => input.reason,
      tell: opened,
    }),
    score: action<inputs.Sheet>({
      label: '打分',
      past: '打了分',
      done: '已告知服务商，听取说明后由另一人决定',
      from: ['scoring'],
      to: 'hearing',
      by: checker,
      tone: 'primary',
      input: inputs.sheet,
      prefill: inputs.suggestions,
      effect: effects.score,
      consequence: effects.weighTotals,
      note: (input, row) => `${points(row.total ?? 0)} 分。${input.opinion}`,
      tell: (row, _input, ctx) => [
        tellFirm(row, texts.scored, {
          name: row.name,
          score: points(row.total ?? 0),
          days: String(settings.statementDays.of(ctx.centre)),
        }),
      ],
    }),
    agree: action({
      label: '同意评估结果',
      past: '同意评估结果',
      done: '已记下，决定后会通知您',
      from: ['hearing'],
      to: 'deciding',
      by: theFirm,
      tone: 'primary',
      effect: async () => ({ answer: 'agreed' }),
      tell: row => [tellDesk(row, decideAdmissions, texts.heard, { name: row.name, answer: '表示同意' })],
    }),
    state: action<inputs.Statement>({
      label: '说明情况',
      past: '说明了情况',
      done: '说明已送达，决定后会通知您',
      from: ['hearing'],
      to: 'deciding',
      by: theFirm,
      input: inputs.statement,
      effect: async (_ctx, _row, input) => ({ answer: 'stated', statement: input.reason }),
      tell: row => [tellDesk(row, decideAdmissions, texts.heard, { name: row.name, answer: '作了说明' })],
    }),
    lapse: action({
      label: '逾期未说明',
      past: '逾期未说明',
      from: ['hearing'],
      to: 'deciding',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer: 'silent' }),
      tell: row => [tellDesk(row, decideAdmissions, texts.heard, { name: row.name, answer: '逾期未说明' })],
    }),
    renew: action<inputs.Renewal>({
      label: '续约',
      past: '决定续约',
      from: ['deciding'],
      to: 'renewed',
      by: decider,
      tone: 'primary',
      blockedBy: (row, _actor, { centre }) =>
        (row.total ?? 0) < settings.passMark.of(centre) * 10
          ? `得 ${points(row.total ?? 0)} 分，没有达到合格线 ${settings.passMark.of(centre)} 分；先限期整改，合格后才能续约。`
          : row.requirement !== null && '责令的整改没有完成，不能直接续约。',
      input: inputs.renewal('决定意见'),
      effect: async (ctx, _row, { opinion, agreement, last_day }) => ({
        ...{ decision: opinion, agreement, last_day },
        ...ended(ctx),
      }),
      note: input => `${input.opinion}（协议 ${input.agreement}，至 ${input.last_day}）`,
      tell: (row, { last_day }) => [tellFirm(row, texts.renewed, { name: row.name, until: last_day })],
    }),
    orderRectification: action<inputs.Rectification>({
      label: '限期整改',
      past: '决定限期整改',
      from: ['deciding'],
      to: 'rectifying',
      by: decider,
      input: inputs.rectification,
      effect: async (_ctx, _row, { requirement, days }) => ({
        ...{ requirement, rectify_days: days, rejections: 0 },
        ...{ report: null, recheck: null },
      }),
      note: input => `${input.requirement}（${input.days} 个工作日）`,
      tell: (row, { requirement, days }) => [
        tellFirm(row, texts.toRectify, { name: row.name, requirement, days: String(days) }),
      ],
    }),
    suggestSuspension: action<{ reason: string }>({
      label: '建议暂停',
      past: '建议暂停',
      from: ['deciding'],
      to: 'suspension_proposed',
      by: decider,
      tone: 'danger',
      input: inputs.reason('建议暂停的理由', '交名录管理人员决定是否暂停；会告知对方。'),
      effect: async (ctx, _row, { reason }) => ({ decision: reason, ...ended(ctx) }),
      consequence: effects.suggestSuspension,
      note: input => input.reason,
      tell: (row, { reason }) => [tellFirm(row, texts.toSuspend, { name: row.name, reason })],
    }),
    reportRectified: action<inputs.Report>({
      label: '报告整改',
      past: '报告整改完毕',
      done: '已送达，复查后会通知您',
      from: ['rectifying'],
      to: 'rechecking',
      by: theFirm,
      tone: 'primary',
      input: inputs.report,
      effect: async (_ctx, _row, input) => ({ report: input.report }),
      note: input => input.report,
      tell: row => [tellDesk(row, checkAdmissions, texts.reported, { name: row.name })],
    }),
    miss: action({
      label: '逾期未整改',
      past: '逾期未报告整改，交回决定',
      from: ['rectifying'],
      to: 'deciding',
      by: theSystem,
      inner: true,
      tell: row => [
        tellDesk(row, decideAdmissions, texts.missed, { name: row.name }),
        tellFirm(row, texts.missedByFirm, { name: row.name }),
      ],
    }),
    acceptRectification: action<inputs.Renewal>({
      label: '整改合格，续约',
      past: '复查合格，续约',
      from: ['rechecking'],
      to: 'rectified',
      by: rechecker,
      tone: 'primary',
      input: inputs.renewal('复查意见'),
      effect: async (ctx, _row, { opinion, agreement, last_day }) => ({
        ...{ recheck: opinion, agreement, last_day },
        ...ended(ctx),
      }),
      note: input => `${input.opinion}（协议 ${input.agreement}，至 ${input.last_day}）`,
      tell: (row, { last_day }) => [tellFirm(row, texts.renewed, { name: row.name, until: last_day })],
    }),
    rejectRectification: action<{ reason: string }>({
      label: '整改不合格',
      past: '复查不合格',
      from: ['rechecking'],
      to: row => (row.rejections > 0 ? 'failed' : 'rectifying'),
      by: rechecker,
      tone: 'danger',
      input: inputs.reason('哪里还不合格', '第一次退回重新整改；第二次不合格的即告结束，提出暂停建议。'),
      effect: async (ctx, row, { reason }) => ({
        ...{ recheck: reason, rejections: row.rejections + 1 },
        ...(row.rejections > 0 && ended(ctx)),
      }),
      consequence: effects.afterRejection,
      note: input => input.reason,
      tell: (row, { reason }) => [
        row.state === 'failed'
          ? tellFirm(row, texts.failed, { name: row.name, reason })
          : tellFirm(row, texts.again, { name: row.name, reason, days: String(row.rectify_days) }),
      ],
    }),
    end: action({
      label: '终止',
      past: '因服务商退出而终止',
      from: openStates,
      to: 'ended',
      by: theSystem,
      inner: true,
      effect: async ctx => ended(ctx),
    }),
  }),
})
