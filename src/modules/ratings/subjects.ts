import { ratingLink, readCases, seesCases } from '#modules/cases'
import { seesConsultations, toAsker } from '#modules/consulting'
import type { Actor, Ctx } from '#platform/ctx'
import { type Message, message } from '#platform/notify'
import { holds } from '#platform/who'
import { texts } from './messages.ts'

/** What can be rated. */
export const subjects = { service_case: '办件', consultation: '咨询' } as const
export type Subject = keyof typeof subjects

export interface Served {
  subject: Subject
  record_id: string
}

/** What was done for somebody: for the page that asks how it was, and for who calls back. */
export interface Service {
  title: string
  number: string
  contact_name: string
  /** '' where none was left. */
  contact_phone: string
  party_id: string | null
  /** An item of the directory, where it was one. */
  item_id: string | null
  provider_id: string | null
  /** Where the person finds it, and where staff do. */
  own: string
  desk: string
}

interface Kind {
  /** Staff that see records of this kind. */
  sees(actor: Actor): boolean
  /** Staff that read call-backs about it, besides those who make them. */
  reads(actor: Actor): boolean
  service(ctx: Ctx, id: string): Promise<Service>
  /** The records whose journal says who had a hand in it, and who else had. */
  handled(ctx: Ctx, id: string): Promise<{ records: string[]; staff: Array<string | null> }>
  invitation(ctx: Ctx, id: string): Promise<Message[]>
}

export const kinds: Record<Subject, Kind> = {
  service_case: {
    sees: seesCases,
    reads: actor => holds(actor, readCases),
    async service(ctx, id) {
      const row = await ctx.db
        .selectFrom('service_case')
        .select(['title', 'number', 'contact_name', 'contact_phone', 'party_id', 'item_id', 'provider_id'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return { ...row, own: `/my/cases/${id}`, desk: `/desk/cases/${id}` }
    },
    async handled(ctx, id) {
      const row = await ctx.db
        .selectFrom('service_case')
        .select('assignee_id')
        .where('id', '=', id)
        .executeTakeFirst()
      return { records: [id], staff: [row?.assignee_id ?? null] }
    },
    async invitation(ctx, id) {
      const { party_id } = await ctx.db
        .selectFrom('service_case')
        .select('party_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return [message({ party: party_id }, texts.invited, { link: ratingLink(ctx, id) }, `/my/cases/${id}`)]
    },
  },
  consultation: {
    sees: seesConsultations,
    reads: seesConsultations,
    async service(ctx, id) {
      const row = await consultationOf(ctx, id)
      return {
        ...{ title: '咨询', number: row.number, party_id: row.party_id },
        ...{ item_id: null, provider_id: null },
        ...{ contact_name: row.contact_name ?? '咨询人', contact_phone: row.contact_phone ?? '' },
        ...{ own: `/my/consultations/${id}`, desk: `/desk/consultations/${id}` },
      }
    },
    /** Whoever answered what was passed on had a hand in it too. */
    async handled(ctx, id) {
      const row = await consultationOf(ctx, id)
      const transfers = await ctx.db
        .selectFrom('consultation_transfer')
        .select(['id', 'staff_id'])
        .where('consultation_id', '=', id)
        .limit(100)
        .execute()
      return {
        records: [id, ...transfers.map(one => one.id)],
        staff: [row.first_id, row.assignee_id, ...transfers.map(one => one.staff_id)],
      }
    },
    invitation: async (ctx, id) =>
      toAsker(await consultationOf(ctx, id), texts.asked, { link: ratingLink(ctx, id) }),
  },
}

const consultationOf = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const serviceOf = (ctx: Ctx, { subject, record_id }: { subject: string; record_id: string }) =>
  kinds[subject as Subject].service(ctx, record_id)

/** The kinds of which a member of staff may know, for a query. */
export const seenBy = (actor: Actor, how: 'sees' | 'reads'): Subject[] =>
  (Object.keys(kinds) as Subject[]).filter(subject => kinds[subject][how](actor))
