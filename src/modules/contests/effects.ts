import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { message, tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { kinds, prizesOf, publicising } from './inputs.ts'
import { texts } from './messages.ts'
import { recompute } from './panel.ts'
import type { Contest } from './people.ts'
import { roundsOf, sheetsOf } from './queries.ts'
import { allotted } from './ranking.ts'
import { freezeResult } from './results.ts'

const bySystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
/** The flows that belong to a contest stand below it, so they are asked for by name. */
const flow = (name: string): AnyWorkflow => workflows.get(name) as AnyWorkflow

/** What must stand before it is approved: rounds that make up the whole, and a time that is still to come. */
export async function completePlan(ctx: Ctx, row: Contest) {
  const rounds = await roundsOf(ctx, row.id)
  if (rounds.length === 0) throw conflict('请先在“轮次与评分”里添加轮次和评分标准。')
  const sum = rounds.reduce((all, one) => all + one.weight, 0)
  if (sum !== 100) throw conflict(`各轮占总分合计应为 100%，现在是 ${sum}%。`)
  if (row.closes_at <= ctx.now) throw conflict('报名截止时间已经过了，请先修改方案。')
  return {}
}

export async function keepFindable(ctx: Ctx, row: Contest): Promise<void> {
  await putInIndex(ctx, {
    subject: 'contest',
    recordId: row.id,
    audience: 'public',
    title: row.title,
    summary: `${kinds[row.kind as keyof typeof kinds]} · ${row.organiser}`,
    href: `/contests/${row.id}`,
    text: [kinds[row.kind as keyof typeof kinds], row.about, row.eligibility, row.organiser, row.place].join(
      '\n',
    ),
  })
}

/** Under its lock: whoever came in before counts, whoever comes later is refused. */
export async function entriesClosed(ctx: Ctx, row: Contest) {
  const open = await ctx.db
    .selectFrom('contest_entry')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('contest_id', '=', row.id)
    .where('state', 'in', ['submitted', 'returned'])
    .executeTakeFirstOrThrow()
  if (open.n > 0) throw conflict(`还有 ${open.n} 份报名没有审查完。`)
  return { entries_closed_at: ctx.now }
}

export async function calledOff(ctx: Ctx, row: Contest): Promise<void> {
  await dropFromIndex(ctx, 'contest', row.id)
  const [entries, rounds] = await Promise.all([
    ctx.db
      .selectFrom('contest_entry')
      .select(['id', 'party_id'])
      .where('contest_id', '=', row.id)
      .where('state', 'in', ['submitted', 'returned', 'eligible'])
      .limit(1_000)
      .execute(),
    roundsOf(ctx, row.id),
  ])
  await performMany(
    bySystem(ctx),
    flow('contest_entry'),
    'abandon',
    entries.map(one => one.id),
  )
  for (const { party_id } of entries)
    await tell(
      ctx,
      message(
        { party: party_id },
        texts.cancelled,
        { title: row.title, reason: row.cancel_reason ?? '' },
        '/my/contests',
      ),
    )
  for (const round of rounds)
    await perform({ ...ctx, actor: system }, flow('contest_round'), 'lapse', round.id)
}

export const fromToday = (ctx: Ctx, days: number) => ({
  ...{ publicity_days: days, publicity_left: days },
  publicity_from: dayOf(ctx.now),
})

/** The first publication: every round is settled, everything is computed once more, and the file is frozen. */
export async function firstResult(ctx: Ctx, row: Contest): Promise<void> {
  const rounds = await roundsOf(ctx, row.id)
  if (rounds.some(one => one.state !== 'settled')) throw conflict('还有轮次没有结束、核对。')
  await freezeResult(ctx, row, '')
  await tellTakingPart(ctx, row, texts.publicity, { title: row.title, days: String(row.publicity_days) })
}

/** What was corrected, in public words, and how long it is public anew. */
export async function correcting(ctx: Ctx) {
  const { shape } = (await publicising('重新公示')(ctx)) as unknown as z.ZodObject
  return z.object({
    ...shape,
    correction: z.string().trim().min(5).max(500).meta({
      label: '更正说明',
      widget: 'textarea',
      help: '对外公开：更正了什么、为什么。不要写出提异议的人。',
    }),
  }) as unknown as z.ZodType<{ days: number; correction: string }>
}

export async function newResult(
  ctx: Ctx,
  row: Contest,
  { correction }: { correction: string },
): Promise<void> {
  const rounds = await roundsOf(ctx, row.id)
  for (const round of rounds) {
    const open = (await sheetsOf(ctx, round.id)).some(
      one => one.state === 'open' || one.state === 'unlocking',
    )
    if (open) throw conflict('还有解锁的评分表没有重新签名。')
    await recompute(ctx, round)
  }
  await freezeResult(ctx, row, correction)
  await tellTakingPart(ctx, row, texts.publicity, { title: row.title, days: String(row.publicity_days) })
}

async function takingPart(ctx: Ctx, row: Contest) {
  return ctx.db
    .selectFrom('contest_entry')
    .select(['id', 'party_id', 'number', 'final_rank', 'reached'])
    .where('contest_id', '=', row.id)
    .where('state', '=', 'eligible')
    .orderBy('turn')
    .limit(1_000)
    .execute()
}

async function tellTakingPart(
  ctx: Ctx,
  row: Contest,
  text: Parameters<typeof message>[1],
  values: Record<string, string>,
): Promise<void> {
  for (const { party_id } of await takingPart(ctx, row))
    await tell(ctx, message({ party: party_id }, text as never, values as never, `/contests/${row.id}`))
}

/** Prizes by rank, of those who reached the last round; then everybody's entry is finished. */
export async function awarded(ctx: Ctx, row: Contest): Promise<void> {
  const entries = await takingPart(ctx, row)
  const last = (await roundsOf(ctx, row.id)).length
  const final = entries
    .filter(one => one.reached === last && one.final_rank !== null)
    .map(one => ({ entry: one.number as number, rank: one.final_rank as number }))
    .sort((a, b) => a.rank - b.rank || a.entry - b.entry)
  for (const [at, { entry, name, amount_fen }] of allotted(final, prizesOf(row)).entries()) {
    const found = entries.find(one => one.number === entry)
    if (found)
      await perform(bySystem(ctx), flow('contest_prize'), 'award', null, {
        ...{ contest_id: row.id, entry_id: found.id, party_id: found.party_id, title: row.title },
        ...{ name, amount_fen, turn: at + 1 },
      })
  }
  await tellTakingPart(ctx, row, texts.announced, { title: row.title })
  await performMany(
    bySystem(ctx),
    flow('contest_entry'),
    'finish',
    entries.map(one => one.id),
  )
}

export async function closed(ctx: Ctx, row: Contest) {
  const due = await ctx.db
    .selectFrom('contest_prize')
    .select('id')
    .where('contest_id', '=', row.id)
    .where('state', '=', 'due')
    .limit(1)
    .executeTakeFirst()
  if (due) throw conflict('还有奖金没有发放。')
  return { closed_at: ctx.now }
}
