import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { serviceCaseFlow } from './workflow.ts'

export interface CaseFilter {
  state?: string
  itemId?: string
  assigneeId?: string
  partyId?: string
  question?: string
  /** Page by key: cases older than this id. */
  after?: string
}

export const pageSize = 30
/** Counting further costs more than the page itself. */
const mostCounted = 1000

/** Cases that the actor may see, newest first, with who asked, what for and who handles it. */
export async function caseList(ctx: Ctx, filter: CaseFilter = {}, limit = pageSize) {
  const rows = await filtered(ctx, filter)
    .innerJoin('party', join =>
      join
        .onRef('party.id', '=', 'service_case.party_id')
        .onRef('party.centre_id', '=', 'service_case.centre_id'),
    )
    .leftJoin('staff', join =>
      join
        .onRef('staff.id', '=', 'service_case.assignee_id')
        .onRef('staff.centre_id', '=', 'service_case.centre_id'),
    )
    .leftJoin('task', join =>
      join
        .onRef('task.record_id', '=', 'service_case.id')
        .onRef('task.centre_id', '=', 'service_case.centre_id')
        .on('task.flow', '=', 'service_case')
        .on('task.closed_at', 'is', null),
    )
    .select([
      'service_case.id',
      'service_case.number',
      'service_case.title',
      'service_case.state',
      'service_case.channel',
      'service_case.submitted_at',
      'service_case.closed_at',
      'party.name as party',
      'service_case.party_id',
      'staff.name as assignee',
      'task.due_at',
      'task.urged_at',
    ])
    .orderBy('service_case.id', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type CaseListRow = Awaited<ReturnType<typeof caseList>>['rows'][number]

/** How many match, up to a cap: '37' or '1000+'. */
export async function caseCount(ctx: Ctx, filter: CaseFilter): Promise<string> {
  const { after: _, ...whole } = filter
  const some = filtered(ctx, whole)
    .select('service_case.id')
    .limit(mostCounted + 1)
    .as('some')
  const { n } = await ctx.db
    .selectFrom(some)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n > mostCounted ? `${mostCounted}+` : String(n)
}

function filtered(ctx: Ctx, filter: CaseFilter) {
  let query = serviceCaseFlow.visible(ctx, ctx.db.selectFrom('service_case'))
  if (filter.state) query = query.where('service_case.state', '=', filter.state)
  if (filter.itemId) query = query.where('service_case.item_id', '=', filter.itemId)
  if (filter.assigneeId) query = query.where('service_case.assignee_id', '=', filter.assigneeId)
  if (filter.partyId) query = query.where('service_case.party_id', '=', filter.partyId)
  if (filter.question) query = query.where(asked(filter.question))
  if (filter.after) query = query.where('service_case.id', '<', filter.after)
  return query
}

/** A case is asked for by its number or its end, by the end of a phone, or by what it is about. */
function asked(question: string) {
  const text = question.trim().slice(0, 60)
  if (/^[\d-]{4,21}$/.test(text))
    return sql<boolean>`(service_case.number like ${`%${text}`} or right(service_case.contact_phone, 4) = ${text})`
  return sql<boolean>`service_case.title like ${`%${text.replaceAll(/[%_\\]/g, '')}%`}`
}

/** Everything that the case page shows besides the case itself. */
export async function caseDetail(
  ctx: Ctx,
  id: string,
  itemId: string,
  itemVersion: number,
  providerId: string | null,
  partyId: string,
) {
  const [item, party, quotes, messages, provider, task] = await Promise.all([
    ctx.db
      .selectFrom('service_item_version')
      .selectAll()
      .where('item_id', '=', itemId)
      .where('number', '=', itemVersion)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('party')
      .select(['id', 'name', 'kind', 'contact_name', 'contact_phone', 'town'])
      .where('id', '=', partyId)
      .executeTakeFirst(),
    quotesOf(ctx, id),
    messagesOf(ctx, id),
    providerId
      ? ctx.db
          .selectFrom('provider')
          .select(['id', 'name', 'contact_name', 'contact_phone'])
          .where('id', '=', providerId)
          .executeTakeFirst()
      : undefined,
    ctx.db
      .selectFrom('task')
      .select(['due_at', 'urged_at', 'opened_at'])
      .where('flow', '=', 'service_case')
      .where('record_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  ])
  return { item, party, quotes, messages, provider, task }
}

/** The quotes of a case, cheapest first; a provider sees its own only. */
export async function quotesOf(ctx: Ctx, caseId: string) {
  const applicantOrStaff = ctx.actor.staffId !== null || ctx.actor.kind === 'system'
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
      applicantOrStaff
        ? eb.lit(true)
        : eb.or([
            eb('service_case.party_id', 'in', [...ctx.actor.parties, noParty]),
            eb('quote.party_id', 'in', [...ctx.actor.parties, noParty]),
          ]),
    )
    .orderBy('quote.price_fen', order => order.asc().nullsLast())
    .limit(30)
    .execute()
}
const noParty = '00000000-0000-0000-0000-000000000000'

/** Messages between the sides; notes among staff are for staff. */
function messagesOf(ctx: Ctx, caseId: string) {
  const query = ctx.db
    .selectFrom('case_message')
    .select(['id', 'at', 'side', 'internal', 'author_name', 'body'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .limit(200)
  return ctx.actor.staffId ? query.execute() : query.where('internal', '=', false).execute()
}

/** Invitations to quote that wait for the actor's own firm, and those of the past. */
export const quotesForActor = (ctx: Ctx) =>
  ctx.actor.parties.length === 0
    ? Promise.resolve([])
    : ctx.db
        .selectFrom('quote')
        .innerJoin('service_case', join =>
          join
            .onRef('service_case.id', '=', 'quote.case_id')
            .onRef('service_case.centre_id', '=', 'quote.centre_id'),
        )
        .select([
          'quote.id',
          'quote.state',
          'quote.price_fen',
          'quote.invited_at',
          'service_case.title',
          'service_case.number',
        ])
        .where('quote.party_id', 'in', [...ctx.actor.parties])
        .orderBy('quote.id', 'desc')
        .limit(30)
        .execute()

export interface Progress {
  number: string
  title: string
  state: string
  submitted_at: Date
  closed_at: Date | null
  promised_days: number
  extended_days: number
}

/** The public progress page: state only, for whoever knows number and 查询码. */
export const progressOf = (ctx: Ctx, number: string, code: string): Promise<Progress | undefined> =>
  ctx.db
    .selectFrom('service_case')
    .select(['number', 'title', 'state', 'submitted_at', 'closed_at', 'promised_days', 'extended_days'])
    .where('number', '=', number)
    .where('lookup_code', '=', code)
    .executeTakeFirst()

export const mostTriesAnHour = 20

/** Counts one try at the progress page from this address; false when there were too many this hour. */
export async function countTry(ctx: Ctx, ip: string): Promise<boolean> {
  const hour = new Date(Math.floor(ctx.now.getTime() / 3_600_000) * 3_600_000)
  const { tries } = await ctx.db
    .insertInto('lookup_try')
    .values({ ip, hour, tries: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'ip', 'hour'])
        .doUpdateSet(eb => ({ tries: eb('lookup_try.tries', '+', 1) })),
    )
    .returning('tries')
    .executeTakeFirstOrThrow()
  return tries <= mostTriesAnHour
}
