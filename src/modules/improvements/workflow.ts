import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import { lastOver, periodOf } from '#platform/periods'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { improvementPage } from './addresses.ts'
import { approveImprovements, handleFindings, superviseImprovements } from './duties.ts'
import { gaugeOf } from './figures.ts'
import * as effects from './improvement-effects.ts'
import * as inputs from './improvement-inputs.ts'
import * as tell from './messages.ts'
import { approver, type Improvement, owner, verifier, visibleImprovements } from './people.ts'
import * as settings from './settings.ts'

/** A figure that is counted by periods says something of the measures only once a period is over that they were in. */
const figureOver = (row: Improvement): string | null => {
  const { indicator } = gaugeOf(row)
  return indicator && row.carried_at
    ? addDays(periodOf(indicator.frequency, dayOf(row.carried_at)).last, 14)
    : null
}

/** 6.2.2 改进事项: causes, measures studied, a plan approved by another, carried out, verified by another, looked at again. */
export const improvementFlow = defineWorkflow({
  subject: 'improvement',
  label: '改进事项',
  clause: '6.2.2',
  clocks: {
    analyse: { label: '分析', within: settings.analyseDays },
    plan: { label: '方案', within: settings.planDays, anew: true },
    approve: { label: '批准', within: settings.approveDays, anew: true },
    carry: { label: '落实', within: 1, anew: true, until: row => row.due_on },
    verify: { label: '验证', within: settings.verifyDays, anew: true, until: figureOver },
    look: { label: '回头看', within: settings.lookDays },
  },
  states: {
    analysing: { label: '分析原因', tone: 'orange', awaits: owner, clock: 'analyse' },
    planning: { label: '拟订方案', tone: 'orange', awaits: owner, clock: 'plan' },
    approving: { label: '待批准', tone: 'orange', awaits: approver, clock: 'approve' },
    carrying: { label: '落实中', tone: 'blue', awaits: owner, clock: 'carry' },
    verifying: { label: '待验证', tone: 'orange', awaits: verifier, clock: 'verify' },
    closed: { label: '已销号，待回头看', tone: 'green', final: true },
    looking: { label: '待回头看', tone: 'orange', awaits: verifier, clock: 'look' },
    holds: { label: '效果保持', tone: 'green', final: true },
    recurred: { label: '问题复发', tone: 'red', final: true },
    stopped: { label: '已终止', tone: 'grey', final: true },
  },
  visible: visibleImprovements,
  title: row => `改进：${row.title}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('improvement')
      .select(['id', 'number'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.number]))
  },
  href: row => improvementPage(row.id),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    title: z.string(),
    clause: z.string(),
    severity: z.string(),
    level: z.string(),
    owner_id: z.uuid(),
    root_cause: z.string(),
    goal: z.string(),
    due_on: z.string().nullable(),
    indicator_code: z.string().nullable(),
    baseline: z.number().int().nullable(),
    target: z.number().int().nullable(),
    after_value: z.number().int().nullable(),
    closed_at: z.date().nullable(),
    look_on: z.string().nullable(),
  }),
  actions: action => ({
    begin: action<inputs.Begun>({
      label: '立项改进',
      past: '立项改进',
      from: 'new',
      to: 'analysing',
      by: anyOf(handleFindings, approveImprovements, superviseImprovements),
      tone: 'primary',
      input: inputs.begun,
      prefill: inputs.firstFinding,
      effect: effects.begun,
      consequence: effects.takeUp,
      tell: row => [tell.toldOwner(row)],
    }),
    analyse: action<inputs.Analysed>({
      label: '分析原因',
      past: '分析了原因',
      from: ['analysing', 'planning'],
      to: 'planning',
      by: owner,
      tone: 'primary',
      input: inputs.analysed,
      prefill: async (_ctx, row) =>
        row ? { whys: row.whys, causes: row.causes, root_cause: row.root_cause } : {},
      effect: async (_ctx, _row, { whys, causes, root_cause }) => ({
        ...{ whys, root_cause },
        causes: JSON.stringify(causes),
      }),
      note: input => input.root_cause,
    }),
    plan: action<inputs.Planned>({
      label: '拟订方案',
      past: '拟订了方案',
      from: ['planning'],
      by: owner,
      input: inputs.planned,
      prefill: inputs.knownPlan,
      effect: effects.planned,
      note: input => input.goal,
      done: '方案已保存，请列出各条措施，再报批',
    }),
    submit: action({
      label: '报批',
      past: '报请批准',
      from: ['planning'],
      to: 'approving',
      by: owner,
      tone: 'primary',
      blockedBy: row =>
        row.target === null
          ? '请先拟订方案，写明目标值。'
          : row.planned === 0 && '请先列出要落实的措施，写明谁、什么时候。',
      effect: effects.submitted,
      tell: row => [tell.toldApprovers(row)],
    }),
    approve: action({
      label: '批准',
      past: '批准了方案',
      from: ['approving'],
      to: 'carrying',
      by: approver,
      tone: 'primary',
      confirm: '批准后各条措施即开始计时。',
      effect: async (ctx, row) => ({
        ...{ approved_by: ctx.actor.staffId, approved_at: ctx.now, rounds: row.rounds + 1 },
        ...{ late_told: 'centre' },
      }),
      consequence: effects.start,
      tell: row => [tell.toldApproved(row)],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回重拟',
      past: '退回了方案',
      from: ['approving'],
      to: 'planning',
      by: approver,
      input: inputs.reason('哪里要改'),
      note: input => input.reason,
      tell: (row, input) => [tell.toldReturned(row, input.reason)],
    }),
    finish: action({
      label: '措施都已落实',
      past: '措施都已落实，等待验证',
      from: ['carrying'],
      to: 'verifying',
      by: theSystem,
      inner: true,
      effect: effects.finished,
      tell: row => [tell.toldVerifiers(row)],
    }),
    verify: action<inputs.Measured>({
      label: '验证有效，销号',
      past: '验证有效，销号',
      from: ['verifying'],
      to: 'closed',
      by: verifier,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => tooEarly(row, now),
      input: inputs.measured(row => row.carried_at),
      effect: effects.verified,
      consequence: effects.closeFindings,
      note: input => input.opinion,
      tell: row => [tell.toldClosed(row)],
    }),
    refute: action<{ reason: string }>({
      label: '没有达到，补充措施',
      past: '验证没有达到目标，退回补充措施',
      from: ['verifying'],
      to: 'planning',
      by: verifier,
      tone: 'danger',
      input: inputs.reason('差在哪里', '指标现在是多少、哪条措施没有起作用。'),
      effect: async () => ({ carried_at: null }),
      note: input => input.reason,
      tell: (row, input) => [tell.toldNotReached(row, input.reason)],
    }),
    comeDue: action({
      label: '到时间回头看',
      past: '到了回头看的时间',
      from: ['closed'],
      to: 'looking',
      by: theSystem,
      inner: true,
      tell: row => [tell.toldToLook(row)],
    }),
    hold: action<inputs.Measured>({
      label: '效果保持',
      past: '回头看：效果保持',
      from: ['looking'],
      to: 'holds',
      by: verifier,
      tone: 'primary',
      input: inputs.measured(row => row.closed_at),
      effect: effects.held,
      note: input => input.opinion,
    }),
    recur: action<inputs.Measured>({
      label: '问题复发',
      past: '回头看：问题复发',
      from: ['looking'],
      to: 'recurred',
      by: verifier,
      tone: 'danger',
      confirm: '问题会重新列出，由上一级负责。',
      input: inputs.measured(row => row.closed_at),
      effect: effects.looked,
      consequence: effects.raiseAgain,
      note: input => input.opinion,
      tell: row => tell.toldRecurred(row),
    }),
    comeBack: action<{ reason: string }>({
      label: '又发现同一问题',
      past: '销号后又发现同一问题',
      from: ['closed', 'looking'],
      to: 'recurred',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async ctx => ({ ended_at: ctx.now }),
      note: input => input.reason,
      tell: row => tell.toldRecurred(row),
    }),
    stop: action<{ reason: string }>({
      label: '终止',
      past: '终止了改进事项',
      from: ['analysing', 'planning', 'approving', 'carrying', 'verifying'],
      to: 'stopped',
      by: approver,
      tone: 'danger',
      confirm: '终止后，问题退回重新研究。',
      input: inputs.reason('为什么终止'),
      effect: async (ctx, _row, { reason }) => ({ reason, ended_at: ctx.now }),
      consequence: effects.stopped,
      note: input => input.reason,
      tell: (row, input) => [tell.toldStopped(row, input.reason)],
    }),
    tellLate: action<{ level: 'director' | 'bureau' }>({
      label: '超期上报',
      past: '超过时限，已上报',
      from: ['analysing', 'planning', 'approving', 'carrying', 'verifying', 'looking'],
      by: theSystem,
      inner: true,
      input: z.object({ level: z.enum(['director', 'bureau']) }),
      effect: async (_ctx, _row, { level }) => ({ late_told: level }),
      tell: (row, input) => [tell.toldLate(input.level, row.title, improvementPage(row.id))],
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['analysing', 'planning', 'approving', 'carrying', 'verifying'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})

function tooEarly(row: Improvement, now: Date): string | false {
  const { indicator } = gaugeOf(row)
  if (!indicator || !row.carried_at) return false
  const over = lastOver(indicator.frequency, dayOf(now))
  const first = periodOf(indicator.frequency, dayOf(row.carried_at))
  return over.first < first.first && `「${indicator.label}」要等 ${first.label}结束才看得出效果。`
}
