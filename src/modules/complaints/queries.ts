import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { abouts, isSubstantiated, kinds, labelIn } from './codes.ts'
import { wordsIn } from './duplicates.ts'
import type { Complaint } from './duties.ts'
import { visibleComplaints } from './visible.ts'

/** Cases that the actor's own parties applied for: one of them may be what it is about. */
export const ownCases = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_case')
    .select(['id', 'number', 'title'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(20)
    .execute()

/** 'FK-20261124-0003 · 投诉 · 服务商', by complaint; only for those who may open it. */
export async function complaintHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await visibleComplaints(ctx, ctx.db.selectFrom('complaint'))
    .select(['complaint.id', 'number', 'kind', 'about'])
    .where('complaint.id', 'in', [noId, ...ids])
    .execute()
  return new Map(
    rows.map(row => [row.id, [row.number, labelIn(kinds, row.kind), labelIn(abouts, row.about)].join(' · ')]),
  )
}

export interface ComplaintFilter {
  state: string
  kind: string
  about: string
  /** About this provider. */
  providerId: string
  overdue: boolean
  /** Handled by this member of staff. */
  assigneeId: string
  question: string
  /** The centre's, or those about the centre itself. */
  bureau: boolean
  after: string
}

/** Complaints that the actor may see, newest first, page by key. */
export async function complaintList(ctx: Ctx, filter: ComplaintFilter, limit: number) {
  let query = (await narrowed(ctx, filter))
    .leftJoin('staff as handler', 'handler.id', 'complaint.assignee_id')
    .leftJoin('provider', 'provider.id', 'complaint.provider_id')
    .leftJoin('staff as respondent', 'respondent.id', 'complaint.staff_id')
    .leftJoin('task', join =>
      join
        .onRef('task.record_id', '=', 'complaint.id')
        .onRef('task.centre_id', '=', 'complaint.centre_id')
        .on('task.flow', '=', 'complaint')
        .on('task.closed_at', 'is', null),
    )
    .select([
      'complaint.id',
      'complaint.number',
      'complaint.state',
      'complaint.kind',
      'complaint.about',
      'complaint.channel',
      'complaint.anonymous',
      'complaint.place',
      'complaint.finding',
      'complaint.cause',
      'complaint.refusal',
      'complaint.satisfaction',
      'complaint.submitted_at',
      'complaint.closed_at',
      'handler.name as handler',
      'provider.name as provider',
      'respondent.name as respondent',
      'task.due_at',
      'task.urged_at',
    ])
    .orderBy('complaint.id', 'desc')
    .limit(limit + 1)
  if (filter.overdue)
    query = query.where('task.due_at', '<', ctx.now).where('complaint.state', 'not in', ['closed', 'told'])
  if (filter.after) query = query.where('complaint.id', '<', filter.after)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type ComplaintRow = Awaited<ReturnType<typeof complaintList>>['rows'][number]

async function narrowed(ctx: Ctx, filter: ComplaintFilter) {
  let query = visibleComplaints(ctx, ctx.db.selectFrom('complaint')).where(
    'complaint.for_bureau',
    '=',
    filter.bureau,
  )
  if (filter.state) query = query.where('complaint.state', '=', filter.state)
  if (filter.kind) query = query.where('complaint.kind', '=', filter.kind)
  if (filter.about) query = query.where('complaint.about', '=', filter.about)
  if (filter.providerId) query = query.where('complaint.provider_id', '=', filter.providerId)
  if (filter.assigneeId) query = query.where('complaint.assignee_id', '=', filter.assigneeId)
  const asked = filter.question.trim().slice(0, 60)
  if (/^[\dA-Za-z-]{4,21}$/.test(asked))
    return query.where(eb =>
      eb.or([
        eb('complaint.number', 'like', `%${asked.toUpperCase()}%`),
        eb('complaint.contact_phone', 'like', `%${asked}`),
      ]),
    )
  const words = asked ? await wordsIn(asked) : []
  if (words.length > 0) return query.where(sql<boolean>`complaint.tokens @> ${words}::text[]`)
  return asked ? query.where('complaint.contact_name', '=', asked) : query
}

/** Providers that feedback is about, of those that the actor may see, by name. */
export const complainedAbout = (ctx: Ctx, bureau: boolean) =>
  visibleComplaints(ctx, ctx.db.selectFrom('complaint'))
    .innerJoin('provider', 'provider.id', 'complaint.provider_id')
    .select(['provider.id', 'provider.name'])
    .distinct()
    .where('complaint.for_bureau', '=', bureau)
    .orderBy('provider.name')
    .limit(300)
    .execute()

/** One's own, newest first. */
export const ownComplaints = (ctx: Ctx, limit = 50) =>
  ctx.db
    .selectFrom('complaint')
    .select(['id', 'number', 'state', 'kind', 'about', 'submitted_at'])
    .where('identity_id', '=', ctx.actor.identityId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** What the firms that one acts for were asked to explain, newest first. */
export const ownStatements = (ctx: Ctx) =>
  ctx.db
    .selectFrom('complaint_statement')
    .select(['id', 'state', 'asked_at'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

export const entriesOf = (ctx: Ctx, complaintId: string) =>
  ctx.db
    .selectFrom('complaint_entry')
    .select(['at', 'kind', 'label', 'author', 'body'])
    .where('complaint_id', '=', complaintId)
    .orderBy('id')
    .limit(200)
    .execute()

export const statementsOf = (ctx: Ctx, complaintId: string) =>
  ctx.db
    .selectFrom('complaint_statement')
    .innerJoin('provider', 'provider.id', 'complaint_statement.provider_id')
    .select([
      'complaint_statement.id',
      'complaint_statement.state',
      'question',
      'statement',
      'asked_at',
      'given_at',
      'provider.name as provider',
    ])
    .where('complaint_id', '=', complaintId)
    .orderBy('complaint_statement.id')
    .limit(20)
    .execute()

/** Until when it is to be dealt with, and whether the bureau asked about it. */
export const openTaskOf = (ctx: Ctx, complaintId: string) =>
  ctx.db
    .selectFrom('task')
    .select(['due_at', 'urged_at', 'staff_id', 'duty'])
    .where('flow', '=', 'complaint')
    .where('record_id', '=', complaintId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

/** The one that number and code open; whoever asks must have counted the try. */
export const complaintByCode = (ctx: Ctx, number: string, code: string): Promise<Complaint | undefined> =>
  ctx.db
    .selectFrom('complaint')
    .selectAll()
    .where('number', '=', number)
    .where('lookup_code', '=', code)
    .executeTakeFirst()

/** The answer that whoever was joined with an earlier one hears. */
export const mergedInto = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('complaint').selectAll().where('id', '=', id).executeTakeFirst()

/** The record that a form made that was sent twice by somebody who has not signed in. */
export const sentBefore = (ctx: Ctx, key: string): Promise<Complaint | undefined> =>
  ctx.db
    .selectFrom('submission')
    .innerJoin('complaint', 'complaint.id', 'submission.record_id')
    .selectAll('complaint')
    .where('submission.key', '=', key)
    .where('submission.flow', '=', 'complaint')
    .where('submission.identity_id', 'is', null)
    .executeTakeFirst()

/** How many came by the web within the last hour from people who had not signed in. */
export async function strangersLately(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('complaint')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('channel', '=', 'web')
    .where('identity_id', 'is', null)
    .where('submitted_at', '>', new Date(ctx.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  return n
}

/** Messages about it that reached nobody: the bureau calls by itself, because the counter must not know. */
export const undelivered = (ctx: Ctx, complaintId: string) =>
  ctx.db
    .selectFrom('outbox')
    .innerJoin('notification', 'notification.id', 'outbox.notification_id')
    .select('outbox.body')
    .where('outbox.state', '=', 'failed')
    .where('outbox.channel', '=', 'sms')
    .where('notification.href', '=', `/my/complaints/${complaintId}`)
    .where('notification.read_at', 'is', null)
    .orderBy('outbox.id', 'desc')
    .limit(5)
    .execute()

/**
 * How many complaints about a provider were found to be so and were closed from one time to another: for proposals to
 * suspend it and for its yearly assessment (4.5.1). Counts whatever the one who asks may see; nobody is named.
 */
export async function substantiatedAgainst(
  ctx: Ctx,
  providerId: string,
  since: Date,
  until = ctx.now,
): Promise<number> {
  const rows = await ctx.db
    .selectFrom('complaint')
    .select(({ fn }) => ['finding', fn.countAll<number>().as('n')])
    .where('provider_id', '=', providerId)
    .where('state', 'in', ['closed', 'archived'])
    .where('closed_at', '>=', since)
    .where('closed_at', '<=', until)
    .groupBy('finding')
    .execute()
  return rows.filter(row => isSubstantiated(row.finding)).reduce((sum, row) => sum + row.n, 0)
}
