import { z } from 'zod'
import { dayOf, workingDaysBetween } from '#platform/calendar'
import { holds, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { reportContract, superviseOperator, supervisor } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { acceptanceDays, reportDays } from './settings.ts'

export type Contract = RowOf<'operating_contract'>

/** Which states the public reads of: from the 公示 on, whatever became of it. */
export const publicStates = [
  'publicity',
  'objected',
  'signing',
  'performing',
  'acceptance',
  'rectification',
  'concluded',
  'ended',
] as const

/**
 * 4.1 The operator, from the tender to the hand-over: tender → 公示 → signing → performance → mid-term review →
 * acceptance or rectification → renewal or exit. An objection stops the 公示.
 */
export const contractFlow = defineWorkflow({
  subject: 'operating_contract',
  label: '运营合同',
  clause: '4.1.1、4.1.2',
  states: {
    tender: { label: '招标中', tone: 'blue', awaits: superviseOperator },
    publicity: {
      label: '公示中',
      tone: 'orange',
      after: { within: row => row.publicity_left ?? 5, do: 'endPublicity' },
    },
    objected: { label: '公示中止（有异议）', tone: 'red', awaits: superviseOperator },
    signing: { label: '待签约', tone: 'orange', awaits: superviseOperator },
    performing: { label: '履约中', tone: 'green', final: true },
    acceptance: { label: '验收中', tone: 'orange', awaits: superviseOperator, clock: 'accept' },
    rectification: { label: '整改中', tone: 'red', awaits: reportContract, clock: 'rectify' },
    concluded: { label: '已验收', tone: 'green', final: true },
    ended: { label: '已退出', tone: 'grey', final: true },
    failed: { label: '采购终止', tone: 'grey', final: true },
  },
  clocks: {
    accept: { label: '验收', within: acceptanceDays },
    rectify: { label: '整改', within: row => row.rectify_days ?? 60 },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('operating_contract.id', 'is', null),
  // The notice of the 公示 is for everyone, the contract itself is not.
  opensFile: effects.opensNotice,
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/operator/contracts/${row.id}` : '/operator'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    method: z.string(),
    number: z.string().nullable(),
    amount_fen: z.number().int().nullable(),
    first_day: z.string().nullable(),
    last_day: z.string().nullable(),
  }),
  actions: action => ({
    announce: action<inputs.Tender>({
      label: '登记招标',
      past: '登记了招标',
      from: 'new',
      to: 'tender',
      by: supervisor,
      tone: 'primary',
      input: inputs.tender,
      effect: async (ctx, _row, { title, method, budget_fen, summary }) => ({
        ...{ title, method, budget_fen, summary },
        made_at: ctx.now,
      }),
    }),
    publish: action<inputs.Choice>({
      label: '公示中选单位',
      past: '公示了中选单位',
      from: ['tender'],
      to: 'publicity',
      by: supervisor,
      tone: 'primary',
      publishes: true,
      input: inputs.choice,
      effect: async (ctx, _row, { days }) => ({
        publicity_days: days,
        publicity_left: days,
        publicity_from: dayOf(ctx.now),
      }),
      consequence: effects.nameOperators,
      note: input => `${input.operators.map(one => one.name).join('、')}，公示 ${input.days} 个工作日`,
    }),
    fail: action<{ reason: string }>({
      label: '终止采购',
      past: '终止了采购',
      from: ['tender', 'publicity', 'objected', 'signing'],
      to: 'failed',
      by: supervisor,
      tone: 'danger',
      publishes: true,
      input: inputs.reason('终止原因'),
      note: input => input.reason,
    }),
    halt: action({
      label: '中止公示',
      past: '因有异议中止公示',
      from: ['publicity'],
      to: 'objected',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async (ctx, row) => {
        const gone = workingDaysBetween(ctx.centre.calendar, row.publicity_from as string, dayOf(ctx.now))
        return { publicity_left: Math.max(1, (row.publicity_left as number) - gone) }
      },
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
    }),
    reopen: action({
      label: '重新招标',
      past: '异议成立，重新招标',
      from: ['objected'],
      to: 'tender',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    endPublicity: action({
      label: '公示期满',
      past: '公示期满，没有成立的异议',
      from: ['publicity'],
      to: 'signing',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    carryOn: action<{ follows: string; title: string }>({
      label: '续约',
      past: '按续约登记',
      from: 'new',
      to: 'signing',
      by: theSystem,
      inner: true,
      input: z.object({ follows: z.uuid(), title: z.string() }),
      effect: async (ctx, _row, { follows, title }) => ({
        ...(await effects.termsOf(ctx, follows)),
        title,
        follows,
        made_at: ctx.now,
      }),
      consequence: (ctx, row, { follows }) => effects.copyOperators(ctx, row, follows),
    }),
    sign: action<inputs.Signing>({
      label: '登记签约',
      past: '签约',
      from: ['signing'],
      to: 'performing',
      by: supervisor,
      tone: 'primary',
      publishes: true,
      input: inputs.signing,
      effect: async (_ctx, _row, { number, amount_fen, first_day, last_day }) => ({
        ...{ number, amount_fen, first_day, last_day },
      }),
      consequence: effects.settleTerms,
    }),
    review: action<inputs.Review>({
      label: '中期评价',
      past: '作出中期评价',
      from: ['performing'],
      by: supervisor,
      input: inputs.review,
      prefill: async (_ctx, row) => ({ grade: row?.review_grade, review: row?.review }),
      effect: async (ctx, _row, { grade, review }) => ({ review_grade: grade, review, reviewed_at: ctx.now }),
      note: input => `${inputs.grades[input.grade]}：${input.review}`,
    }),
    requestAcceptance: action<{ reason: string }>({
      label: '申请验收',
      past: '申请验收',
      from: ['performing', 'rectification'],
      to: 'acceptance',
      by: reportContract,
      input: inputs.reason('履约情况', '对照合同和考核目标说明完成情况。'),
      note: input => input.reason,
    }),
    accept: action<inputs.Reached>({
      label: '验收通过',
      past: '验收通过',
      from: ['acceptance'],
      to: 'concluded',
      by: supervisor,
      tone: 'primary',
      publishes: true,
      input: async (ctx, row) => inputs.acceptance(row ? await effects.targetsOf(ctx, row.id) : []),
      consequence: effects.keepReached,
      note: input => input.opinion,
    }),
    rectify: action<{ reason: string; days: number }>({
      label: '责令整改',
      past: '责令整改',
      from: ['acceptance'],
      to: 'rectification',
      by: supervisor,
      tone: 'danger',
      input: async ctx =>
        inputs.reason('需要整改什么').extend({
          days: z
            .number()
            .int()
            .min(1)
            .max(120)
            .default(reportDays.of(ctx.centre))
            .meta({ label: '整改期限', unit: '个工作日' }),
        }),
      effect: async (_ctx, _row, { days }) => ({ rectify_days: days }),
      note: input => `${input.days} 个工作日内：${input.reason}`,
    }),
    renew: action<{ title: string }>({
      label: '续约',
      past: '决定续约',
      from: ['performing', 'concluded'],
      by: supervisor,
      input: z.object({
        title: z
          .string()
          .trim()
          .min(4)
          .max(80)
          .meta({ label: '新合同的项目名称', help: '登记后按“待签约”继续。' }),
      }),
      consequence: effects.carryOn,
      note: input => input.title,
    }),
    exit: action<{ reason: string; list: string }>({
      label: '退出交接',
      past: '退出并完成交接',
      from: ['performing', 'concluded'],
      to: 'ended',
      by: supervisor,
      tone: 'danger',
      publishes: true,
      input: inputs.reason('退出原因').extend({
        list: z.string().trim().min(5).max(3_000).meta({
          label: '交接清单',
          widget: 'textarea',
          help: '场地、资产、系统账号、档案、资金，逐项写清交给谁。',
        }),
      }),
      effect: effects.refuseWhilePaying,
      note: input => `${input.reason}。交接：${input.list}`,
    }),
  }),
})

/** Who may read objections and evidence: the bureau, never the operator's own people. */
export const supervises = (actor: Parameters<typeof holds>[0]): boolean =>
  actor.kind === 'system' || (actor.organisation === 'bureau' && holds(actor, superviseOperator))
