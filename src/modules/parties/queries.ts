import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { maskPhone } from '#platform/identifiers'
import { noId } from '#platform/ids'
import { search } from '#platform/search'
import { liaise } from './duties.ts'

/** The parties that the actor may act for, oneself first. */
export async function partiesOfActor(ctx: Ctx) {
  if (ctx.actor.parties.length === 0) return []
  return ctx.db
    .selectFrom('party')
    .leftJoin('staff', 'staff.id', 'party.liaison_id')
    .leftJoin('absence', join =>
      join.onRef('absence.staff_id', '=', 'staff.id').on('absence.state', '=', 'away'),
    )
    .leftJoin('staff as deputy', 'deputy.id', 'absence.deputy_id')
    .select([
      'party.id',
      'party.name',
      'party.kind',
      'town',
      'contact_name',
      'contact_phone',
      'address',
      'code',
      'staff.name as liaison',
      'deputy.name as deputy',
    ])
    .where('party.id', 'in', [...ctx.actor.parties])
    .where('party.state', '=', 'active')
    .orderBy(sql`party.kind = 'person'`, 'desc')
    .orderBy('party.name')
    .limit(100)
    .execute()
}

/**
 * Parties that staff registered under this phone and nobody acts for yet. Those that somebody named online do not
 * count: whoever asked for a mandate and was refused must not come in by this door.
 */
export const claimableParties = (ctx: Ctx, phone: string) =>
  ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'kind'])
    .where('phone_suffix', '=', phone.slice(-4))
    .where('counter_phone', '=', phone)
    .where('state', '=', 'active')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('mandate')
            .whereRef('mandate.party_id', '=', 'party.id')
            .where('mandate.state', 'in', ['active', 'pending']),
        ),
      ),
    )
    .limit(20)
    .execute()

/** The actor's mandates of every state, newest first. */
export const mandatesOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mandate')
    .innerJoin('party', 'party.id', 'mandate.party_id')
    .select([
      'mandate.id',
      'mandate.state',
      'mandate.role',
      'mandate.valid_until',
      'mandate.asked_at',
      'mandate.party_id',
      // Before it is granted, only what the person said of the party.
      sql<string>`case when mandate.state = 'active' then party.name else claimed_name end`.as('party'),
    ])
    .where('mandate.identity_id', '=', ctx.actor.identityId)
    .orderBy('mandate.id', 'desc')
    .limit(50)
    .execute()

/** Others who act, or ask to act, for what the actor acts for; pending ones first. */
export const mandatesOfOthers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mandate')
    .innerJoin('party', 'party.id', 'mandate.party_id')
    .selectAll('mandate')
    .select('party.name as party')
    .where('mandate.party_id', 'in', [noId, ...ctx.actor.parties])
    .where('mandate.identity_id', '!=', ctx.actor.identityId)
    .where('mandate.state', 'in', ['pending', 'active'])
    .orderBy(sql`mandate.state = 'pending'`, 'desc')
    .orderBy('mandate.id', 'desc')
    .limit(50)
    .execute()

/** For the counter: who calls from a phone that ends so, by at least four digits. */
export async function partiesByPhone(ctx: Ctx, digits: string) {
  if (!/^\d{4,11}$/.test(digits)) return []
  const rows = await ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'kind', 'contact_name', 'contact_phone', 'town'])
    .where('phone_suffix', '=', digits.slice(-4))
    .where('contact_phone', 'like', `%${digits}`)
    .where('state', '=', 'active')
    .orderBy('id', 'desc')
    .limit(8)
    .execute()
  return rows.map(row => ({ ...row, masked: maskPhone(row.contact_phone) }))
}

const silent = (since: Date) => sql<boolean>`coalesce(party.last_contact_at, party.registered_at) < ${since}`

