import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

export interface Quarter {
  /** '2026Q4' */
  quarter: string
  introductions: number
  intent_fen: number
  contract_fen: number
  actual_fen: number
  paid_fen: number
}

/** The sums of each quarter side by side, by the day of each figure: noted intents, and what somebody else verified. */
export async function byQuarter(ctx: Ctx): Promise<Quarter[]> {
  const { rows } = await sql<Quarter>`
    select to_char(on_day, 'YYYY"Q"Q') as quarter,
      count(distinct introduction_id)::int as introductions,
      coalesce(sum(amount_fen) filter (where kind = 'intent'), 0)::float8 as intent_fen,
      coalesce(sum(amount_fen) filter (where kind = 'contract'), 0)::float8 as contract_fen,
      coalesce(sum(amount_fen) filter (where kind = 'actual'), 0)::float8 as actual_fen,
      coalesce(sum(amount_fen) filter (where kind = 'paid'), 0)::float8 as paid_fen
    from introduction_figure
    where centre_id = ${ctx.centre.id} and state in ('noted', 'verified')
    group by 1 order by 1 desc limit 40`.execute(ctx.db)
  return rows
}

export interface Share {
  id: string
  party: string
  postings: number
  /** Fits that it was told of. */
  matched: number
  proposed: number
  introduced: number
  made: number
}

/** How often each party was matched, introduced and closed a deal: who is never brought together, and who always. */
export async function shares(ctx: Ctx, limit: number): Promise<Share[]> {
  const { rows } = await sql<Share>`
    with side as (
      select s.party_id from posting_match m
        join posting s on s.centre_id = m.centre_id and s.id in (m.supply_id, m.demand_id)
      where m.centre_id = ${ctx.centre.id}
        and case when s.id = m.supply_id then m.supply_told_at else m.demand_told_at end is not null
    ), met as (
      select asker_party_id as party_id, i.* from introduction i where i.centre_id = ${ctx.centre.id}
      union all
      select owner_party_id, i.* from introduction i where i.centre_id = ${ctx.centre.id}
    )
    select p.id, p.name as party,
      (select count(*)::int from posting where centre_id = p.centre_id and party_id = p.id) as postings,
      (select count(*)::int from side where party_id = p.id) as matched,
      (select count(*)::int from met where party_id = p.id) as proposed,
      (select count(*)::int from met where party_id = p.id and talking_at is not null) as introduced,
      (select count(*)::int from met where party_id = p.id and outcome = 'made') as made
    from party p
    where p.centre_id = ${ctx.centre.id} and p.state = 'active'
      and exists (select from posting where centre_id = p.centre_id and party_id = p.id)
    order by introduced desc, matched desc, p.name limit ${limit}`.execute(ctx.db)
  return rows
}
