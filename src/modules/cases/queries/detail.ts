import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { isConcerned } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { askedBy, seesCases } from '../duties.ts'

type CaseRow = Pick<
  RowOf<'service_case'>,
  'id' | 'item_id' | 'item_version' | 'provider_id' | 'party_id' | 'agreed_at'
>

/** Everything that the case page shows besides the case itself; `since` is where it begins for a provider. */
export async function caseDetail(ctx: Ctx, row: CaseRow, since: Date | null) {
  const [item, party, messages, provider, task] = await Promise.all([
    ctx.db
      .selectFrom('service_item_version')
      .selectAll()
      .where('item_id', '=', row.item_id)
      .where('number', '=', row.item_version)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('party')
      .select(['id', 'name', 'kind', 'contact_name', 'contact_phone', 'town'])
      .where('id', '=', row.party_id)
      .executeTakeFirst(),
    messagesOf(ctx, row, since),
    row.provider_id
      ? ctx.db
          .selectFrom('provider')
          .select(['id', 'name', 'contact_name', 'contact_phone'])
          .where('id', '=', row.provider_id)
          .executeTakeFirst()
      : undefined,
    ctx.db
      .selectFrom('task')
      .select(['due_at', 'urged_at', 'opened_at'])
      .where('flow', '=', 'service_case')
      .where('record_id', '=', row.id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  ])
  return { item, party, messages, provider, task }
}

/** The quotes of a case, cheapest first; a provider sees its own only. */
export async function quotesOf(ctx: Ctx, caseId: string) {
  const all = seesCases(ctx.actor) || ctx.actor.kind === 'system'
  return ctx.db
    .selectFrom('quote')
    .innerJoin('provider', join =>
      join.onRef('provider.id', '=', 'quote.provider_id').onRef('provider.centre_id', '=', 'quote.centre_id'),
    )
    .innerJoin('service_case', join =>
      join
        .onRef('service_case.id', '=', 'quote.case_id')
        .onRef('service_case.centre_id', '=', 'quote.centre_id'),
    )
    .select([
      'quote.id',
      'quote.state',
      'quote.price_fen',
      'quote.days',
      'quote.proposal',
      'quote.reason',
      'quote.invited_at',
      'quote.answered_at',
      'quote.provider_id',
      'provider.name as provider',
    ])
    .where('quote.case_id', '=', caseId)
    .where(eb =>
      all
        ? eb.lit(true)
        : eb.or([askedBy(ctx.actor)(eb), eb('quote.party_id', 'in', [noId, ...ctx.actor.parties])]),
    )
    .orderBy('quote.price_fen', order => order.asc().nullsLast())
    .limit(30)
    .execute()
}

/** Messages between the sides; notes among staff are for those who work with cases, and not on their own. */
function messagesOf(ctx: Ctx, row: CaseRow, since: Date | null) {
  let query = ctx.db
    .selectFrom('case_message')
    .select(['id', 'at', 'side', 'internal', 'author_name', 'body'])
    .where('case_id', '=', row.id)
    .orderBy('id')
    .limit(200)
  if (since) query = query.where('at', '>=', since)
  const notes = seesCases(ctx.actor) && !isConcerned(ctx.actor, row)
  return notes ? query.execute() : query.where('internal', '=', false).execute()
}
