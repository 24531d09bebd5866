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
      posting.kind === 'supply'
        ? 'posting_match.supply_told_at as told_at'
        : 'posting_match.demand_told_at as told_at',
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

/** The next parties, by id, that have a good fit of which they were not told yet. */
export async function untoldParties(
  ctx: Ctx,
  least: number,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ party_id: string }>`
    select distinct p.party_id
    from posting p
    where p.state = 'published' and p.party_id > ${after}::uuid and (
      exists (select from posting_match m join posting o on o.centre_id = m.centre_id and o.id = m.demand_id
        where m.centre_id = p.centre_id and m.supply_id = p.id and m.stands and m.supply_told_at is null
          and m.score >= ${least} and o.state = 'published')
      or exists (select from posting_match m join posting o on o.centre_id = m.centre_id and o.id = m.supply_id
        where m.centre_id = p.centre_id and m.demand_id = p.id and m.stands and m.demand_told_at is null
          and m.score >= ${least} and o.state = 'published'))
    order by p.party_id
    limit ${limit}`.execute(ctx.db)
  return rows.map(row => row.party_id)
}

export interface Untold {
  party: string
  /** Of the other side's posting. */
  title: string
  score: number
}

/** Marks every fit that these parties are now told of, and says which they are: once and never again. */
export async function claimUntold(ctx: Ctx, least: number, parties: readonly string[]): Promise<Untold[]> {
  const claimed = (own: 'supply' | 'demand', other: 'supply' | 'demand') =>
    sql<Untold>`
      update posting_match m set ${sql.ref(`${own}_told_at`)} = ${ctx.now}
      from posting p, posting o
      where m.stands and m.${sql.ref(`${own}_told_at`)} is null and m.score >= ${least}
        and p.centre_id = m.centre_id and p.id = m.${sql.ref(`${own}_id`)} and p.state = 'published'
        and o.centre_id = m.centre_id and o.id = m.${sql.ref(`${other}_id`)} and o.state = 'published'
        and p.party_id = any (${parties}::uuid[])
      returning p.party_id as party, o.title, m.score`.execute(ctx.db)
  const [supplies, demands] = [await claimed('supply', 'demand'), await claimed('demand', 'supply')]
  return [...supplies.rows, ...demands.rows].sort((a, b) => b.score - a.score)
}
