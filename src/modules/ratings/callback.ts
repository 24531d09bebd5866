import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { allOf, concerned, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { callBack } from './duties.ts'
import { callbackHints, callbackSubjects } from './queries.ts'
import { callbackDays } from './settings.ts'
import { kinds, type Served, type Subject, subjects } from './subjects.ts'

const outcome = (label: string, help: string) =>
  z.object({ result: z.string().trim().min(10).max(1000).meta({ label, help, widget: 'textarea' }) })

interface Opening extends Served {
  party_id: string | null
  rating_id: string
  mark: number
  comment?: string | undefined
}

/** Who had a hand in it stands in its journal; the call-back remembers it from its start. */
const hadAHand: Who<RowOf<'callback'>> = {
  says: '经手过此事的人员',
  test: (actor, row) => actor.staffId !== null && row.handler_ids.includes(actor.staffId),
}
const caller = allOf(callBack, not(hadAHand), not(concerned))

/** A bad rating by name: someone who had no hand in it calls back, and it is mended or explained. */
export const callbackFlow = defineWorkflow({
  subject: 'callback',
  label: '差评回访',
  confidential: true,
  clause: '6.2.2',
  states: {
    open: { label: '待回访', tone: 'orange', awaits: callBack, clock: 'callback' },
    resolved: { label: '已整改', tone: 'green', final: true },
    explained: { label: '已说明', tone: 'grey', final: true },
  },
  clocks: { callback: { label: '回访', within: callbackDays } },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('callback.subject', 'in', callbackSubjects(actor)),
  title: () => '回访一条差评',
  hints: callbackHints,
  href: row => `/desk/callbacks/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    subject: z.string(),
    record_id: z.uuid(),
    state: z.string(),
    mark: z.number().int(),
    opened_at: z.date(),
  }),
  actions: action => ({
    open: action<Opening>({
      label: '登记差评',
      past: '收到差评，等待回访',
      from: 'new',
      to: 'open',
      by: theSystem,
      quiet: true,
      input: z.object({
        subject: z.enum(Object.keys(subjects) as [Subject, ...Subject[]]),
        record_id: z.uuid(),
        party_id: z.uuid().nullable(),
        rating_id: z.uuid(),
        mark: z.number().int(),
        comment: z.string().optional(),
      }) as unknown as z.ZodType<Opening>,
      effect: async (ctx, _row, input) => ({
        ...input,
        comment: input.comment ?? null,
        handler_ids: await handlersOf(ctx, input),
        opened_at: ctx.now,
      }),
    }),
    resolve: action<{ result: string }>({
      label: '已整改',
      past: '回访并整改',
      from: ['open'],
      to: 'resolved',
      by: caller,
      tone: 'primary',
      input: outcome('回访与整改情况', '何时与谁通话，对方的意见，做了什么改正。'),
      effect: async (_ctx, _row, input) => ({ result: input.result }),
      note: input => input.result,
    }),
    explain: action<{ result: string }>({
      label: '已说明',
      past: '回访并说明',
      from: ['open'],
      to: 'explained',
      by: caller,
      input: outcome('回访与说明情况', '何时与谁通话，为什么无法满足，如何向对方解释。'),
      effect: async (_ctx, _row, input) => ({ result: input.result }),
      note: input => input.result,
    }),
  }),
})

async function handlersOf(ctx: Ctx, { subject, record_id }: Served): Promise<string[]> {
  const { records, staff } = await kinds[subject].handled(ctx, record_id)
  const rows = await ctx.db
    .selectFrom('journal')
    .select('staff_id')
    .distinct()
    .where('record_id', 'in', records)
    .where('staff_id', 'is not', null)
    .limit(200)
    .execute()
  return [...new Set([...rows.map(row => row.staff_id), ...staff])].filter(id => id !== null)
}
