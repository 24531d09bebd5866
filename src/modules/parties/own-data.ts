import { sql } from 'kysely'
import { maskIdNumber } from '#platform/identifiers'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, forgotten, phoneOfPerson } from '#platform/personal-data'
import { dropFromIndex } from '#platform/search'
import { index } from './effects.ts'
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
    const open = await ctx.db
      .selectFrom('mandate')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', 'in', ['active', 'pending'])
      .limit(200)
      .execute()
    const ids = open.map(row => row.id)
    await performMany(ctx, mandateFlow, 'revoke', ids, { reason: '本人注销账号' })
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
      .where('id', 'in', [nobody, ...ctx.actor.parties])
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
    const phone = await phoneOfPerson(ctx)
    const parties = await ctx.db
      .selectFrom('party')
      .selectAll()
      .where('id', 'in', [nobody, ...ctx.actor.parties])
      .execute()
    for (const party of parties) {
      const person = party.kind === 'person'
      if (!person && party.contact_phone !== phone && party.counter_phone !== phone) continue
      const contact = { contact_name: forgotten, contact_phone: noPhone, counter_phone: null }
      await ctx.db
        .updateTable('party')
        .set(
          person
            ? { ...contact, name: forgotten, address: '', id_number_cipher: null, id_number_hash: null }
            : contact,
        )
        .where('id', '=', party.id)
        .execute()
      if (person) await dropFromIndex(ctx, 'party', party.id)
      else await index(ctx, party.id, { ...party, ...contact })
      if (person) await eraseDetails(ctx, sql`j.party_id = ${party.id}`)
    }
  },
})

const nobody = '00000000-0000-0000-0000-000000000000'
const noPhone = '00000000000'
