import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { isId, noId } from '#platform/ids'
import type { Contest, Round } from './people.ts'

export async function contestOf(ctx: Ctx, id: unknown): Promise<Contest> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('contest').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw notFound('这个大赛')
  return row
}

/** The contest, held fast: entries, judges and states of it change one after the other. */
export async function lockContest(ctx: Ctx, id: unknown): Promise<Contest> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('contest').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      : undefined
  if (!row) throw notFound('这个大赛')
  return row
}

export const roundsOf = (ctx: Ctx, contestId: string): Promise<Round[]> =>
  ctx.db
    .selectFrom('contest_round')
    .selectAll()
    .where('contest_id', '=', contestId)
    .where('state', '!=', 'dropped')
    .orderBy('seq')
    .limit(9)
    .execute()

export async function roundOf(ctx: Ctx, id: unknown): Promise<Round> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('contest_round').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw notFound('这一轮')
  return row
}

/** Entries of a round in their order of appearance, with how they came out once it was closed. */
export const placesOf = (ctx: Ctx, roundId: string) =>
  ctx.db
    .selectFrom('contest_place')
    .innerJoin('contest_entry', 'contest_entry.id', 'contest_place.entry_id')
    .select([
      'contest_entry.id',
      'contest_entry.number',
      'contest_entry.state',
      'contest_entry.party_id',
      'contest_entry.contact_phone',
      'contest_place.turn',
      'mean',
      'trimmed',
      'zscore',
      'value',
      'rank',
      'advanced',
    ])
    .where('round_id', '=', roundId)
    .orderBy('contest_place.turn')
    .limit(1_000)
    .execute()
export type Place = Awaited<ReturnType<typeof placesOf>>[number]

export const sheetsOf = (ctx: Ctx, roundId: string) =>
  ctx.db
    .selectFrom('contest_sheet')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('turn')
    .orderBy('id')
    .limit(20_000)
    .execute()

export const judgesOf = (ctx: Ctx, contestId: string) =>
  ctx.db
    .selectFrom('contest_judge')
    .selectAll()
    .where('contest_id', '=', contestId)
    .orderBy('id')
    .limit(100)
    .execute()

export const declarationsOf = (ctx: Ctx, roundIds: readonly string[]) =>
  ctx.db
    .selectFrom('contest_declaration')
    .selectAll()
    .where('round_id', 'in', [noId, ...roundIds])
    .orderBy('at')
    .limit(900)
    .execute()

/** Eligible entries of a contest, in the order in which they came in. */
export const eligibleOf = (ctx: Ctx, contestId: string) =>
  ctx.db
    .selectFrom('contest_entry')
    .select(['id', 'turn', 'number', 'party_id', 'contact_phone'])
    .where('contest_id', '=', contestId)
    .where('state', '=', 'eligible')
    .orderBy('turn')
    .limit(1_000)
    .execute()

export const membersOf = (ctx: Ctx, entryIds: readonly string[]) =>
  ctx.db
    .selectFrom('contest_member')
    .selectAll()
    .where('entry_id', 'in', [noId, ...entryIds])
    .orderBy('place')
    .limit(5_000)
    .execute()

/** The versions of the public file, the newest first. */
export const replaysOf = (ctx: Ctx, contestId: string) =>
  ctx.db
    .selectFrom('contest_replay')
    .select(['version', 'digest', 'note', 'made_at'])
    .where('contest_id', '=', contestId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()

export const replayOf = (ctx: Ctx, contestId: string, version?: number) =>
  ctx.db
    .selectFrom('contest_replay')
    .select(['version', 'body', 'digest'])
    .where('contest_id', '=', contestId)
    .$if(version !== undefined, query => query.where('version', '=', version as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
