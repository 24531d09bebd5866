import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { defineJob, on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { fitOf } from './fit.ts'
import { texts } from './messages.ts'
import { candidatesFor, claimUntold, fittedById, publishedAfter, untoldParties } from './queries/matching.ts'
import { keptFrom, mostCandidates, toldFrom, weightsOf } from './settings.ts'

/** Finds anew what fits one posting; what does not fit any more stays known, so that nobody is told of it again. */
export async function match(ctx: Ctx, id: string): Promise<number> {
  const posting = await fittedById(ctx, id)
  if (!posting) return 0
  const side = posting.kind === 'supply' ? 'supply_id' : 'demand_id'
  const found = posting.state === 'published' ? await fitsOf(ctx, posting) : []
  await ctx.db
    .updateTable('posting_match')
    .set({ stands: false })
    .where(side, '=', id)
    .where('stands', '=', true)
    .where(side === 'supply_id' ? 'demand_id' : 'supply_id', 'not in', [noId, ...found.map(one => one.other)])
    .execute()
  if (found.length === 0) return 0
  await ctx.db
    .insertInto('posting_match')
    .values(
      found.map(({ other, score, reasons }) => ({
        supply_id: side === 'supply_id' ? id : other,
        demand_id: side === 'supply_id' ? other : id,
        score,
        reasons: JSON.stringify(reasons),
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
  return found.length
}

async function fitsOf(ctx: Ctx, posting: NonNullable<Awaited<ReturnType<typeof fittedById>>>) {
  const [weights, today, least] = [weightsOf(ctx), dayOf(ctx.now), keptFrom.of(ctx.centre)]
  const candidates = await candidatesFor(ctx, posting, mostCandidates.of(ctx.centre))
  return candidates.flatMap(other => {
    const fit = fitOf(posting, other, weights, today)
    return fit && fit.score >= least ? [{ other: other.id, ...fit }] : []
  })
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
