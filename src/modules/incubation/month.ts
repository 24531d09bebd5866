import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { files } from '#platform/forms'
import { perform } from '#platform/perform'
import { firstDay, monthWords, nextMonth } from '#platform/periods'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { amount, area, reason, whole } from './fields.ts'
import { type Incubation, manager, startup, visibleMonths } from './people.ts'
import { lateDay } from './settings.ts'

export type MonthRow = RowOf<'incubation_month'>

export interface Figures {
  sales_fen: number
  orders: number
  live: number
  jobs: number
  insured: number
  tax_fen: number
  remark: string
  proofs?: string[] | undefined
}
/** What stood there before it was put right. */
export interface Slip {
  at: string
  by: string
  reason: string
  before: Omit<Figures, 'remark' | 'proofs'>
}

/** The journal keeps no figures: they are for the centre and the bureau. */
const figures = {
  sales_fen: amount('销售额').meta({ secret: true }),
  orders: whole('订单', '单', [0, 10_000_000]).meta({ secret: true }),
  live: whole('直播', '场', [0, 10_000], '没有的填 0。').meta({ secret: true }),
  jobs: whole('月末从业人数', '人', [0, 10_000], '含负责人。').meta({ secret: true }),
  insured: whole('其中参加社会保险', '人', [0, 10_000]).meta({ secret: true }),
  tax_fen: amount('缴纳税费', '没有的填 0。').meta({ secret: true }),
  remark: area('说明', 0, 300).default(''),
  proofs: files(8).optional().meta({ label: '凭证', help: '后台截图、社保和完税凭证，可以用手机拍。' }),
}
const notMore = (input: { insured: number; jobs: number }) => input.insured <= input.jobs
const tooMany = { path: ['insured'], message: '不能多于从业人数' }

const reporting = z.object(figures).refine(notMore, tooMany) as unknown as z.ZodType<Figures>
const correcting = z
  .object({ ...figures, reason: area('为什么更正', 5, 300) })
  .refine(notMore, tooMany) as unknown as z.ZodType<Figures & { reason: string }>

const known = (row: MonthRow | null) =>
  row?.reported_at
    ? {
        ...{ orders: row.orders, live: row.live, jobs: row.jobs, insured: row.insured, remark: row.remark },
        ...{ sales_fen: Number(row.sales_fen), tax_fen: Number(row.tax_fen) },
      }
    : {}

const columns = ({ proofs: _, ...input }: Figures) => input

/** 孵化月报: by the start-up on its phone, with proof; seen by the centre and the bureau alone. */
export const incubationMonthFlow = defineWorkflow({
  subject: 'incubation_month',
  label: '孵化月报',
  confidential: true,
  clause: '5.4.1',
  states: {
    due: { label: '待填报', tone: 'orange', awaits: startup },
    reported: {
      label: '待核对',
      tone: 'blue',
      awaits: { ...manager, address: () => ({ duty: 'incubation.manage' }) },
    },
    verified: { label: '已核对', tone: 'green', final: true },
  },
  visible: visibleMonths,
  title: row => `${monthWords(row.month)}月报`,
  href: (row, actor) => `${actor.staffId ? '/desk' : '/my'}/incubation/${row.incubation_id}#figures`,
  party: row => row.party_id,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), incubation_id: z.uuid(), month: z.string() },
    ...{ orders: z.number().int().nullable(), live: z.number().int().nullable() },
    ...{ jobs: z.number().int().nullable(), late: z.boolean().nullable() },
  }),
  actions: action => ({
    open: action<{ incubation_id: string; party_id: string; month: string }>({
      label: '开始填报',
      past: '到了填报的时候',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({ incubation_id: z.uuid(), party_id: z.uuid(), month: z.string() }),
      effect: async (ctx, _row, input) => ({ ...input, late_from: lateFrom(ctx, input.month) }),
    }),
    report: action<Figures>({
      label: '填报',
      past: '填报了经营数据',
      done: '已填报，谢谢',
      keep: '先存着，以后接着填',
      from: ['due'],
      to: 'reported',
      by: startup,
      tone: 'primary',
      input: reporting,
      effect: async (ctx, row, input) => ({
        ...columns(input),
        reported_at: ctx.now,
        late: dayOf(ctx.now) >= row.late_from,
      }),
    }),
    verify: action({
      label: '核对无误',
      past: '核对了经营数据',
      from: ['reported'],
      to: 'verified',
      by: manager,
      tone: 'primary',
    }),
    sendBack: action<{ reason: string }>({
      label: '请更正',
      past: '请孵化企业更正',
      from: ['reported'],
      by: manager,
      input: reason('哪里需要核实', '孵化企业看得到，用更正单更正。'),
      note: input => input.reason,
    }),
    correct: action<Figures & { reason: string }>({
      label: '更正',
      past: '用更正单更正了数据',
      done: '已更正，原来的数字留在更正单上',
      from: ['reported', 'verified'],
      to: 'reported',
      by: startup,
      input: correcting,
      prefill: async (_ctx, row) => known(row),
      effect: async (ctx, row, { reason: why, ...input }) => ({
        ...columns(input),
        slips: JSON.stringify([...slipsOf(row), slipOf(ctx, row, why)]),
      }),
      note: input => input.reason,
    }),
  }),
})

export const slipsOf = (row: Pick<MonthRow, 'slips'>): Slip[] => row.slips as unknown as Slip[]

const slipOf = (ctx: Ctx, row: MonthRow, why: string): Slip => ({
  at: ctx.now.toISOString(),
  by: ctx.actor.name,
  reason: why,
  before: {
    ...{ sales_fen: Number(row.sales_fen), tax_fen: Number(row.tax_fen) },
    ...{ orders: row.orders ?? 0, live: row.live ?? 0, jobs: row.jobs ?? 0, insured: row.insured ?? 0 },
  },
})

/** From which day on the report of a month is late. */
const lateFrom = (ctx: Ctx, month: string): string =>
  `${nextMonth(month)}-${String(lateDay.of(ctx.centre)).padStart(2, '0')}`

/** Opens the reports of all whole months of a project until now that are not open yet. */
export async function openMonths(ctx: Ctx, row: Incubation): Promise<void> {
  const began = row.first_day as string
  const first = began.slice(8) <= '15' ? began.slice(0, 7) : nextMonth(began.slice(0, 7))
  const now = dayOf(ctx.now).slice(0, 7)
  const known = await ctx.db
    .selectFrom('incubation_month')
    .select('month')
    .where('incubation_id', '=', row.id)
    .limit(100)
    .execute()
  const open = new Set(known.map(one => one.month))
  for (let month = first; firstDay(month) < firstDay(now); month = nextMonth(month))
    if (!open.has(month))
      await perform({ ...ctx, actor: system }, incubationMonthFlow, 'open', null, {
        ...{ incubation_id: row.id, party_id: row.party_id, month },
      })
}
