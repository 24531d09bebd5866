import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { addMonths } from '#platform/periods'
import { anyOf, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { amount, area, whole } from './fields.ts'
import { texts, toStartup } from './messages.ts'
import { type Incubation, manager, startup, visibleTrackings } from './people.ts'
import { trackMonths } from './settings.ts'

export type Tracking = RowOf<'incubation_tracking'>
interface Findings {
  operating: boolean
  in_county: boolean
  sales_fen: number
  jobs: number
  note: string
}

const findings = z.object({
  operating: z.boolean().default(false).meta({ label: '仍在经营', widget: 'checkbox' }),
  in_county: z.boolean().default(false).meta({ label: '仍在本县', widget: 'checkbox' }),
  sales_fen: amount('近半年销售额').meta({ secret: true }),
  jobs: whole('现在从业人数', '人', [0, 10_000]).meta({ secret: true }),
  note: area('近况和需要的帮助', 0, 500).default(''),
}) as unknown as z.ZodType<Findings>

/** 毕业跟踪: every half-year for two years, on the phone or by a call. */
export const incubationTrackingFlow = defineWorkflow({
  subject: 'incubation_tracking',
  label: '毕业跟踪',
  confidential: true,
  clause: '5.4.1',
  states: {
    due: { label: '待回访', tone: 'orange', awaits: startup },
    recorded: { label: '已回访', tone: 'green', final: true },
  },
  visible: visibleTrackings,
  title: row => `毕业跟踪 ${row.due_on}`,
  href: (row, actor) => `${actor.staffId ? '/desk' : '/my'}/incubation/${row.incubation_id}#tracking`,
  party: row => row.party_id,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), incubation_id: z.uuid(), due_on: z.string() },
    operating: z.boolean().nullable(),
  }),
  actions: action => ({
    open: action<{ incubation_id: string; party_id: string; due_on: string }>({
      label: '开始回访',
      past: '到了回访的时候',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({ incubation_id: z.uuid(), party_id: z.uuid(), due_on: z.string() }),
      effect: async (_ctx, _row, input) => input,
    }),
    record: action<Findings>({
      label: '填写近况',
      past: '记录了近况',
      done: '已记下，谢谢',
      from: ['due'],
      to: 'recorded',
      by: anyOf(startup as Who<Tracking>, manager as Who<Tracking>),
      tone: 'primary',
      input: findings,
      prefill: async () => ({ operating: true, in_county: true }),
      effect: async (ctx, _row, input) => ({
        ...input,
        by_staff: ctx.actor.staffId !== null,
        recorded_at: ctx.now,
      }),
    }),
  }),
})

/** Opens what is due until now, and tells the graduate. */
export async function openTrackings(ctx: Ctx, row: Incubation): Promise<void> {
  const known = await ctx.db
    .selectFrom('incubation_tracking')
    .select('due_on')
    .where('incubation_id', '=', row.id)
    .limit(60)
    .execute()
  const open = new Set(known.map(one => one.due_on))
  const step = trackMonths.of(ctx.centre)
  for (let n = step; ; n += step) {
    const due_on = addMonths(row.graduated_on as string, n)
    if (due_on > dayOf(ctx.now) || due_on > (row.tracked_until as string)) return
    if (open.has(due_on)) continue
    await perform({ ...ctx, actor: system }, incubationTrackingFlow, 'open', null, {
      ...{ incubation_id: row.id, party_id: row.party_id, due_on },
    })
    await tell(ctx, toStartup(row, texts.tracking, { name: row.name }))
  }
}
