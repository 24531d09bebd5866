import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type FactCode, type FactValue, factOf, isFact, type Known } from '../dictionary.ts'
import { factDays } from '../settings.ts'

/** What a party said of itself, and whether it still counts. */
export interface DeclaredFact {
  id: string
  party_id: string
  fact: FactCode
  value: FactValue
  declared_on: string
  byStaff: boolean
  lapsed: boolean
}

/** What somebody said of themselves; after some days it has to be said again. */
export async function currentFacts(ctx: Ctx, partyId: string): Promise<DeclaredFact[]> {
  return (await factsOfParties(ctx, [partyId])).get(partyId) ?? []
}

async function factsOfParties(ctx: Ctx, partyIds: readonly string[]): Promise<Map<string, DeclaredFact[]>> {
  const rows = await ctx.db
    .selectFrom('party_fact')
    .select(['id', 'party_id', 'fact', 'value', 'declared_on', 'staff_id'])
    .where(sql<boolean>`party_id = any (${[...partyIds]}::uuid[])`)
    .where('state', '=', 'current')
    .orderBy('fact')
    .limit(100_000)
    .execute()
  const oldest = addDays(dayOf(ctx.now), -factDays.of(ctx.centre))
  const known = rows.flatMap(row =>
    isFact(row.fact)
      ? [
          {
            ...{ id: row.id, party_id: row.party_id, fact: row.fact, declared_on: row.declared_on },
            value: row.value as FactValue,
            byStaff: row.staff_id !== null,
            lapsed: !factOf(row.fact).lasting && row.declared_on < oldest,
          },
        ]
      : [],
  )
  return Map.groupBy(known, one => one.party_id)
}

/** Whether those who act for the party ever saved an answer themselves. */
export const hasDeclared = async (ctx: Ctx, partyId: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('party_fact')
    .select('id')
    .where('party_id', '=', partyId)
    .where('identity_id', '=', ctx.actor.identityId)
    .where('state', '!=', 'removed')
    .limit(1)
    .executeTakeFirst()) !== undefined

interface OfFile {
  id: string
  kind: string
  town: string | null
  code: string | null
}

/** What is known of parties: what their files say, else what they said themselves and still counts. */
export async function knownOf(ctx: Ctx, parties: readonly OfFile[]): Promise<Map<string, Known>> {
  const declared = await factsOfParties(
    ctx,
    parties.map(one => one.id),
  )
  return new Map(parties.map(party => [party.id, knownFrom(party, declared.get(party.id) ?? [])]))
}

export const knownFrom = (party: OfFile, declared: readonly DeclaredFact[]): Known => ({
  ...Object.fromEntries(declared.filter(one => !one.lapsed).map(one => [one.fact, one.value])),
  ...fromFile(party),
})

const fromFile = ({ kind, town, code }: OfFile): Known => ({
  kind,
  ...(town && { town }),
  ...(code && { licensed: true }),
})

const fileColumns = ['id', 'name', 'kind', 'town', 'code'] as const

/** Parties in the order of their ids, page by page: for going through all of a centre. */
export const partiesAfter = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('party')
    .select(fileColumns)
    .where('state', '=', 'active')
    .where('id', '>', after || noId)
    .orderBy('id')
    .limit(limit)
    .execute()

/** The party, as far as judging needs it. */
export const partyForFit = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('party')
    .select(fileColumns)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** For whom these people act, today. */
export const partiesOfPeople = (ctx: Ctx, identityIds: readonly string[]) =>
  ctx.db
    .selectFrom('mandate')
    .innerJoin('party', join =>
      join.onRef('party.centre_id', '=', 'mandate.centre_id').onRef('party.id', '=', 'mandate.party_id'),
    )
    .select(['mandate.identity_id', 'party.id', 'party.kind', 'party.town', 'party.code'])
    .where(sql<boolean>`mandate.identity_id = any (${[...identityIds]}::uuid[])`)
    .where('mandate.state', '=', 'active')
    .where('mandate.role', '!=', 'proxy')
    .where(eb =>
      eb.or([eb('mandate.valid_until', 'is', null), eb('mandate.valid_until', '>=', dayOf(ctx.now))]),
    )
    .where('party.state', '=', 'active')
    .limit(10_000)
    .execute()
