import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { search } from '#platform/search'
import { askedBy } from './duties.ts'
import { serviceCaseFlow } from './workflow.ts'

export interface CaseFilter {
  state?: string
  itemId?: string
  assigneeId?: string
  partyId?: string
  /** Only those that the actor's own parties applied for or deliver. */
  own?: true
  question?: string
  /** What the question stands for: see `caseFilter`. */
  found?: { digits: string } | { itemIds: string[]; partyIds: string[] }
}

/** States that are counted together, and can be filtered for by the name of the group. */
export const caseGroups = {
  working: { label: '办理中（含报价、服务）', states: ['accepted', 'inviting', 'in_delivery'] },
  waiting: { label: '等待申请人', states: ['returned', 'quoted', 'delivered', 'answered'] },
}

const statesOf = (asked: string): string[] =>
  asked === 'working' || asked === 'waiting' ? caseGroups[asked].states : [asked]

export const pageSize = 30
/** Counting further costs more than the page itself. */
const mostCounted = 1000

/** A filter whose question, if any, has been looked up. */
export async function caseFilter(ctx: Ctx, filter: CaseFilter): Promise<CaseFilter> {
  return filter.question ? { ...filter, found: await asked(ctx, filter.question) } : filter
}

export interface CasePage {
  /** 'due', '-due', 'submitted', '-submitted'; anything else is newest first. */
  sort?: string
  /** Newest first is paged by key: cases older than this id. */
  after?: string
  /** Every other order is paged by number. */
  number?: number
}

/** Cases that the actor may see, newest first or as asked, with who asked, what for and who handles it. */
export async function caseList(ctx: Ctx, filter: CaseFilter = {}, page: CasePage = {}, limit = pageSize) {
  const { sort = '', after, number = 1 } = page
  const byDue = sort === 'due' || sort === '-due'
  const oldestFirst = sort === 'submitted'
  let query = filtered(ctx, filter)
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
    .limit(limit + 1)
  if (byDue)
    query = query.orderBy('task.due_at', order =>
      sort === 'due' ? order.asc().nullsLast() : order.desc().nullsLast(),
    )
  query = query.orderBy('service_case.id', oldestFirst ? 'asc' : 'desc')
  const byKey = !byDue && !oldestFirst
  if (byKey && after) query = query.where('service_case.id', '<', after)
  if (!byKey && number > 1) query = query.offset((number - 1) * limit)
  const found = await query.execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const next: Record<string, string> | null =
    found.length <= limit || !last ? null : byKey ? { after: last.id } : { page: String(number + 1) }
  return { rows, next }
}
export type CaseListRow = Awaited<ReturnType<typeof caseList>>['rows'][number]

/** How many match, up to a cap: '37' or '1000+'. */
export async function caseCount(ctx: Ctx, filter: CaseFilter): Promise<string> {
  const some = filtered(ctx, filter)
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
  if (filter.state) query = query.where('service_case.state', 'in', statesOf(filter.state))
  if (filter.itemId) query = query.where('service_case.item_id', '=', filter.itemId)
  if (filter.assigneeId) query = query.where('service_case.assignee_id', '=', filter.assigneeId)
  if (filter.partyId) query = query.where('service_case.party_id', '=', filter.partyId)
  if (filter.own) {
    const parties = [noId, ...ctx.actor.parties]
    query = query.where(eb =>
      eb.or([askedBy(ctx.actor)(eb), eb('service_case.provider_party_id', 'in', parties)]),
    )
  }
  const { found } = filter
  if (found && 'digits' in found) {
    const { digits } = found
    const end = digits.slice(-4)
    query = query.where(eb =>
      eb.or([
        eb.and([eb('service_case.number_suffix', '=', end), eb('service_case.number', 'like', `%${digits}`)]),
        eb.and([
          eb('service_case.phone_suffix', '=', end),
          eb('service_case.contact_phone', 'like', `%${digits}`),
        ]),
      ]),
    )
  } else if (found) {
    query = query.where(eb =>
      eb.or([
        eb('service_case.item_id', 'in', [noId, ...found.itemIds]),
        eb('service_case.party_id', 'in', [noId, ...found.partyIds]),
      ]),
    )
  }
  return query
}

/**
 * A case is asked for by its number or the end of it, by a phone or its last digits, by its item or by who applied.
 * Resolved to ids and suffixes first: under row-level security only equality uses an index.
 */
async function asked(ctx: Ctx, question: string): Promise<NonNullable<CaseFilter['found']>> {
  const text = question.trim().slice(0, 60)
  if (/^[\d-]{4,21}$/.test(text)) return { digits: text }
  const [items, parties] = await Promise.all([
    search(ctx, text, { subject: 'service_item', limit: 50 }),
    search(ctx, text, { asStaff: true, subject: 'party', limit: 200 }),
  ])
  return { itemIds: items.map(hit => hit.record_id), partyIds: parties.map(hit => hit.record_id) }
}

/** Invitations to quote that came to the actor's own firms, newest first. */
export const quotesForActor = (ctx: Ctx, limit = 100) =>
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
        .limit(limit)
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

/** What came of a try at a page that a code opens. */
export type Tried<Found = Progress> = Found | 'wrong' | 'too-many'

/**
 * Counts a try at a page that a code opens from this address before anything is looked up, so that codes cannot be
 * guessed, and takes it off again where it was right: a whole village may look up its cases from one address, and whoever
 * was right leaves no trace.
 */
export async function countTry<Found>(
  ctx: Ctx,
  ip: string,
  look: () => Promise<Found | undefined>,
): Promise<Tried<Found>> {
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
  if (tries > mostTriesAnHour) return 'too-many'
  const found = await look()
  if (!found) return 'wrong'
  await ctx.db
    .updateTable('lookup_try')
    .set(eb => ({ tries: eb('tries', '-', 1) }))
    .where('ip', '=', ip)
    .where('hour', '=', hour)
    .execute()
  await ctx.db
    .deleteFrom('lookup_try')
    .where('ip', '=', ip)
    .where('hour', '=', hour)
    .where('tries', '<=', 0)
    .execute()
  return found
}

/** Of these staff, who has the fewest open tasks. */
export async function leastBusy(ctx: Ctx, staffIds: readonly string[]): Promise<string | undefined> {
  const rows = await ctx.db
    .selectFrom('staff')
    .leftJoin('task', join =>
      join
        .onRef('task.staff_id', '=', 'staff.id')
        .onRef('task.centre_id', '=', 'staff.centre_id')
        .on('task.closed_at', 'is', null),
    )
    .select('staff.id')
    .where('staff.id', 'in', [noId, ...staffIds])
    .groupBy(['staff.centre_id', 'staff.id'])
    .orderBy(({ fn }) => fn.count('task.id'))
    .orderBy('staff.id')
    .limit(1)
    .execute()
  return rows[0]?.id
}
