import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { isPeriod, type Period, type PeriodKind, periodAfter, periodFrom, periodOf } from '#platform/periods'
import { allOf, anyOf, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { roundDays } from './dates.ts'
import { auditReports, lockReports, manageReports } from './duties.ts'
import { texts, toBureau, toManagers } from './messages.ts'
import type { Round } from './people.ts'
import { reportersOf } from './queries/reporters.ts'
import { activeForms, countByState } from './queries.ts'
import { sheetFlow } from './sheet.ts'

interface Opening {
  form_id: string
  period: string
}

/** The periods of a kind that can be asked for: the one that goes on, and the last twelve. */
export const choosable = (kind: PeriodKind, ctx: Ctx): Period[] => {
  const now = periodOf(kind, dayOf(ctx.now))
  return Array.from({ length: 13 }, (_, n) => periodAfter(now, -n))
}

async function opening(ctx: Ctx) {
  const forms = await activeForms(ctx)
  if (forms.length === 0) throw invalid({ '': '还没有执行中的报表，请先审定一张。' })
  const periods = new Map(
    forms.flatMap(form => choosable(form.frequency as PeriodKind, ctx)).map(one => [one.code, one.label]),
  )
  return z.object({
    form_id: z.enum(forms.map(form => form.id) as [string, ...string[]]).meta({
      label: '报表',
      widget: 'select',
      options: forms.map(form => ({ value: form.id, label: `${form.code} ${form.title}` })),
    }),
    period: z.enum([...periods.keys()] as [string, ...string[]]).meta({
      label: '报告期',
      widget: 'select',
      options: [...periods].map(([value, label]) => ({ value, label })),
      help: '月报选月份，季报选季度，年报选年份。每期到期后也会自动发放。',
    }),
  }) as unknown as z.ZodType<Opening>
}

async function open(ctx: Ctx, _row: unknown, { form_id, period: code }: Opening) {
  const form = (await activeForms(ctx)).find(one => one.id === form_id)
  if (!form || !isPeriod(code)) throw conflict('这张报表已经不在执行中。')
  const period = periodFrom(code)
  if (period.kind !== form.frequency) throw invalid({ period: '报告期和这张报表的频率不一致' })
  const there = await ctx.db
    .selectFrom('report_round')
    .select('id')
    .where('form_code', '=', form.code)
    .where('period', '=', code)
    .executeTakeFirst()
  if (there) throw conflict('这一期已经发放过了。', `/desk/reports/rounds/${there.id}`)
  return {
    ...{ form_id, form_code: form.code, title: form.title, period: code },
    ...roundDays(ctx.centre, period, form.due_day),
    opened_at: ctx.now,
  }
}

/** One sheet for each who reports by this form today. */
async function issueAll(ctx: Ctx, row: Round): Promise<void> {
  for (const one of await reportersOf(ctx, row)) {
    await perform({ ...ctx, actor: system }, sheetFlow, 'issue', null, {
      round_id: row.id,
      ...one,
    })
  }
}

/** The lock of the round is held: whoever sends a sheet comes before or after, never in between. */
async function nothingUnaudited(ctx: Ctx, row: Round): Promise<void> {
  const states = await countByState(ctx, row.id)
  const waiting = states.get('submitted') ?? 0
  if (waiting > 0) throw conflict(`还有 ${waiting} 张报表没有审核，审核完才能汇总。`, pageOf(row))
  if ((states.get('approved') ?? 0) === 0)
    throw conflict('还没有审核通过的报表，没有可以汇总的。', pageOf(row))
}

export const pageOf = (row: Pick<Round, 'id'>): string => `/desk/reports/rounds/${row.id}`
const about = (row: Round) => ({ title: row.title, period: periodFrom(row.period).label })

const words = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(4)
    .max(500)
    .meta({ label, widget: 'textarea', ...(help && { help }) })

const locker = allOf(lockReports as Who<Round>, not(everDid('汇总上报的人', 'sum')))

/** 5.6.2 报表期: a form sent out for a period, filled, audited, summed by the centre and locked by the bureau. */
export const roundFlow = defineWorkflow({
  subject: 'report_round',
  label: '报表期',
  clause: '5.6.2',
  clocks: {
    audit: { label: '审核汇总', within: 1, until: row => row.audit_on, anew: true },
    lock: { label: '锁定', within: 1, until: row => row.lock_on, anew: true },
  },
  states: {
    open: { label: '填报审核中', tone: 'blue', awaits: auditReports, clock: 'audit' },
    summed: { label: '待锁定', tone: 'orange', awaits: lockReports, clock: 'lock' },
    locked: { label: '已锁定', tone: 'green', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.staffId !== null ? query : query.where('report_round.id', 'is', null),
  title: row => `${row.title}（${periodFrom(row.period).label}）`,
  href: (row, actor) => (actor.staffId ? pageOf(row) : '/my/reports'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    form_code: z.string(),
    title: z.string(),
    period: z.string().meta({ description: '2026-11、2026-Q4、2026-H2 或 2026' }),
    due_on: z.string(),
    audit_on: z.string(),
    lock_on: z.string(),
    locked_at: z.date().nullable(),
  }),
  actions: action => ({
    open: action<Opening>({
      label: '发放报表',
      past: '发放了报表',
      from: 'new',
      to: 'open',
      by: anyOf(manageReports, theSystem),
      tone: 'primary',
      done: '已发放，填报单位都收到了通知',
      input: opening,
      effect: open,
      consequence: issueAll,
    }),
    sum: action<{ summary: string }>({
      label: '汇总上报',
      past: '汇总上报',
      done: '已上报主管部门，没有报送的记为逾期未报',
      from: ['open'],
      to: 'summed',
      by: auditReports,
      tone: 'primary',
      input: z.object({
        summary: words('汇总说明', '主要指标的变化和原因；没有报送的单位、没有催到的原因。'),
      }),
      effect: async (ctx, row, input) => {
        await nothingUnaudited(ctx, row)
        return { summary: input.summary, summed_by: ctx.actor.staffId, summed_at: ctx.now, reason: null }
      },
      note: input => input.summary,
      tell: row => [toBureau(texts.summed, about(row), pageOf(row))],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回中心',
      past: '退回中心重新审核',
      from: ['summed'],
      to: 'open',
      by: lockReports,
      input: z.object({ reason: words('退回的理由', '中心修改后重新汇总上报；没有报的单位可以补报。') }),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { duty: auditReports.code },
          texts.sentBack,
          { ...about(row), reason: input.reason },
          pageOf(row),
        ),
      ],
    }),
    lock: action({
      label: '审定锁定',
      past: '审定并锁定',
      done: '已锁定',
      from: ['summed'],
      to: 'locked',
      by: locker,
      tone: 'primary',
      confirm: '锁定后不能退回，只能用更正单更正，更正前后的数都保留。',
      effect: async ctx => ({ locked_by: ctx.actor.staffId, locked_at: ctx.now }),
      tell: row => [toManagers(texts.locked, about(row), pageOf(row))],
    }),
  }),
})
