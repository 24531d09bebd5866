import { z } from 'zod'
import { providerToAsk } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { message, tell } from '#platform/notify'
import { type Addressee, anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { askedBy, caseWorker, seesCases } from './duties.ts'
import { texts } from './messages.ts'
import { quoteHints } from './queries/hints.ts'
import { quoteDays } from './settings.ts'

/** Whoever acts for the provider that was asked. */
const provider: Addressee<{ party_id: string }> = {
  says: '受邀的服务商',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}

interface Invite {
  case_id: string
  provider_id: string
  reason: string
}
interface Offer {
  price_fen: number
  days: number
  proposal: string
  files?: string[] | undefined
}

const offer = z.object({
  price_fen: z
    .number()
    .int()
    .min(1, '报价要大于 0 元')
    .max(100_000_000_00)
    .meta({ label: '报价', widget: 'money', unit: '元' }),
  days: z.number().int().min(1).max(366).meta({ label: '工期', unit: '个工作日' }),
  proposal: z
    .string()
    .trim()
    .min(5)
    .max(2000)
    .meta({ label: '方案说明', widget: 'textarea', help: '做什么、怎么做、包含几次修改。' }),
  files: files(5).optional().meta({ label: '附件', help: '案例、报价单等，最多 5 个。' }),
})

/** One provider's quote for one case: work in parallel, so a record and a flow of its own. */
export const quoteFlow = defineWorkflow({
  subject: 'quote',
  label: '报价',
  clause: '5.6.1',
  clocks: { quote: { label: '报价', within: quoteDays } },
  states: {
    invited: {
      label: '待报价',
      tone: 'orange',
      awaits: provider,
      clock: 'quote',
      after: { within: quoteDays, do: 'expire' },
    },
    submitted: { label: '已报价', tone: 'green', final: true },
    declined: { label: '未报价', tone: 'grey', final: true },
    agreed: { label: '已选定', tone: 'green', final: true },
    lost: { label: '未选定', tone: 'grey', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  joins: {
    parent: 'service_case',
    by: 'case_id',
    settled: ['submitted', 'declined', 'agreed', 'lost', 'cancelled'],
    do: 'presentQuotes',
  },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system' || seesCases(actor)) return query
    return actor.parties.length === 0
      ? query.where('quote.id', 'is', null)
      : query.where('quote.party_id', 'in', [...actor.parties])
  },
  opensFile: forApplicant,
  title: () => '报价邀请',
  hints: quoteHints,
  href: (row, actor) => (actor.staffId ? `/desk/cases/${row.case_id}` : `/my/quotes/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    case_id: z.uuid(),
    provider_id: z.uuid(),
    state: z.string(),
    price_fen: z.number().int().nullable().meta({ description: '分' }),
    days: z.number().int().nullable().meta({ description: '工作日' }),
    proposal: z.string().nullable(),
    reason: z.string(),
    invited_at: z.date(),
    answered_at: z.date().nullable(),
  }),
  actions: action => ({
    invite: action<Invite>({
      label: '邀请',
      past: '受邀报价',
      from: 'new',
      to: 'invited',
      by: anyOf(caseWorker, theSystem),
      quiet: true,
      inner: true,
      input: z.object({ case_id: z.uuid(), provider_id: z.uuid(), reason: z.string().max(300) }),
      effect: async (ctx, _row, input) => {
        const invited = await providerToAsk(ctx, input.provider_id)
        if (!invited) throw invalid({ providers: '这家服务商已不在库，或正在变更，请重新选择。' })
        return { ...input, party_id: invited.party_id, invited_at: ctx.now }
      },
      consequence: tellProvider,
    }),
    offer: action<Offer>({
      label: '报价',
      keep: '暂存报价',
      past: '提交了报价',
      from: ['invited'],
      to: 'submitted',
      by: provider,
      tone: 'primary',
      input: offer as unknown as z.ZodType<Offer>,
      effect: async (ctx, _row, { price_fen, days, proposal }) => ({
        price_fen,
        days,
        proposal,
        answered_at: ctx.now,
      }),
    }),
    decline: action<{ reason: string }>({
      label: '不报价',
      past: '放弃报价',
      from: ['invited'],
      to: 'declined',
      by: provider,
      input: z.object({
        reason: z.string().trim().min(2).max(300).meta({ label: '原因', widget: 'textarea' }),
      }),
      effect: async ctx => ({ answered_at: ctx.now }),
      note: input => input.reason,
    }),
    expire: action({
      label: '逾期',
      past: '逾期未报价',
      from: ['invited'],
      to: 'declined',
      by: theSystem,
      quiet: true,
    }),
    agree: action({
      label: '选定',
      past: '报价被选定',
      from: ['submitted'],
      to: 'agreed',
      by: theSystem,
      quiet: true,
      consequence: (ctx, row) => tellOutcome(ctx, row, 'agreed'),
    }),
    lose: action({
      label: '未选定',
      past: '报价未被选定',
      from: ['submitted'],
      to: 'lost',
      by: theSystem,
      quiet: true,
      consequence: (ctx, row) => tellOutcome(ctx, row, 'lost'),
    }),
    cancel: action({
      label: '取消',
      past: '报价邀请取消',
      from: ['invited', 'submitted'],
      to: 'cancelled',
      by: theSystem,
      quiet: true,
    }),
  }),
})

type Quote = RowOf<'quote'>

/** Who compares the quotes opens what the firms sent with them. */
async function forApplicant(ctx: Ctx, quoteId: string): Promise<boolean> {
  const asked = await ctx.db
    .selectFrom('quote')
    .innerJoin('service_case', join =>
      join
        .onRef('service_case.id', '=', 'quote.case_id')
        .onRef('service_case.centre_id', '=', 'quote.centre_id'),
    )
    .select('service_case.id')
    .where('quote.id', '=', quoteId)
    .where(askedBy(ctx.actor))
    .executeTakeFirst()
  return asked !== undefined
}

const caseOf = (ctx: Ctx, row: Quote) =>
  ctx.db
    .selectFrom('service_case')
    .select(['title', 'number'])
    .where('id', '=', row.case_id)
    .executeTakeFirstOrThrow()

async function tellProvider(ctx: Ctx, row: Quote): Promise<void> {
  const { title, number } = await caseOf(ctx, row)
  const variables = { item: title, number, days: String(quoteDays.of(ctx.centre)) }
  await tell(ctx, message({ party: row.party_id }, texts.invited, variables, `/my/quotes/${row.id}`))
}

async function tellOutcome(ctx: Ctx, row: Quote, outcome: 'agreed' | 'lost'): Promise<void> {
  const { title, number } = await caseOf(ctx, row)
  await tell(
    ctx,
    message({ party: row.party_id }, texts[outcome], { item: title, number }, `/my/quotes/${row.id}`),
  )
}
