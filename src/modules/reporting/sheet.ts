import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { periodFrom } from '#platform/periods'
import { allOf, concerned, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { manageReports } from './duties.ts'
import { type Entered, entering, type Filled, filling, personName, startOf } from './filling.ts'
import { tellReporter, texts } from './messages.ts'
import { auditor, handedIn, ofCentre, reporter, type Sheet, visibleSheets } from './people.ts'
import { withReporter } from './queries.ts'
import { redoDays } from './settings.ts'
import * as effects from './sheet-effects.ts'

const { about } = effects
const mine = reporter as Who<Sheet>
const audit = allOf(auditor as Who<Sheet>, not(handedIn), not(concerned as Who<Sheet>))
const page = (row: Sheet) => `/desk/reports/sheets/${row.id}`

const signing = (who: string) =>
  z.object({
    name: personName(who, '写全名，就是签字：对所报数字负责。'),
  })
const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(4)
      .max(300)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

const tellAuditor = (row: Sheet) =>
  row.state === 'submitted' && [
    message(
      { duty: (auditor.address(row) as { duty: string }).duty },
      texts.submitted,
      { ...about(row), name: row.name },
      page(row),
    ),
  ]

/** 5.6.2 一张报表: filled by its reporter, signed by three, audited, and part of the round once it is approved. */
export const sheetFlow = defineWorkflow({
  subject: 'report',
  label: '统计报表',
  confidential: true,
  clause: '5.6.2',
  clocks: {
    fill: { label: '报送', within: 1, until: row => row.due_on },
    redo: { label: '修改', within: redoDays, until: row => row.due_on, anew: true },
    audit: { label: '审核', within: 1, until: row => row.audit_on, anew: true },
  },
  states: {
    due: { label: '待填报', tone: 'orange', awaits: reporter, clock: 'fill' },
    stats: { label: '待统计负责人签字', tone: 'orange', awaits: reporter, clock: 'fill' },
    head: { label: '待单位负责人签字', tone: 'orange', awaits: reporter, clock: 'fill' },
    submitted: { label: '待审核', tone: 'blue', awaits: auditor, clock: 'audit' },
    returned: { label: '退回修改', tone: 'red', awaits: reporter, clock: 'redo' },
    approved: { label: '审核通过', tone: 'green', final: true },
    excused: { label: '免报', tone: 'grey', final: true },
    missing: { label: '逾期未报', tone: 'red', final: true },
  },
  visible: visibleSheets,
  title: row => `${row.title}（${periodFrom(row.period).label}）${row.name}`,
  href: (row, actor) => (actor.staffId ? page(row) : `/my/reports/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    form_code: z.string(),
    title: z.string(),
    period: z.string(),
    due_on: z.string(),
    name: z.string(),
    town: z.string().nullable(),
    cells: z.unknown().meta({ description: '按格：金额为分，其余为个数' }),
    reasons: z.unknown(),
    filler_name: z.string().nullable(),
    stats_name: z.string().nullable(),
    head_name: z.string().nullable(),
    one_signer: z.boolean(),
    submitted_at: z.date().nullable(),
    audited_at: z.date().nullable(),
  }),
  actions: action => ({
    issue: action<effects.Issue>({
      label: '发放',
      past: '发放了报表',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({
        round_id: z.uuid(),
        party_id: z.uuid().optional(),
        station_id: z.uuid().optional(),
        name: z.string(),
        town: z.string().nullish(),
        small: z.boolean(),
      }) as unknown as z.ZodType<effects.Issue>,
      effect: effects.issue,
      consequence: (ctx, row) => tellReporter(ctx, row, texts.issued, { ...about(row), day: row.due_on }),
    }),
    fill: action<Filled>({
      label: '填报',
      past: '填好并签了字',
      done: '已保存。还要签字的人会收到通知',
      from: ['due', 'returned', 'stats', 'head'],
      to: (_row, input) => (input.all_mine ? 'submitted' : 'stats'),
      by: mine,
      tone: 'primary',
      keep: '暂存',
      input: filling,
      prefill: startOf,
      effect: effects.fill,
      consequence: async (ctx, row) => effects.tellNextSigner(ctx, row),
      tell: row => tellAuditor(row) || [],
    }),
    signStats: action<{ name: string }>({
      label: '统计负责人签字',
      past: '以统计负责人签了字',
      from: ['stats'],
      to: 'head',
      by: mine,
      tone: 'primary',
      input: signing('统计负责人'),
      prefill: async ctx => ({ name: ctx.actor.name }),
      effect: effects.signStats,
      consequence: async (ctx, row) => effects.tellNextSigner(ctx, row),
    }),
    signHead: action<{ name: string }>({
      label: '单位负责人签字报送',
      past: '以单位负责人签字报送',
      done: '已报送，审核后会通知您',
      from: ['head'],
      to: 'submitted',
      by: mine,
      tone: 'primary',
      input: signing('单位负责人'),
      prefill: async ctx => ({ name: ctx.actor.name }),
      effect: effects.signHead,
      tell: row => tellAuditor(row) || [],
    }),
    enter: action<Entered>({
      label: '代录纸质报表',
      past: '代录了纸质报表',
      done: '已代录，由另一人审核',
      from: ['due', 'returned', 'stats', 'head'],
      to: 'submitted',
      by: manageReports,
      suits: row => !ofCentre(row),
      keep: '暂存',
      input: entering,
      prefill: startOf,
      effect: effects.enter,
      tell: row => tellAuditor(row) || [],
    }),
    approve: action({
      label: '审核通过',
      past: '审核通过',
      from: ['submitted'],
      to: 'approved',
      by: audit,
      tone: 'primary',
      effect: (ctx, row) => effects.audited(ctx, row, null),
      consequence: (ctx, row) => tellReporter(ctx, row, texts.approved, about(row)),
    }),
    return: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['submitted', 'approved'],
      to: 'returned',
      by: audit,
      input: reason('退回的理由', '写清哪一行、为什么，对方照着改。'),
      effect: (ctx, row, input) => effects.audited(ctx, row, input.reason),
      consequence: (ctx, row, input) =>
        tellReporter(ctx, row, texts.returned, { ...about(row), reason: input.reason }),
      note: input => input.reason,
    }),
    excuse: action<{ reason: string }>({
      label: '本期免报',
      past: '准予本期免报',
      from: ['due', 'returned'],
      to: 'excused',
      by: allOf(auditor as Who<Sheet>, not(concerned as Who<Sheet>)),
      input: reason('免报的理由', '例如停业、歇业；对方能看到。'),
      effect: (ctx, row, input) => effects.audited(ctx, row, input.reason),
      consequence: (ctx, row, input) =>
        tellReporter(ctx, row, texts.excused, { ...about(row), reason: input.reason }),
      note: input => input.reason,
    }),
    urge: action({
      label: '催报',
      past: '催报',
      done: '已催报',
      from: [...withReporter],
      by: manageReports,
      blockedBy: (row, _actor, { now }) =>
        row.urged_at !== null && dayOf(row.urged_at) === dayOf(now) && '今天已经催过了。',
      effect: async (ctx, row) => ({ urged: row.urged + 1, urged_at: ctx.now }),
      consequence: (ctx, row) =>
        tellReporter(ctx, row, texts.urged, {
          ...about(row),
          words:
            dayOf(ctx.now) > row.due_on
              ? `截止日 ${row.due_on} 已过，请尽快报送。`
              : `请在 ${row.due_on} 前报送。`,
        }),
    }),
    miss: action({
      label: '逾期未报',
      past: '汇总时还没有报送，记为逾期未报',
      from: [...withReporter],
      to: 'missing',
      by: theSystem,
      inner: true,
    }),
    reopen: action({
      label: '可以补报',
      past: '汇总被退回，可以补报',
      from: ['missing'],
      to: 'due',
      by: theSystem,
      inner: true,
    }),
  }),
})
