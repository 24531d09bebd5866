import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { foundIds } from '#platform/search'
import { kinds, wordsOf } from './codes.ts'
import { type Consultation, visibleConsultations } from './duties.ts'

/** 'ZX-20261124-0003 · 政策', by consultation; for those who may open it. */
export async function consultationHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await visibleConsultations(ctx, ctx.db.selectFrom('consultation'))
    .select(['consultation.id', 'number', 'kind'])
    .where('consultation.id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, `${row.number} · ${wordsOf(kinds, row.kind)}`]))
}

export interface ConsultationFilter {
  /** A state, or 'open' for all that somebody still has to answer. */
  state: string
  kind: string
  channel: string
  which: string
  question: string
  after: string
}

const openStates = ['submitted', 'answering', 'entrusted', 'outside'] as const

/** Consultations that the actor may see, newest first, page by key. */
export async function consultationList(ctx: Ctx, filter: ConsultationFilter, limit: number) {
  let query = visibleConsultations(ctx, ctx.db.selectFrom('consultation'))
    .leftJoin('staff as first', 'first.id', 'consultation.first_id')
    .leftJoin('staff as owner', 'owner.id', 'consultation.assignee_id')
    .leftJoin('party', 'party.id', 'consultation.party_id')
    .leftJoin('task', join =>
      join
        .onRef('task.record_id', '=', 'consultation.id')
        .onRef('task.centre_id', '=', 'consultation.centre_id')
        .on('task.flow', '=', 'consultation')
        .on('task.closed_at', 'is', null),
    )
    .select(eb => [
      'consultation.id',
      'consultation.number',
      'consultation.state',
      'consultation.channel',
      'consultation.kind',
      'consultation.question',
      'consultation.answer',
      'consultation.basis',
      'consultation.unnamed',
      'consultation.place',
      'consultation.contact_name',
      'consultation.solved',
      'consultation.returns',
      'consultation.submitted_at',
      'consultation.answered_at',
      'consultation.answered_by',
      'first.name as first',
      'owner.name as owner',
      'party.name as party',
      'task.due_at',
      'task.urged_at',
      sql<
        string | null
      >`(select string_agg(t.target, ',' order by t.id) from consultation_transfer t where t.consultation_id = consultation.id
        and t.centre_id = consultation.centre_id and t.state <> 'cancelled')`.as('transfers'),
      eb
        .exists(
          eb
            .selectFrom('knowledge_entry')
            .select('knowledge_entry.id')
            .whereRef('knowledge_entry.source_id', '=', 'consultation.id'),
        )
        .as('published'),
    ])
    .orderBy('consultation.id', 'desc')
    .limit(limit + 1)
  if (filter.state === 'open') query = query.where('consultation.state', 'in', [...openStates])
  else if (filter.state) query = query.where('consultation.state', '=', filter.state)
  if (filter.kind) query = query.where('consultation.kind', '=', filter.kind)
  if (filter.channel) query = query.where('consultation.channel', '=', filter.channel)
  if (filter.which === 'mine') query = query.where('consultation.assignee_id', '=', ctx.actor.staffId)
  if (filter.which === 'first') query = query.where('consultation.first_id', '=', ctx.actor.staffId)
  if (filter.which === 'lapsed') query = restingOnLapsed(query)
  if (filter.which === 'overdue')
    query = query.where('task.due_at', '<', ctx.now).where('consultation.state', 'in', [...openStates])
  const asked = filter.question.trim().slice(0, 60)
  if (/^[\dA-Za-z-]{4,21}$/.test(asked))
    query = query.where(eb =>
      eb.or([
        eb('consultation.number', 'like', `%${asked.toUpperCase()}%`),
        eb('consultation.contact_phone', 'like', `%${asked}`),
      ]),
    )
  else if (asked)
    query = query.where(eb =>
      eb.or([
        eb('consultation.contact_name', '=', asked),
        eb('party.name', 'like', `%${asked}%`),
        eb('consultation.question', 'like', `%${asked}%`),
      ]),
    )
  if (filter.after) query = query.where('consultation.id', '<', filter.after)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type ConsultationRow = Awaited<ReturnType<typeof consultationList>>['rows'][number]

/** Answers that rest on a policy which no longer holds. */
const restingOnLapsed = <Q extends { where(condition: RawBuilder<SqlBool>): Q }>(query: Q): Q =>
  query.where(sql<SqlBool>`exists (select from policy where policy.id = consultation.policy_id
    and policy.centre_id = consultation.centre_id and not policy.in_force)`)

/** One's own and those asked on behalf of others, newest first. */
export const ownConsultations = (ctx: Ctx, limit = 50) =>
  ctx.db
    .selectFrom('consultation')
    .select([
      'id',
      'number',
      'state',
      'kind',
      'question',
      'submitted_at',
      'proxy_identity_id',
      'contact_name',
    ])
    .where(eb =>
      eb.or([
        eb('identity_id', '=', ctx.actor.identityId),
        eb.and([
          eb('party_id', 'in', [noId, ...(ctx.actor.proxies ?? [])]),
          eb('proxy_identity_id', '=', ctx.actor.identityId),
        ]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const entriesOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('consultation_entry')
    .select(['at', 'kind', 'label', 'author', 'body'])
    .where('consultation_id', '=', id)
    .orderBy('id')
    .limit(200)
    .execute()

export const transfersOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('consultation_transfer')
    .leftJoin('staff', 'staff.id', 'consultation_transfer.staff_id')
    .leftJoin('consulting_expert', 'consulting_expert.id', 'consultation_transfer.expert_id')
    .leftJoin('provider', 'provider.id', 'consultation_transfer.provider_id')
    .leftJoin('government_office', 'government_office.id', 'consultation_transfer.office_id')
    .selectAll('consultation_transfer')
    .select([
      sql<string>`coalesce(consulting_expert.name, provider.name, government_office.name, staff.name, '')`.as(
        'who',
      ),
      'government_office.phone as office_phone',
    ])
    .where('consultation_transfer.consultation_id', '=', id)
    .orderBy('consultation_transfer.id')
    .limit(50)
    .execute()
export type TransferRow = Awaited<ReturnType<typeof transfersOf>>[number]

/** The one that somebody may still accept or answer. */
export const openTransfer = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('consultation_transfer')
    .select(['id', 'state', 'target'])
    .where('consultation_id', '=', id)
    .where('state', 'in', ['offered', 'accepted'])
    .executeTakeFirst()

/** What a provider wrote that was not passed on yet: the answer begins with it. */
export const lastAnswerFromOutside = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('consultation_transfer')
    .select(['answer', 'answer_basis', 'policy_id'])
    .where('consultation_id', '=', id)
    .where('target', '=', 'provider')
    .where('state', '=', 'answered')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const openTaskOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('task')
    .select(['due_at', 'urged_at'])
    .where('flow', '=', 'consultation')
    .where('record_id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

/** Whether who asked may still say how it was. The table is the ratings module's; this only reads it. */
export const ratingStateOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('rating_right')
    .select('state')
    .where('subject', '=', 'consultation')
    .where('record_id', '=', id)
    .executeTakeFirst()

/** The one that number and code open; whoever asks must have counted the try. */
export const consultationByCode = (
  ctx: Ctx,
  number: string,
  code: string,
): Promise<Consultation | undefined> =>
  ctx.db
    .selectFrom('consultation')
    .selectAll()
    .where('number', '=', number)
    .where('lookup_code', '=', code)
    .executeTakeFirst()

/** The record that a form made that was sent twice by somebody who has not signed in. */
export const sentBefore = (ctx: Ctx, key: string): Promise<Consultation | undefined> =>
  ctx.db
    .selectFrom('submission')
    .innerJoin('consultation', 'consultation.id', 'submission.record_id')
    .selectAll('consultation')
    .where('submission.key', '=', key)
    .where('submission.flow', '=', 'consultation')
    .where('submission.identity_id', 'is', null)
    .executeTakeFirst()

/** How many came by the web within the last hour from people who had not signed in. */
export async function strangersLately(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('consultation')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('channel', '=', 'web')
    .where('identity_id', 'is', null)
    .where('submitted_at', '>', new Date(ctx.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  return n
}

/** Parties for the counter, by the end of the phone or by name. */
export async function partiesFor(ctx: Ctx, question: string) {
  const asked = question.trim().slice(0, 40)
  if (asked.length < 2) return []
  const ids = /^\d{4,11}$/.test(asked) ? null : ((await foundIds(ctx, asked, 'party')) ?? [])
  return ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'contact_name', 'contact_phone'])
    .where('state', '=', 'active')
    .$if(ids === null, query =>
      query.where('phone_suffix', '=', asked.slice(-4)).where('contact_phone', 'like', `%${asked}`),
    )
    .$if(ids !== null, query =>
      query.where(eb =>
        eb.or([
          eb('id', 'in', [noId, ...(ids ?? []).slice(0, 20)]),
          eb('name', 'like', `%${asked}%`),
          eb('contact_name', '=', asked),
        ]),
      ),
    )
    .orderBy('id', 'desc')
    .limit(8)
    .execute()
}

export const partyById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'contact_name', 'contact_phone'])
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** What tells who asked: names that the centre knows of them. */
export async function namesOf(ctx: Ctx, row: Consultation): Promise<string[]> {
  const party = row.party_id ? await partyById(ctx, row.party_id) : undefined
  return [row.contact_name, party?.name, party?.contact_name, row.contact_phone].filter(
    (name): name is string => typeof name === 'string' && name !== '',
  )
}

export const entryFrom = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('knowledge_entry')
    .select(['id', 'title', 'state'])
    .where('source_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
