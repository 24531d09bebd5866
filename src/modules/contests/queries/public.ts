import { type Ctx, stranger } from '#platform/ctx'
import { noId } from '#platform/ids'
import { isInvited } from '../people.ts'

/** Contests that the public may read of, the newest first. */
export const publicContests = (ctx: Ctx) =>
  ctx.db
    .selectFrom('contest')
    .selectAll()
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(60)
    .execute()

const decided = ['publicity', 'objected', 'correcting', 'decided', 'announced', 'closed']

/** Entries that agreed to be shown; while their work is judged blind, in the order of their names and without a number. */
export const shownEntries = (ctx: Ctx, contestId: string) =>
  ctx.db
    .selectFrom('contest_entry')
    .select(['id', 'title', 'about', 'as_team'])
    .where('contest_id', '=', contestId)
    .where('shown', '=', true)
    .where('state', 'in', ['eligible', 'finished'])
    .orderBy('title')
    .limit(200)
    .execute()

/**
 * The published ranking: the number that the replay knows, and the name where it is public: of those who reached the last
 * round, because a result without names could not be objected to, and of whoever agreed.
 */
export async function publicRanking(ctx: Ctx, contest: { id: string; state: string }, rounds: number) {
  if (!decided.includes(contest.state)) return []
  const rows = await ctx.db
    .selectFrom('contest_entry')
    .innerJoin('party', 'party.id', 'contest_entry.party_id')
    .leftJoin('contest_prize', join =>
      join
        .onRef('contest_prize.entry_id', '=', 'contest_entry.id')
        .on('contest_prize.state', '!=', 'cancelled'),
    )
    .select([
      'contest_entry.id',
      'contest_entry.number',
      'contest_entry.title',
      'party.name as party',
      'contest_entry.contact_name',
      'as_team',
      'reached',
      'final_rank',
      'final_value',
      'shown',
      'contest_prize.name as prize',
    ])
    .where('contest_entry.contest_id', '=', contest.id)
    .where('final_rank', 'is not', null)
    .where('contest_entry.state', 'in', ['eligible', 'finished'])
    .orderBy('final_rank')
    .orderBy('contest_entry.number')
    .limit(1_000)
    .execute()
  return rows.map(({ title, party, contact_name, ...row }) => {
    const named = row.shown || row.reached === rounds
    return { ...row, title: named ? title : '', who: named ? whoOf(party, contact_name, row.as_team) : '' }
  })
}
export type RankingRow = Awaited<ReturnType<typeof publicRanking>>[number]

export const whoOf = (party: string, leader: string, asTeam: boolean): string =>
  party === leader ? `${leader}${asTeam ? '团队' : ''}` : `${party} ${leader}${asTeam ? '团队' : ''}`

/** A certificate by its code, as anybody may ask. */
export const honourByCode = (ctx: Ctx, code: string) =>
  ctx.db
    .selectFrom('contest_prize')
    .innerJoin('contest', 'contest.id', 'contest_prize.contest_id')
    .innerJoin('contest_entry', 'contest_entry.id', 'contest_prize.entry_id')
    .innerJoin('party', 'party.id', 'contest_entry.party_id')
    .select([
      'contest_prize.name',
      'contest.title as contest',
      'contest.announced_at',
      'contest_entry.title as work',
      'contest_entry.contact_name',
      'contest_entry.as_team',
      'party.name as party',
    ])
    .where('contest_prize.code', '=', code)
    .where('contest_prize.state', '!=', 'cancelled')
    .executeTakeFirst()

/** One's own entries, latest first. */
export const ownEntries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('contest_entry')
    .innerJoin('contest', 'contest.id', 'contest_entry.contest_id')
    .select([
      'contest_entry.id',
      'contest_entry.title',
      'contest_entry.state',
      'contest_entry.contest_id',
      'contest.title as contest',
      'contest.state as contest_state',
    ])
    .where('contest_entry.party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('contest_entry.id', 'desc')
    .limit(100)
    .execute()

/** Where one judges or is asked to, with how many works wait. */
export async function ownSeats(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('contest_judge')
    .innerJoin('contest', 'contest.id', 'contest_judge.contest_id')
    .select([
      'contest_judge.id',
      'contest_judge.state',
      'contest_judge.contest_id',
      'contest.title',
      'contest.state as contest_state',
    ])
    .where(isInvited(ctx))
    .orderBy('contest_judge.id', 'desc')
    .limit(100)
    .execute()
  const open = await ctx.db
    .selectFrom('contest_sheet')
    .select(({ fn }) => ['judge_id', fn.countAll<number>().as('n')])
    .where('judge_id', 'in', [noId, ...rows.map(row => row.id)])
    .where('state', '=', 'open')
    .groupBy('judge_id')
    .execute()
  const waiting = new Map(open.map(one => [one.judge_id, one.n]))
  return rows.map(row => ({ ...row, waiting: waiting.get(row.id) ?? 0 }))
}

/** One's own sheets of a contest, by round and order of appearance. */
export const sheetsOfJudge = (ctx: Ctx, judgeId: string) =>
  ctx.db
    .selectFrom('contest_sheet')
    .innerJoin('contest_round', 'contest_round.id', 'contest_sheet.round_id')
    .select(['contest_sheet.id', 'contest_sheet.state', 'number', 'turn', 'marks', 'total', 'round_id'])
    .select(['contest_round.name as round', 'contest_round.seq', 'contest_round.state as round_state'])
    .where('judge_id', '=', judgeId)
    .where('contest_sheet.state', 'in', ['open', 'locked', 'unlocking'])
    .orderBy('contest_round.seq')
    .orderBy('turn')
    .limit(2_000)
    .execute()

export const asPublic = (ctx: Ctx): Ctx => ({ ...ctx, actor: stranger })
