import { type ExpressionBuilder, sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { DB } from '../../../../db/types.gen.ts'
import type { Certificate } from '../codes.ts'
import type { Fitted } from '../fit.ts'

const columns = [
  'posting.id',
  'posting.kind',
  'posting.party_id',
  'posting.category',
  'posting.family',
  'posting.state',
  'posting.quantity',
  'posting.unit',
  'posting.low_fen',
  'posting.high_fen',
  'posting.place',
  'posting.months',
  'posting.certificates',
  'posting.valid_until',
] as const

/** Blacklisted, or suspended in the directory: such a party is not brought together with anybody. */
const barred = (eb: ExpressionBuilder<DB, 'posting'>) =>
  eb
    .or([
      eb.exists(
        eb
          .selectFrom('blacklisting')
          .select('blacklisting.id')
          .whereRef('blacklisting.party_id', '=', 'posting.party_id')
          .where('blacklisting.state', '=', 'in_force'),
      ),
      eb.exists(
        eb
          .selectFrom('provider')
          .select('provider.id')
          .whereRef('provider.party_id', '=', 'posting.party_id')
          .where('provider.state', '=', 'suspended'),
      ),
    ])
    .$castTo<boolean>()
    .as('barred')

const selected = (ctx: Ctx) => ctx.db.selectFrom('posting').select(columns).select(barred)
type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>

const fitted = (row: Row): Fitted => ({
  ...row,
  low_fen: row.low_fen === null ? null : Number(row.low_fen),
  high_fen: row.high_fen === null ? null : Number(row.high_fen),
  certificates: row.certificates as unknown as Certificate[],
})

export async function fittedById(ctx: Ctx, id: string): Promise<(Fitted & { state: string }) | null> {
  const row = await selected(ctx).where('posting.id', '=', id).executeTakeFirst()
  return row ? { ...fitted(row), state: row.state } : null
}

/**
 * What could fit, newest first: at most `most` of the same category and half as many of its family, each read by one
 * index (posting_candidates, posting_family) whatever else is posted.
 */
export async function candidatesFor(
  ctx: Ctx,
  one: Fitted & { family?: string },
  most: number,
): Promise<Fitted[]> {
  const other = one.kind === 'supply' ? 'demand' : 'supply'
  const common = () =>
    selected(ctx)
      .where('posting.state', '=', 'published')
      .where('posting.kind', '=', other)
      .where('posting.party_id', '!=', one.party_id)
      .where('posting.valid_until', '>=', dayOf(ctx.now))
      .orderBy('posting.id', 'desc')
  const same = await common().where('category', '=', one.category).limit(most).execute()
  const near = await common()
    .where('family', '=', one.category.split('.')[0] as string)
    .where('category', '!=', one.category)
    .limit(Math.ceil(most / 2))
    .execute()
  return [...same, ...near].map(fitted)
}

/** Which side of a match a posting is, and which the other. */
export const sidesOf = ({
  kind,
}: {
  kind: string
}): readonly ['supply_id' | 'demand_id', 'supply_id' | 'demand_id'] =>
  kind === 'supply' ? ['supply_id', 'demand_id'] : ['demand_id', 'supply_id']

/** What is known to fit a posting; `other` is the id of what it was compared with. */
export function standingOf(ctx: Ctx, posting: { id: string; kind: string }) {
  const [own, other] = sidesOf(posting)
  return ctx.db
    .selectFrom('posting_match')
    .select([`${other} as other`, 'score', 'reasons'])
    .where(own, '=', posting.id)
    .where('stands', '=', true)
    .limit(5_000)
    .execute()
}

/** Ids of public postings after this one, for going through all of them. */
export const publishedAfter = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('posting')
    .select('id')
    .where('state', '=', 'published')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

/** What fits a posting, best first, with who posted it. */
export const matchesOf = (ctx: Ctx, posting: { id: string; kind: string }, limit: number) =>
  ctx.db
    .selectFrom('posting_match')
    .innerJoin('posting', 'posting.id', `posting_match.${sidesOf(posting)[1]}`)
    .innerJoin('party', 'party.id', 'posting.party_id')
    .select([
      'posting.id',
      'posting.title',
      'posting.kind',
      'posting.party_id',
      'posting.quantity',
      'posting.unit',
      'posting.low_fen',
      'posting.high_fen',
      'posting.place',
      'posting_match.score',
      'posting_match.reasons',
      'posting_match.told_at',
      'party.name as party',
      'party.kind as party_kind',
    ])
    .where(sidesOf(posting)[0], '=', posting.id)
    .where('stands', '=', true)
    .where('posting.state', '=', 'published')
    .orderBy('score', 'desc')
    .orderBy('posting.id', 'desc')
    .limit(limit)
    .execute()

export interface Untold {
  supply_id: string
  demand_id: string
  supply_party: string
  demand_party: string
  supply_title: string
  demand_title: string
}

/** Marks every fit that both sides are now told of, and says which they are: once and never again. */
export async function claimUntold(ctx: Ctx, least: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    update posting_match m set told_at = ${ctx.now}
    from posting s, posting d
    where m.stands and m.told_at is null and m.score >= ${least}
      and s.centre_id = m.centre_id and s.id = m.supply_id and s.state = 'published'
      and d.centre_id = m.centre_id and d.id = m.demand_id and d.state = 'published'
    returning m.supply_id, m.demand_id, s.party_id as supply_party, d.party_id as demand_party,
      s.title as supply_title, d.title as demand_title`.execute(ctx.db)
  return rows
}
