import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { changeDays } from './freshness.ts'
import { manageProviders, providerFlow } from './provider.ts'

const proposed = defineTemplate('suspension.proposed', '建议暂停{name}：{reason}。请核实后决定。')

const page = (row: Pick<RowOf<'suspension_proposal'>, 'provider_id'>): string =>
  `/desk/providers/${row.provider_id}`
const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(5).max(300).meta({ label, widget: 'textarea' }) })

/** 4.5.1 Something speaks for suspending a provider (a required qualification that is over): a person decides. */
export const suspensionProposalFlow = defineWorkflow({
  subject: 'suspension_proposal',
  label: '暂停建议',
  clause: '4.5.1',
  states: {
    open: { label: '待决定', tone: 'red', awaits: manageProviders, clock: 'decide' },
    suspended: { label: '已暂停', tone: 'grey', final: true },
    dismissed: { label: '不暂停', tone: 'grey', final: true },
    settled: { label: '已解决', tone: 'green', final: true },
  },
  clocks: { decide: { label: '决定', within: changeDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('suspension_proposal.id', 'is', null),
  title: row => `是否暂停${row.name}`,
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    provider_id: z.uuid(),
    reason: z.string(),
    proposed_at: z.date(),
  }),
  actions: action => ({
    propose: action<{ provider_id: string; reason: string; of_papers: boolean }>({
      label: '建议暂停',
      past: '建议暂停',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({ provider_id: z.uuid(), reason: z.string().max(300), of_papers: z.boolean() }),
      effect: async (ctx, _row, input) => {
        const { name } = await ctx.db
          .selectFrom('provider')
          .select('name')
          .where('id', '=', input.provider_id)
          .executeTakeFirstOrThrow()
        return { ...input, name, proposed_at: ctx.now }
      },
      note: input => input.reason,
      tell: row => [
        message({ duty: manageProviders.code }, proposed, { name: row.name, reason: row.reason }, page(row)),
      ],
    }),
    suspend: action<{ reason: string }>({
      label: '暂停这家服务商',
      past: '决定暂停',
      from: ['open'],
      to: 'suspended',
      by: manageProviders,
      tone: 'danger',
      input: reason('原因'),
      prefill: async (_ctx, row) => ({ reason: row?.reason }),
      consequence: async (ctx, row, input) => {
        await perform(ctx, providerFlow, 'suspend', row.provider_id, input)
      },
      note: input => input.reason,
    }),
    dismiss: action<{ reason: string }>({
      label: '不暂停',
      past: '决定不暂停',
      from: ['open'],
      to: 'dismissed',
      by: manageProviders,
      input: reason('理由'),
      note: input => input.reason,
    }),
    settle: action({
      label: '已解决',
      past: '事由已消除',
      from: ['open'],
      to: 'settled',
      by: theSystem,
      inner: true,
    }),
  }),
})

/**
 * Says that something speaks for suspending a provider; false where such a proposal is open already. `ofPapers`: it falls
 * away by itself once the papers are there, so it stands apart from whatever else speaks against the provider.
 */
export async function proposeSuspension(
  ctx: Ctx,
  providerId: string,
  reason: string,
  { ofPapers = false } = {},
): Promise<boolean> {
  const open = await ctx.db
    .selectFrom('suspension_proposal')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('state', '=', 'open')
    .where('of_papers', '=', ofPapers)
    .executeTakeFirst()
  if (open) return false
  const input = { provider_id: providerId, reason, of_papers: ofPapers }
  await perform({ ...ctx, actor: system }, suspensionProposalFlow, 'propose', null, input)
  return true
}
