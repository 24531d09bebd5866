import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { maskPhone } from '#platform/identifiers'

/** The parties that the actor may act for, oneself first. */
export async function partiesOfActor(ctx: Ctx) {
  if (ctx.actor.parties.length === 0) return []
  return ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'kind', 'town', 'contact_name', 'contact_phone', 'address', 'code'])
    .where('id', 'in', [...ctx.actor.parties])
    .where('state', '=', 'active')
    .orderBy(sql`kind = 'person'`, 'desc')
    .orderBy('name')
    .limit(100)
    .execute()
}

/** Parties registered at the counter under this phone that nobody acts for yet. */
export const claimableParties = (ctx: Ctx, phone: string) =>
  ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'kind'])
    .where('phone_suffix', '=', phone.slice(-4))
    .where('contact_phone', '=', phone)
    .where('state', '=', 'active')
    .where(eb => eb.not(eb.exists(eb.selectFrom('mandate').whereRef('mandate.party_id', '=', 'party.id').where('mandate.state', 'in', ['active', 'pending']))))
    .limit(20)
    .execute()

/** The actor's mandates of every state, newest first. */
export const mandatesOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mandate')
    .innerJoin('party', 'party.id', 'mandate.party_id')
    .select(['mandate.id', 'mandate.state', 'mandate.role', 'mandate.valid_until', 'mandate.asked_at', 'mandate.party_id', 'party.name as party', 'party.kind'])
    .where('mandate.identity_id', '=', ctx.actor.identityId)
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