/** Parties of the centre for the workbench, newest first, page by key. */
export async function partyList(
  ctx: Ctx,
  filter: {
    question: string
    kind: string
    /** Of this 服务专员 only. */
    liaison: string
    /** Last spoken with before this, or never. */
    silentSince: Date | null
    oldestFirst: boolean
    after: string
  },
  limit: number,
) {
  let query = ctx.db
    .selectFrom('party')
    .select(eb => [
      'id',
      'name',
      'kind',
      'town',
      'contact_name',
      'contact_phone',
      'registered_at',
      'liaison_id',
      'last_contact_at',
      eb
        .selectFrom('service_case')
        .whereRef('service_case.party_id', '=', 'party.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('cases'),
    ])
    .where('state', '=', 'active')
    .orderBy('id', filter.oldestFirst ? 'asc' : 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.liaison) query = query.where('liaison_id', '=', filter.liaison)
  if (filter.silentSince) query = query.where(silent(filter.silentSince))
  if (filter.after) query = query.where('id', filter.oldestFirst ? '>' : '<', filter.after)
  if (filter.question) {
    const hits = await search(ctx, filter.question, { asStaff: true, subject: 'party', limit: 100 })
    query = query.where('id', 'in', [noId, ...hits.map(hit => hit.record_id)])
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export const mandatesOfParty = (ctx: Ctx, partyId: string) =>
  ctx.db
    .selectFrom('mandate')
    .select(['id', 'person_name', 'role', 'state', 'valid_until'])
    .where('party_id', '=', partyId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

export const recentCasesOf = (ctx: Ctx, partyId: string) =>
  ctx.db
    .selectFrom('service_case')
    .select(['id', 'title', 'number', 'state'])
    .where('party_id', '=', partyId)
    .orderBy('id', 'desc')
    .limit(30)
    .execute()

export const providerOfParty = (ctx: Ctx, partyId: string) =>
  ctx.db.selectFrom('provider').select(['id', 'name']).where('party_id', '=', partyId).executeTakeFirst()

/** The file that stays of a party: its own, or the one that it was merged into in the end. */
export async function remaining(ctx: Ctx, id: string): Promise<string> {
  const party = await ctx.db.selectFrom('party').select('merged_into').where('id', '=', id).executeTakeFirst()
  return party?.merged_into ? remaining(ctx, party.merged_into) : id
}

/** The files that were merged into this one, at once or by way of another. */
export async function mergedInto(ctx: Ctx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive merged as (
      select id from party where merged_into = ${id}
      union select party.id from party join merged on party.merged_into = merged.id
    ) select id from merged limit 100`.execute(ctx.db)
  return rows.map(row => row.id)
}

/** Who takes recipients that no area names: whoever has liaised here longest. */
export const liaisonFallback = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff')
    .innerJoin('staff_post', 'staff_post.staff_id', 'staff.id')
    .innerJoin('post', 'post.id', 'staff_post.post_id')
    .select('staff.id')
    .where('staff.state', '=', 'active')
    .where('post.state', '=', 'active')
    .where(eb => eb(eb.val(liaise.code), '=', eb.fn.any('post.duties')))
    .orderBy('staff.joined_on')
    .orderBy('staff.id')
    .limit(1)

/** The 服务专员 of a recipient of this town and kind. */
export const liaisonFor = (ctx: Ctx, town: string | null, kind: string) =>
  sql<string | null>`coalesce(liaison_for(${town}, ${kind}), ${liaisonFallback(ctx)})`

/** How many recipients each 服务专员 has, and with how many nobody has spoken since; null: nobody is in charge. */
export const caseloads = (ctx: Ctx, since: Date) =>
  ctx.db
    .selectFrom('party')
    .select(({ fn }) => [
      'liaison_id',
      fn.countAll<number>().as('parties'),
      fn.countAll<number>().filterWhere(silent(since)).as('silent'),
      fn.max('last_contact_at').as('last_contact_at'),
    ])
    .where('state', '=', 'active')
    .groupBy('liaison_id')
    .limit(500)
    .execute()

export const areas = (ctx: Ctx) =>
  ctx.db
    .selectFrom('liaison_area')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy(sql`town nulls last`)
    .orderBy(sql`kind nulls last`)
    .limit(500)
    .execute()
