import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { entryFlow } from '../entry.ts'

export interface ContestFilter {
  question: string
  state: string
  kind: string
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** 大赛台账, newest first, by pages. */
export function contestList(ctx: Ctx, filter: ContestFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('contest')
    .leftJoin('staff', 'staff.id', 'contest.owner_id')
    .selectAll('contest')
    .select('staff.name as owner')
    .orderBy('contest.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('contest.state', '=', filter.state)
  if (filter.kind) query = query.where('contest.kind', '=', filter.kind)
  if (filter.question) query = query.where(sql<boolean>`contest.title like ${like(filter.question)}`)
  return query.execute()
}

/** How many entries came in, and how many may take part, by contest. */
export async function entryCounts(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('contest_entry')
    .select([
      'contest_id',
      sql<number>`count(*)::int`.as('entered'),
      sql<number>`(count(*) filter (where state in ('eligible', 'finished')))::int`.as('eligible'),
    ])
    .where('contest_id', 'in', [noId, ...ids])
    .groupBy('contest_id')
    .execute()
  return new Map(rows.map(row => [row.contest_id, row]))
}

export interface EntryFilter {
  question: string
  state: string
}

/** Entries of a contest as far as the actor may see them; who judges it sees none. */
export async function entryList(
  ctx: Ctx,
  contestId: string,
  filter: EntryFilter,
  page: number,
  size: number,
) {
  let ids = entryFlow
    .visible(ctx, ctx.db.selectFrom('contest_entry').select('contest_entry.id') as never)
    .where('contest_entry.contest_id', '=', contestId)
    .orderBy('contest_entry.turn')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) ids = ids.where('contest_entry.state', '=', filter.state)
  if (filter.question)
    ids = ids.where(
      sql<boolean>`(contest_entry.title like ${like(filter.question)} or contest_entry.contact_name like ${like(filter.question)})`,
    )
  const found = (await ids.execute()) as unknown as Array<{ id: string }>
  return ctx.db
    .selectFrom('contest_entry')
    .innerJoin('party', 'party.id', 'contest_entry.party_id')
    .leftJoin('contest_prize', join =>
      join
        .onRef('contest_prize.entry_id', '=', 'contest_entry.id')
        .on('contest_prize.state', '!=', 'cancelled'),
    )
    .selectAll('contest_entry')
    .select(['party.name as party', 'contest_prize.name as prize'])
    .where('contest_entry.id', 'in', [noId, ...found.map(one => one.id)])
    .orderBy('contest_entry.turn')
    .limit(20_000)
    .execute()
}
export type EntryRow = Awaited<ReturnType<typeof entryList>>[number]

/** 奖金台账, newest first. */
export function prizeList(ctx: Ctx, filter: { state: string; contest: string }, page: number, size: number) {
  let query = ctx.db
    .selectFrom('contest_prize')
    .innerJoin('contest', 'contest.id', 'contest_prize.contest_id')
    .innerJoin('contest_entry', 'contest_entry.id', 'contest_prize.entry_id')
    .innerJoin('party', 'party.id', 'contest_entry.party_id')
    .selectAll('contest_prize')
    .select(['contest.title as contest', 'contest_entry.title as work', 'party.name as party'])
    .orderBy('contest_prize.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('contest_prize.state', '=', filter.state)
  if (filter.contest) query = query.where('contest_prize.contest_id', '=', filter.contest)
  return query.execute()
}
export type PrizeRow = Awaited<ReturnType<typeof prizeList>>[number]

export const objectionsOf = (ctx: Ctx, contestId: string) =>
  ctx.db
    .selectFrom('contest_objection')
    .selectAll()
    .where('contest_id', '=', contestId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

/** Contests that somebody is in charge of and that are not over. */
export const ownedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('contest')
    .select('id')
    .where('owner_id', '=', staffId)
    .where('state', 'not in', ['closed', 'cancelled'])
    .limit(200)
    .execute()

/** Contests that a member of staff judges and that are not decided. */
export const seatsOf = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('contest_judge')
    .innerJoin('contest', 'contest.id', 'contest_judge.contest_id')
    .select('contest_judge.id')
    .where('contest_judge.staff_id', '=', staffId)
    .where('contest_judge.state', 'in', ['invited', 'accepted'])
    .where('contest.state', 'in', ['approved', 'published', 'judging', 'correcting'])
    .limit(200)
    .execute()

/** Until when the result is public, by the clock. */
export const publicUntil = async (ctx: Ctx, contestId: string): Promise<Date | null> =>
  (
    await ctx.db
      .selectFrom('task')
      .select('act_at')
      .where('flow', '=', 'contest')
      .where('record_id', '=', contestId)
      .where('act', '=', 'endPublicity')
      .where('closed_at', 'is', null)
      .executeTakeFirst()
  )?.act_at ?? null
