import type { KeyPerson } from '#modules/catalogue'
import { type Colleague, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'
import { reviewAdmissions } from './duties.ts'

/**
 * 回避: who may review, without whoever belongs to the applicant: by a mandate for it, by the phone that it gave, or by
 * name among its people. The rest is for each to declare.
 */
export async function unbiasedReviewers(ctx: Ctx, admission: RowOf<'admission'>): Promise<Colleague[]> {
  const all = await staffWithDuty(ctx, reviewAdmissions)
  const [phones, names] = await belonging(ctx, admission)
  const own = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('phone', 'in', ['', ...phones])
    .execute()
  const theirs = new Set(own.map(one => one.id))
  return all.filter(one => !theirs.has(one.id) && !names.has(one.name))
}

/** Phones and names of the firm's people, as far as the centre knows them. */
async function belonging(ctx: Ctx, admission: RowOf<'admission'>) {
  const [mandates, party] = await Promise.all([
    ctx.db
      .selectFrom('mandate')
      .select('phone')
      .where('party_id', '=', admission.party_id)
      .where('state', '=', 'active')
      .limit(200)
      .execute(),
    ctx.db
      .selectFrom('party')
      .select(['contact_phone', 'contact_name'])
      .where('id', '=', admission.party_id)
      .executeTakeFirstOrThrow(),
  ])
  const people = admission.key_people as unknown as KeyPerson[]
  return [
    [admission.contact_phone, party.contact_phone, ...mandates.map(one => one.phone)].filter(
      phone => phone !== null,
    ),
    new Set([admission.contact_name, party.contact_name, ...people.map(one => one.name)]),
  ] as const
}
