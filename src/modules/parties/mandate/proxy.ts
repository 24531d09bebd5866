import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { profileOf } from '#platform/profile'
import type { RowOf } from '#platform/workflow'
import { mandateFlow, phoneOf } from '../mandate.ts'
import { texts } from '../messages.ts'
import { partyFlow } from '../workflow.ts'
import type { ProxyGrant } from './inputs.ts'

type Mandate = RowOf<'mandate'>

export async function grantProxy(ctx: Ctx, _row: Mandate, input: ProxyGrant) {
  const { name, phone, agency, matter, evidence, days } = input
  const ownPhone = await phoneOf(ctx)
  if (phone === ownPhone) throw invalid({ person_phone: '这是您自己的手机号，自己的事直接办理即可。' })
  const party_id = await personFor(ctx, name, phone)
  if (ctx.actor.parties.includes(party_id))
    throw invalid({ person_phone: '您本来就可以代表对方办事，不需要另行授权。' })
  await endFormer(ctx, party_id)
  return {
    ...{ identity_id: ctx.actor.identityId as string, person_name: ctx.actor.name, phone: ownPhone },
    ...{ party_id, claimed_name: name, agency, matter, evidence, role: 'proxy', asked_at: ctx.now },
    valid_until: addDays(dayOf(ctx.now), days),
  }
}

/** The person's own file; begun now if the centre does not know them, so that they may claim it by their phone. */
async function personFor(ctx: Ctx, name: string, phone: string): Promise<string> {
  const known = await ctx.db
    .selectFrom('party')
    .select('id')
    .where('kind', '=', 'person')
    .where('state', '=', 'active')
    .where('name', '=', name)
    .where(eb =>
      eb.or([
        eb('contact_phone', '=', phone),
        eb('counter_phone', '=', phone),
        eb.exists(
          eb
            .selectFrom('mandate')
            .select('mandate.id')
            .whereRef('mandate.party_id', '=', 'party.id')
            .where('mandate.role', '=', 'self')
            .where('mandate.state', '=', 'active')
            .where('mandate.phone', '=', phone),
        ),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (known) return known.id
  const begun = await perform({ ...ctx, actor: system }, partyFlow, 'register', null, {
    kind: 'person',
    name,
    contact_name: name,
    contact_phone: phone,
  })
  return begun.id
}

/** One mandate of a person for the same head at a time: the new matter takes the place of the old. */
async function endFormer(ctx: Ctx, partyId: string): Promise<void> {
  const former = await ctx.db
    .selectFrom('mandate')
    .select('id')
    .where('party_id', '=', partyId)
    .where('identity_id', '=', ctx.actor.identityId as string)
    .where('role', '=', 'proxy')
    .where('state', '=', 'active')
    .limit(10)
    .execute()
  await endProxies(
    ctx,
    former.map(one => one.id),
    '由新的授权接替',
  )
}

/** Ends these mandates of a 代办人, whoever decided it; those that are over already stay as they are. */
export const endProxies = (ctx: Ctx, ids: readonly string[], reason: string) =>
  performMany({ ...ctx, actor: system }, mandateFlow, 'endProxy', ids, { reason })

/** The person is told at once who acts for them, and how to put an end to it. */
export function tellOfProxy(row: Mandate, _input: unknown, ctx: Ctx) {
  const { phone } = profileOf(ctx.centre)
  return [
    message(
      { party: row.party_id },
      texts.proxyGranted,
      {
        agency: row.agency as string,
        name: row.person_name,
        matter: row.matter as string,
        until: row.valid_until as string,
        way: phone ? `致电 ${phone}` : '告诉中心',
      },
      '/my',
    ),
  ]
}

/** Those whom the actor may act for by 代办授权 today, with what was said to be done for them. */
export async function proxiesOfActor(ctx: Ctx) {
  const people = ctx.actor.proxies ?? []
  if (people.length === 0) return []
  return ctx.db
    .selectFrom('mandate')
    .innerJoin('party', 'party.id', 'mandate.party_id')
    .select(['mandate.id', 'party_id', 'party.name', 'matter', 'valid_until', 'contact_name'])
    .select(sql<string>`coalesce(counter_phone, contact_phone)`.as('contact_phone'))
    .where('mandate.identity_id', '=', ctx.actor.identityId)
    .where('mandate.role', '=', 'proxy')
    .where('mandate.state', '=', 'active')
    .where('mandate.party_id', 'in', [...people])
    .where('party.state', '=', 'active')
    .orderBy('mandate.id', 'desc')
    .limit(100)
    .execute()
}

/** Mandates by id, with the state they are in; for those who look after what came of them. */
export async function mandatesById(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('mandate')
    .selectAll()
    .where('id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

/** Whose mandate it was hears that it is over. */
export function tellRevoked(row: Mandate) {
  return row.role === 'proxy'
    ? [message({ identity: row.identity_id }, texts.proxyEnded, {}, '/my/station')]
    : [message({ identity: row.identity_id }, texts.mandateRevoked, {}, '/my')]
}
