import type { Ctx } from '#platform/ctx'
import { system } from '#platform/ctx'
import { shuffled, streamOf } from '#platform/draw'
import { conflict, invalid } from '#platform/errors'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { manageContests } from './duties.ts'
import { votesOf } from './inputs.ts'
import { texts } from './messages.ts'
import { fill, recompute, standingsOf } from './panel.ts'
import type { Round } from './people.ts'
import { eligibleOf, judgesOf, lockContest, placesOf, roundsOf, sheetsOf } from './queries.ts'
import { advancing, finalRanking, placesFor, tiesIn } from './ranking.ts'
import { digestOf, numberText } from './replay.ts'

const bySystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
/** The flow of the contest stands on the rounds, so it is asked for by name. */
const contests = (): AnyWorkflow => workflows.get('contest') as AnyWorkflow

/**
 * The draw: the numbered list of who takes part, fixed by its SHA-256, and a public number give the order of appearance (as
 * `#platform/draw` describes; the stream is called 'order'). The first round's order is also the number under which an entry
 * is judged and published.
 */
export async function drawn(ctx: Ctx, row: Round, { number }: { number: string }) {
  const contest = await lockContest(ctx, row.contest_id)
  if (contest.state !== 'judging') throw conflict('报名截止、资格审查完毕以后才能抽签。')
  const rounds = await roundsOf(ctx, contest.id)
  const before = rounds.filter(one => one.seq < row.seq)
  if (before.some(one => one.state !== 'settled')) throw conflict('上一轮还没有结束。')
  const taking = await takingPart(ctx, row, before.at(-1))
  if (taking.length === 0) throw conflict('没有可以参加这一轮的作品。')
  const draw_text = [
    '大赛抽签名单（算法 1）',
    `大赛 ${contest.title}`,
    `轮次 ${row.name}`,
    ...taking.map(entry => `作品 ${entry.turn} ${entry.id}`),
    '',
  ].join('\n')
  return { draw_text, draw_number: number, draw_digest: digestOf(draw_text), drawn_at: ctx.now }
}

async function takingPart(ctx: Ctx, row: Round, last: Round | undefined) {
  const eligible = await eligibleOf(ctx, row.contest_id)
  if (!last) return eligible
  const on = new Set((await placesOf(ctx, last.id)).filter(one => one.advanced).map(one => one.id))
  return eligible.filter(one => on.has(one.id))
}

/** Entries of the drawn list in their drawn order. */
export function orderOf({ draw_text, draw_digest, draw_number }: Round): string[] {
  const ids = [...(draw_text ?? '').matchAll(/^作品 \d+ (\S+)$/gm)].map(match => match[1] as string)
  return shuffled(ids, streamOf(`${draw_digest}:${draw_number}/order`))
}

export async function placed(ctx: Ctx, row: Round): Promise<void> {
  const order = orderOf(row)
  await ctx.db
    .insertInto('contest_place')
    .values(order.map((entry_id, at) => ({ round_id: row.id, entry_id, turn: at + 1 })))
    .execute()
  for (const [at, id] of order.entries())
    await ctx.db
      .updateTable('contest_entry')
      .set(row.seq === 1 ? { number: at + 1, reached: 1 } : { reached: row.seq })
      .where('id', '=', id)
      .execute()
  const contest = await lockContest(ctx, row.contest_id)
  if (contest.rule_frozen_at === null) await perform(bySystem(ctx), contests(), 'freezeRule', contest.id)
  const judges = (await judgesOf(ctx, contest.id)).filter(one => one.state === 'accepted')
  await tell(
    ctx,
    ...judges.map(one =>
      message(
        { identity: one.identity_id as string },
        texts.toDeclare,
        { title: contest.title, round: row.name },
        `/my/contests/judging/${one.id}`,
      ),
    ),
  )
}

export async function startJudging(ctx: Ctx, row: Round): Promise<void> {
  const missing = await fill(ctx, row)
  if (missing.size > 0) throw conflict(missingWords(missing))
  const { title } = await lockContest(ctx, row.contest_id)
  const busy = new Set((await sheetsOf(ctx, row.id)).map(one => one.judge_id))
  const judges = (await judgesOf(ctx, row.contest_id)).filter(one => busy.has(one.id))
  await tell(
    ctx,
    ...judges.map(one =>
      message(
        { identity: one.identity_id as string },
        texts.toJudge,
        { title, round: row.name },
        `/my/contests/judging/${one.id}`,
      ),
    ),
  )
}

