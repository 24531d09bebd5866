import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { maskIdNumber } from '#platform/identifiers'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  removed,
} from '#platform/personal-data'
import { dropFromIndex } from '#platform/search'
import { index } from './effects.ts'
import { endProxies } from './mandate/proxy.ts'
import { mandateFlow } from './mandate.ts'

definePersonalData('mandates', {
  keeps: ctx =>
    ctx.db
      .selectFrom('mandate')
      .select(['party_id', 'state', 'role', 'valid_until', 'asked_at'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(200)
      .execute(),
  async forget(ctx) {
    const asked = await ctx.db
      .selectFrom('mandate')
      .select(['id', 'state'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(500)
      .execute()
    const open = asked.filter(one => ['active', 'pending'].includes(one.state))
    await performMany(
      ctx,
      mandateFlow,
      'revoke',
      open.map(one => one.id),
      { reason: '本人注销账号' },
    )
    const ids = asked.map(one => one.id)
    await removeFiles(ctx, { subject: 'mandate', recordIds: ids, uploadedBy: ctx.actor.identityId })
    await eraseDetails(ctx, sql`j.flow = 'mandate' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('mandate')
      .set(eb => ({
        person_name: forgotten,
        phone: '',
        claimed_name: eb.case().when('role', '=', 'self').then(forgotten).else(eb.ref('claimed_name')).end(),
      }))
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})

definePersonalData('parties', {
  async keeps(ctx) {
    const phone = await phoneOfPerson(ctx)
    const parties = await ctx.db
      .selectFrom('party')
      .selectAll()
      .where('id', 'in', [noId, ...ctx.actor.parties])
      .execute()
    return parties.map(({ id, kind, name, code, town, address, registered_at, ...party }) => ({
      ...{ id, kind, name, code, town, address, registered_at },
      // A firm's contact may be a colleague: that is theirs to take along.
      ...(party.contact_phone === phone && { contact_name: party.contact_name, contact_phone: phone }),
      ...(party.id_number_cipher && {
        id_number: maskIdNumber(ctx.centre.keys.decrypt(party.id_number_cipher)),
      }),
    }))
  },
  /** A person's own file loses its name; a firm or cooperative stays, but no longer names them as its contact. */
  async forget(ctx) {
    const contact = { contact_name: forgotten, contact_phone: noPhone, counter_phone: null }
    const gone = { ...contact, name: forgotten, address: '', id_number_cipher: null, id_number_hash: null }
    const files = await ownFiles(ctx)
    await endProxiesFor(
      ctx,
      files.map(file => file.id),
    )
    for (const { id } of files) {
      await ctx.db.updateTable('party').set(gone).where('id', '=', id).execute()
      await dropFromIndex(ctx, 'party', id)
      await eraseDetails(ctx, sql`j.party_id = ${id}`)
    }
    const phone = (await phoneOfPerson(ctx)) ?? ''
    const others = await ctx.db
      .updateTable('party')
      .set(contact)
      .where(eb => eb.or([eb('contact_phone', '=', phone), eb('counter_phone', '=', phone)]))
      .returningAll()
      .execute()
    for (const party of others) if (party.state === 'active') await index(ctx, party.id, party)
  },
})

/** Nobody acts any more for somebody who has left, and what they were to do for them is forgotten. */
async function endProxiesFor(ctx: Ctx, partyIds: readonly string[]): Promise<void> {
  const theirs = await ctx.db
    .selectFrom('mandate')
    .select(['id', 'state'])
    .where('party_id', 'in', [noId, ...partyIds])
    .where('role', '=', 'proxy')
    .limit(500)
    .execute()
  const open = theirs.filter(one => one.state === 'active').map(one => one.id)
  await endProxies(ctx, open, '对方注销账号')
  await ctx.db
    .updateTable('mandate')
    .set({ claimed_name: forgotten, matter: removed })
    .where('id', 'in', [noId, ...theirs.map(one => one.id)])
    .execute()
}

/**
 * The files that are about the person, as against those of firms that they act for: their own, those merged into it,
 * and those that the counter began under their name and phone and nobody claimed.
 */
export async function ownFiles(ctx: Ctx) {
  const phone = (await phoneOfPerson(ctx)) ?? ''
  const { rows } = await sql<{ id: string; name: string; id_number_cipher: string | null }>`
    with recursive own as (
      select party.* from party
      where kind = 'person' and (
        exists (select from mandate m where m.party_id = party.id and m.role = 'self' and m.identity_id = ${ctx.actor.identityId})
        or (name = ${ctx.actor.name} and ${phone} in (contact_phone, counter_phone)
          and not exists (select from mandate m where m.party_id = party.id and m.role <> 'proxy'
            and m.state in ('active', 'pending'))))
      union select merged.* from party merged join own on merged.merged_into = own.id
    ) select id, name, id_number_cipher from own limit 200`.execute(ctx.db)
  return rows
}

/** The words that tell who the signed-in person is: names, phone, ID number. */
export async function wordsOfPerson(ctx: Ctx): Promise<string[]> {
  const files = await ownFiles(ctx)
  const numbers = files.map(file => file.id_number_cipher).filter(cipher => cipher !== null)
  return [
    ...new Set([
      ctx.actor.name,
      ...files.map(file => file.name),
      ...numbers.map(cipher => ctx.centre.keys.decrypt(cipher)),
      (await phoneOfPerson(ctx)) ?? ctx.actor.name,
    ]),
  ]
}
