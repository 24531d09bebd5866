import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { defineJob, on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { type Fitted, fitOf } from './fit.ts'
import { texts } from './messages.ts'
import {
  candidatesFor,
  claimUntold,
  fittedById,
  publishedAfter,
  sidesOf,
  standingOf,
  untoldParties,
} from './queries/matching.ts'
import { keptFrom, mostCandidates, mostMatches, toldFrom, weightsOf } from './settings.ts'

/**
 * Finds anew what fits one posting, and writes only what is otherwise than it was. What does not fit any more stays known,
 * so that nobody is told of it again; of what is new the best are taken, so that a posting that fits everything does
 * not fill the house.
 */
export async function match(ctx: Ctx, id: string): Promise<number> {
  const posting = await fittedById(ctx, id)
  if (!posting) return 0
  const [found, standing] = [
    posting.state === 'published' ? await fitsOf(ctx, posting) : [],
    await standingOf(ctx, posting),
  ]
  const fits = new Map(found.map(one => [one.other, one]))
  await endFits(
    ctx,
    posting,
    standing.filter(one => !fits.has(one.other)).map(one => one.other),
  )
  const before = new Map(standing.map(one => [one.other, one]))
  const best = new Set(found.slice(0, mostMatches.of(ctx.centre)))
  const kept = found.filter(one => best.has(one) || before.has(one.other))
  await keepFits(
    ctx,
    posting,
    kept.filter(one => !same(one, before.get(one.other))),
  )
  return kept.length
}

interface Found {
  other: string
  score: number
  reasons: readonly unknown[]
}
const same = (one: Found, before: { score: number; reasons: unknown } | undefined): boolean =>
  before !== undefined && before.score === one.score && isDeepStrictEqual(before.reasons, one.reasons)

/** Best first. */
async function fitsOf(ctx: Ctx, posting: Fitted): Promise<Found[]> {
  const [weights, today, least] = [weightsOf(ctx), dayOf(ctx.now), keptFrom.of(ctx.centre)]
  const candidates = await candidatesFor(ctx, posting, mostCandidates.of(ctx.centre))
  return candidates
    .flatMap(other => {
      const fit = fitOf(posting, other, weights, today)
      return fit && fit.score >= least ? [{ other: other.id, ...fit }] : []
    })
    .sort((one, other) => other.score - one.score)
}

async function endFits(ctx: Ctx, posting: Fitted, others: readonly string[]): Promise<void> {
  if (others.length === 0) return
  const [own, other] = sidesOf(posting)
  await ctx.db
    .updateTable('posting_match')
    .set({ stands: false })
    .where(own, '=', posting.id)
    .where(other, 'in', others)
    .execute()
}

async function keepFits(ctx: Ctx, posting: Fitted, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  const [own, other] = sidesOf(posting)
  await ctx.db
    .insertInto('posting_match')
    .values(
      found.map(one => ({
        ...({ [own]: posting.id, [other]: one.other } as { supply_id: string; demand_id: string }),
        score: one.score,
        reasons: JSON.stringify(one.reasons),
        stands: true,
        found_at: ctx.now,
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['centre_id', 'supply_id', 'demand_id']).doUpdateSet({
        score: sql`excluded.score`,
        reasons: sql`excluded.reasons`,
        stands: true,
      }),
    )
    .execute()
}

/** After whatever changes what fits; by hand too. */
for (const what of ['publish', 'renew', 'rematch', 'edit', 'deal', 'close', 'expire'])
  on(`posting.${what}`, `match.${what}`, async (work, { recordId }) => {
    await work.write(ctx => match(ctx, recordId))
  })

const batch = 200

/** By night everything once: certificates and validity run out, weights were changed, somebody was suspended. */
export const refreshMatches = defineJob({
  name: 'match.refresh',
  cron: '30 2 * * *',
  async run(work) {
    for (let after = noId; after !== ''; )
      after = await work.write(async ctx => {
        const some = await publishedAfter(ctx, after, batch)
        for (const { id } of some) await match(ctx, id)
        return some.length === batch ? (some.at(-1)?.id ?? '') : ''
      })
  },
})

/** So many parties are told in one transaction. */
const partiesAtOnce = 100

/** Both sides hear of every good fit: once a day, in one message, and never twice of the same; the best is named. */
export const tellMatches = defineJob({
  name: 'match.tell',
  cron: '40 8 * * *',
  async run(work) {
    for (let after = noId; after !== ''; )
      after = await work.write(async ctx => {
        const least = toldFrom.of(ctx.centre)
        const parties = await untoldParties(ctx, least, after, partiesAtOnce)
        const news = Map.groupBy(await claimUntold(ctx, least, parties), one => one.party)
        for (const [party, [best, ...more]] of news) {
          const values = { n: String(1 + more.length), title: best?.title ?? '' }
          await tell(ctx, message({ party }, texts.found, values, '/my/postings'))
        }
        return parties.length === partiesAtOnce ? (parties.at(-1) ?? '') : ''
      })
  },
})