export async function fillUp(ctx: Ctx, row: Round): Promise<void> {
  const missing = await fill(ctx, row)
  if (missing.size > 0) throw conflict(missingWords(missing))
}

const missingWords = (missing: ReadonlyMap<number, number>): string =>
  `除去回避的，评委不够：${[...missing].map(([number, lack]) => `${numberText(number)}还差 ${lack} 位`).join('，')}。请增请评委并请其申报回避。`

/** Closed by the last sheet. With too few judges for an entry it stays open until more are found. */
export async function closed(ctx: Ctx, row: Round) {
  const locked = (await sheetsOf(ctx, row.id)).filter(one => one.state === 'locked')
  const lacking = (await placesOf(ctx, row.id)).filter(
    place => locked.filter(one => one.entry_id === place.id).length < row.judges_each,
  )
  if (lacking.length > 0) throw conflict('还有作品的评分表不够。')
  return { scored_at: ctx.now }
}

export async function over(ctx: Ctx, row: Round): Promise<void> {
  await recompute(ctx, row)
  const { title, id } = await lockContest(ctx, row.contest_id)
  const to = { duty: manageContests.code }
  await tell(ctx, message(to, texts.scored, { title, round: row.name }, `/desk/contests/${id}/results`))
}

/** What the panel voted must be about entries that are tied. */
export async function voted(ctx: Ctx, row: Round, { order, note }: { order: string; note: string }) {
  const contest = await lockContest(ctx, row.contest_id)
  if (!['judging', 'correcting'].includes(contest.state)) throw conflict('结果已经公示，不能再登记表决。')
  if (contest.ties !== 'vote') throw conflict('这次大赛的规则是同分名次并列，不表决。')
  const entries = order.split(/[ ,，、]+/).map(Number)
  const numbers = new Set((await placesOf(ctx, row.id)).map(one => one.number))
  if (entries.some(one => !numbers.has(one)) || new Set(entries).size !== entries.length)
    throw invalid({ order: '有编号不在这一轮，或填了两次' })
  const tied = await openTies(ctx, row)
  if (!tied.some(group => entries.every(one => group.includes(one))))
    throw invalid({ order: '这些作品没有同分' })
  return { votes: JSON.stringify([...votesOf(row), { entries, note }]) }
}

/** Ties that the rule leaves to the panel: in the round, and in the last one in the final ranking too. */
async function openTies(ctx: Ctx, row: Round): Promise<number[][]> {
  const rows = await standingsOf(ctx, row)
  const rounds = await roundsOf(ctx, row.contest_id)
  if (row.seq !== rounds.at(-1)?.seq) return tiesIn(rows)
  const all = await Promise.all(
    rounds.map(async one => ({ weight: one.weight, standings: await standingsOf(ctx, one) })),
  )
  const final = finalRanking(
    all,
    votesOf(row).map(one => one.entries),
  ).filter(one => one.reached === rounds.length)
  return [...tiesIn(rows), ...tiesIn(final)]
}

export async function settled(ctx: Ctx, row: Round) {
  const contest = await lockContest(ctx, row.contest_id)
  const rounds = await roundsOf(ctx, contest.id)
  const last = row.seq === rounds.at(-1)?.seq
  const rows = await standingsOf(ctx, row)
  const places = placesFor(row.advance_by as 'all', row.advance, rows.length)
  const on = advancing(rows, places)
  if (contest.ties === 'vote') {
    const open = last
      ? await openTies(ctx, row)
      : on.size > places
        ? tiesIn(rows.filter(one => on.has(one.entry)))
        : []
    if (open.length > 0)
      throw conflict(
        `同分的要先由评委会表决：${open.map(group => group.map(numberText).join('与')).join('；')}。`,
      )
  }
  for (const place of await placesOf(ctx, row.id))
    await ctx.db
      .updateTable('contest_place')
      .set({ advanced: on.has(place.number ?? 0) })
      .where('round_id', '=', row.id)
      .where('entry_id', '=', place.id)
      .execute()
  return { settled_at: ctx.now }
}

/** Between rounds everybody learns whether they go on; after the last one they wait for the 公示. */
export async function tellAdvanced(ctx: Ctx, row: Round): Promise<void> {
  const rounds = await roundsOf(ctx, row.contest_id)
  if (row.seq === rounds.at(-1)?.seq) return
  const { title } = await lockContest(ctx, row.contest_id)
  for (const place of await placesOf(ctx, row.id))
    await tell(
      ctx,
      message(
        { party: place.party_id },
        place.advanced ? texts.advanced : texts.notAdvanced,
        { title, round: row.name },
        `/my/contests/entries/${place.id}`,
      ),
    )
}
