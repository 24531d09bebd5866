import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { Signal } from './codes.ts'
import type { Redemption } from './people.ts'
import { sameDayHours } from './settings.ts'

type About = Pick<Redemption, 'id' | 'party_id' | 'provider_party_id'>

/**
 * What the checker should look at: the two sides know each other, the work was very quick, a paper was handed in before.
 * Hints, never a verdict: nothing is refused for them.
 */
export async function signalsOf(
  ctx: Ctx,
  about: About,
  order: { in_force_at: Date | null },
  proof: readonly string[],
): Promise<Signal[]> {
  const [same, person, file] = await Promise.all([
    samePeople(ctx, about),
    sharedMandate(ctx, about),
    handedInBefore(ctx, about.id, proof),
  ])
  const early = sameDayHours.of(ctx.centre) * 3_600_000
  const quick = order.in_force_at !== null && ctx.now.getTime() - order.in_force_at.getTime() < early
  return [
    ...same,
    ...(person ? (['same_person'] as const) : []),
    ...(quick ? (['same_day'] as const) : []),
    ...(file ? (['same_file'] as const) : []),
  ]
}

async function samePeople(ctx: Ctx, about: About): Promise<Signal[]> {
  const rows = await ctx.db
    .selectFrom('party')
    .select(['contact_name', 'contact_phone'])
    .where('id', 'in', [about.party_id, about.provider_party_id])
    .limit(2)
    .execute()
  const [one, other] = rows
  if (!one || !other) return []
  return [
    ...(one.contact_phone === other.contact_phone ? (['same_phone'] as const) : []),
    ...(one.contact_name === other.contact_name ? (['same_contact'] as const) : []),
  ]
}

const sharedMandate = async (ctx: Ctx, about: About): Promise<boolean> =>
  (await ctx.db
    .selectFrom('mandate as a')
    .innerJoin('mandate as b', 'b.identity_id', 'a.identity_id')
    .select('a.id')
    .where('a.party_id', '=', about.party_id)
    .where('b.party_id', '=', about.provider_party_id)
    .where('a.state', '=', 'active')
    .where('b.state', '=', 'active')
    .limit(1)
    .executeTakeFirst()) !== undefined

/** The same content, by its digest, with another redemption. */
async function handedInBefore(ctx: Ctx, id: string, proof: readonly string[]): Promise<boolean> {
  if (proof.length === 0) return false
  const found = await ctx.db
    .selectFrom('file as mine')
    .innerJoin('file as other', 'other.sha256', 'mine.sha256')
    .select('other.id')
    .where(sql<boolean>`mine.id = any (${[...proof]}::uuid[])`)
    .where('other.subject', '=', 'voucher_redemption')
    .where('other.record_id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
