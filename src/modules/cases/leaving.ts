import { whenProviderLeaves } from '#modules/catalogue'
import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { find, perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { quoteFlow } from './quote.ts'
import { serviceCaseFlow } from './workflow.ts'

/**
 * 4.5.1 A provider leaves: what it was asked to quote for is withdrawn, and what it had agreed to deliver goes back to
 * whoever coordinates it. Each case is locked before its quotes and before the provider, as everybody else does: whoever
 * agrees holds the case and then names the provider.
 */
whenProviderLeaves('cases', {
  async lock(ctx, providerId) {
    const ids = await casesWaitingFor(ctx, providerId)
    await ctx.db
      .selectFrom('service_case')
      .select('id')
      .where('id', 'in', [noId, ...ids])
      .orderBy('id')
      .forUpdate()
      .execute()
  },
  handBack,
})

async function handBack(given: Ctx, gone: RowOf<'provider'>): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  for (const id of await casesWaitingFor(ctx, gone.id)) {
    const row = (await find(ctx, serviceCaseFlow, id, { lock: true })) as unknown as RowOf<'service_case'>
    for (const quote of await openQuotes(ctx, id, gone.id)) await perform(ctx, quoteFlow, 'cancel', quote)
    const agreed = row.state === 'in_delivery' && row.provider_id === gone.id
    if (agreed || (row.state === 'quoted' && (await openQuotes(ctx, id)).length === 0))
      await perform(ctx, serviceCaseFlow, 'handBack', id, { reason: `${gone.name}已退出服务商库。` })
  }
}

async function casesWaitingFor(ctx: Ctx, providerId: string): Promise<string[]> {
  const asked = ctx.db
    .selectFrom('quote')
    .select('case_id as id')
    .where('provider_id', '=', providerId)
    .where('state', 'in', ['invited', 'submitted'])
  const agreed = ctx.db
    .selectFrom('service_case')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('state', '=', 'in_delivery')
  const rows = await asked.union(agreed).orderBy('id').limit(2_000).execute()
  return rows.map(row => row.id)
}

/** Quotes of a case that somebody is still asked for, or that lie on the table. */
async function openQuotes(ctx: Ctx, caseId: string, providerId?: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('quote')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', 'in', ['invited', 'submitted'])
    .$if(providerId !== undefined, quotes => quotes.where('provider_id', '=', providerId as string))
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(row => row.id)
}
