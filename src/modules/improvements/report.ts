import { z } from 'zod'
import { inPublic, namesNobody } from '#modules/catalogue'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { isOver, isPeriod, lastOver, periodBefore, periodFrom } from '#platform/periods'
import { type Addressee, allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { reportPage } from './addresses.ts'
import { approveImprovements, handleFindings, superviseImprovements } from './duties.ts'
import { toldReport } from './messages.ts'
import { type Report, visibleReports } from './people.ts'
import { reportFacts } from './report-facts.ts'
import { reportDays } from './settings.ts'

/** Approved by somebody else than who wrote it. */
const approver: Addressee<Report> = {
  ...allOf<Report>(
    anyOf(approveImprovements, superviseImprovements),
    not(everDid('写报告的人', 'write', 'submit')),
  ),
  address: () => ({ duty: approveImprovements.code }),
}

interface Written {
  summary: string
  outlook: string
}
const words = (label: string, help: string, least: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(2_000)
    .refine(namesNobody, inPublic)
    .meta({ label, widget: 'textarea', rows: 6, help })
const written = z.object({
  summary: words('小结', '会公开：这一季发现了什么、改了什么、效果怎样；不写人名、单位名和电话。', 20),
  outlook: words('下一季打算', '会公开：接着改什么。', 5),
}) as unknown as z.ZodType<Written>

/** The quarters that can be reported: over, and of the last two years. */
export function quartersFor(ctx: Ctx): Array<{ value: string; label: string }> {
  const all: Array<{ value: string; label: string }> = []
  for (let period = lastOver('quarter', dayOf(ctx.now)); all.length < 8; period = periodBefore(period))
    all.push({ value: period.code, label: period.label })
  return all
}

/** 6.2 季度改进报告: problem by problem, from the records; approved, its summary published. */
export const reportFlow = defineWorkflow({
  subject: 'improvement_report',
  label: '季度改进报告',
  clause: '6.2.2',
  clocks: { write: { label: '编写', within: reportDays }, approve: { label: '批准', within: reportDays } },
  states: {
    draft: { label: '编写中', tone: 'orange', awaits: handleFindings, clock: 'write' },
    approving: { label: '待批准', tone: 'orange', awaits: approver, clock: 'approve' },
    published: { label: '已批准公布', tone: 'green', final: true },
  },
  visible: visibleReports,
  title: row => `${periodFrom(row.period).label}改进报告`,
  href: (row, actor) => (actor.staffId ? reportPage(row.id) : `/improvements/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    period: z.string(),
    summary: z.string(),
    outlook: z.string(),
    published_at: z.date().nullable(),
  }),
  actions: action => ({
    open: action<{ period: string }>({
      label: '到期编写',
      past: '季度结束，开始编写',
      from: 'new',
      to: 'draft',
      by: theSystem,
      inner: true,
      input: z.object({ period: z.string() }),
      effect: opened,
      tell: row => [toldReport(row, handleFindings, '编写')],
    }),
    start: action<{ period: string }>({
      label: '编写季度报告',
      past: '开始编写',
      from: 'new',
      to: 'draft',
      by: handleFindings,
      input: async ctx =>
        z.object({
          period: z.enum(quartersFor(ctx).map(one => one.value) as [string, ...string[]]).meta({
            label: '哪个季度',
            widget: 'select',
            options: quartersFor(ctx),
          }),
        }) as unknown as z.ZodType<{ period: string }>,
      effect: opened,
    }),
    write: action<Written>({
      label: '写小结',
      past: '写了小结',
      from: ['draft'],
      by: handleFindings,
      tone: 'primary',
      input: written,
      prefill: async (_ctx, row) => ({ summary: row?.summary ?? '', outlook: row?.outlook ?? '' }),
      effect: async (ctx, _row, input) => ({ ...input, drawn_by: ctx.actor.staffId }),
    }),
    submit: action({
      label: '报批',
      past: '报请批准',
      from: ['draft'],
      to: 'approving',
      by: handleFindings,
      blockedBy: row => row.summary === '' && '请先写小结。',
      tell: row => [toldReport(row, approveImprovements, '批准')],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['approving'],
      to: 'draft',
      by: approver,
      input: z.object({
        reason: z.string().trim().min(5).max(300).meta({ label: '哪里要改', widget: 'textarea' }),
      }),
      note: input => input.reason,
      tell: row => [toldReport(row, handleFindings, '修改')],
    }),
    approve: action({
      label: '批准并公布',
      past: '批准并公布',
      from: ['approving'],
      to: 'published',
      by: approver,
      tone: 'primary',
      publishes: true,
      confirm: '批准后数据固定下来；小结和涉及服务质量的改进在网站公布，不出现人名。',
      effect: async (ctx, row) => ({
        ...{ approved_by: ctx.actor.staffId, published_at: ctx.now },
        facts: JSON.stringify(await reportFacts(ctx, periodFrom(row.period))),
      }),
    }),
  }),
})

async function opened(ctx: Ctx, _row: Report, { period }: { period: string }) {
  if (!isPeriod(period) || periodFrom(period).kind !== 'quarter') throw invalid({ period: '请选择季度。' })
  if (!isOver(periodFrom(period), ctx.now)) throw conflict(`${periodFrom(period).label}还没有结束。`)
  const there = await ctx.db
    .selectFrom('improvement_report')
    .select('id')
    .where('period', '=', period)
    .executeTakeFirst()
  if (there) throw conflict(`${periodFrom(period).label}的报告已经有了。`, reportPage(there.id))
  return { period }
}
