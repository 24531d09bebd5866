import type { Ctx } from '#platform/ctx'
import { shuffled, streamOf } from '#platform/draw'
import { criteriaOf, votesOf } from './inputs.ts'
import { marksOf, standingsOf } from './panel.ts'
import type { Contest, Round } from './people.ts'
import { judgesOf, placesOf, replayOf, roundsOf, sheetsOf } from './queries.ts'
import { type AdvanceBy, advancing, finalRanking, placesFor } from './ranking.ts'
import { digestOf, type Replay, type ReplayRound } from './replay.ts'
import { orderOf } from './round-effects.ts'

const how =
  '每张评分表的合计＝各项分数×权重；平均分、去头去尾平均分（五位评委以上去掉最高和最低各一个）、标准分（按每位评委给出的全部合计换算）三种并列，计入的一种见规则；同分按评分项先后比较，再按规则并列或表决。算法见本平台源代码中的计分说明，用命令 contest:replay 可以重算。'

/**
 * Works out the final ranking, writes it to the entries and freezes everything that it rests on in a new version of the
 * public file: blind entries, blind judges, rubrics, weights, rule, votes, every score.
 */
export async function freezeResult(ctx: Ctx, contest: Contest, note: string): Promise<void> {
  const rounds = await roundsOf(ctx, contest.id)
  const out = await disqualified(ctx, contest)
  await numberJudges(ctx, contest, rounds)
  const shown = await Promise.all(rounds.map(round => roundFor(ctx, round)))
  const last = rounds.at(-1) as Round
  const votes = contest.ties === 'vote' ? votesOf(last).map(one => one.entries) : []
  const computed = await Promise.all(
    rounds.map(async round => ({ weight: round.weight, standings: await standingsOf(ctx, round) })),
  )
  const final = finalRanking(computed, votes, new Set(out))
  for (const { entry, value, rank } of final)
    await ctx.db
      .updateTable('contest_entry')
      .set({ final_value: value, final_rank: rank })
      .where('contest_id', '=', contest.id)
      .where('number', '=', entry)
      .execute()
  const version = ((await replayOf(ctx, contest.id))?.version ?? 0) + 1
  const file: Replay = {
    ...{ format: 'contest-replay/1', centre: ctx.centre.name, contest: contest.title, version, note },
    ...{ made: ctx.now.toISOString(), how },
    ...{ rule: contest.rule as Replay['rule'], ties: contest.ties as Replay['ties'] },
    ...{ rounds: shown, disqualified: out, final },
  }
  const body = `${JSON.stringify(file, null, 1)}\n`
  await ctx.db
    .insertInto('contest_replay')
    .values({ contest_id: contest.id, version, body, note, digest: digestOf(body), made_at: ctx.now })
    .execute()
}

const disqualified = async (ctx: Ctx, contest: Contest): Promise<number[]> =>
  (
    await ctx.db
      .selectFrom('contest_entry')
      .select('number')
      .where('contest_id', '=', contest.id)
      .where('state', 'in', ['disqualified', 'withdrawn'])
      .where('number', 'is not', null)
      .orderBy('number')
      .limit(1_000)
      .execute()
  ).map(row => row.number as number)

/** What judges are called in public: shuffled once, so that no order tells who it is. */
async function numberJudges(ctx: Ctx, contest: Contest, rounds: readonly Round[]): Promise<void> {
  const judges = await judgesOf(ctx, contest.id)
  if (judges.some(one => one.number !== null)) return
  const sheets = (await Promise.all(rounds.map(round => sheetsOf(ctx, round.id)))).flat()
  const busy = judges.filter(one =>
    sheets.some(sheet => sheet.judge_id === one.id && sheet.state === 'locked'),
  )
  // Keyed by the centre: with what is public nobody can do this one again.
  const seed = ctx.centre.keys.hash(`judges of ${contest.id}`)
  for (const [at, { id }] of shuffled(busy, streamOf(seed)).entries())
    await ctx.db
      .updateTable('contest_judge')
      .set({ number: at + 1 })
      .where('id', '=', id)
      .execute()
}

async function roundFor(ctx: Ctx, round: Round): Promise<ReplayRound> {
  const [places, sheets, judges, rows] = await Promise.all([
    placesOf(ctx, round.id),
    sheetsOf(ctx, round.id),
    judgesOf(ctx, round.contest_id),
    standingsOf(ctx, round),
  ])
  const numberOf = new Map(judges.map(one => [one.id, one.number ?? 0]))
  const entryOf = new Map(places.map(one => [one.id, one.number ?? 0]))
  const by = round.advance_by as AdvanceBy
  const on = advancing(rows, placesFor(by, round.advance, rows.length))
  return {
    ...{ name: round.name, weight: round.weight, blind: round.blind },
    advance: { by, number: round.advance },
    criteria: criteriaOf(round).map(({ label, weight, anchors }) => ({ label, weight, anchors })),
    draw: {
      digest: round.draw_digest ?? '',
      number: round.draw_number ?? '',
      order: orderOf(round).map(id => entryOf.get(id) ?? 0),
    },
    scores: sheets
      .filter(sheet => sheet.state === 'locked')
      .map(sheet => ({
        entry: sheet.number,
        judge: numberOf.get(sheet.judge_id) ?? 0,
        marks: marksOf(sheet).map(one => one.mark),
        total: sheet.total ?? 0,
        unlocked: sheet.unlocks,
      }))
      .sort((a, b) => a.entry - b.entry || a.judge - b.judge),
    votes: votesOf(round).map(({ entries, note }) => ({ entries, note })),
    ranking: rows.map(({ criteria: _criteria, ...row }) => ({ ...row, advanced: on.has(row.entry) })),
  }
}
