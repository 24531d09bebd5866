import { randomInt, randomUUID } from 'node:crypto'
import { system } from '#platform/ctx'
import { secretToken } from '#platform/ids'
import { defineJob, on } from '#platform/jobs'
import { perform } from '#platform/perform'
import { ratingRightFlow } from './workflow.ts'

/** Fewer could be told apart. */
export const smallestBatch = 5

/**
 * Moves anonymous ratings from the inbox to the ratings once enough have come in: shuffled, under new random ids,
 * all in one statement, so that neither time, order nor transaction leads back to a case.
 */
export const mixRatings = defineJob({
  name: 'rating.mix',
  cron: '*/30 * * * *',
  run: work =>
    work.write(async ctx => {
      const waiting = await ctx.db.selectFrom('rating_inbox').selectAll().forUpdate().limit(2_000).execute()
      if (waiting.length < smallestBatch) return
      await ctx.db
        .deleteFrom('rating_inbox')
        .where(
          'id',
          'in',
          waiting.map(row => row.id),
        )
        .execute()
      const mixed = shuffle(waiting).map(({ id: _, ...rating }) => ({ ...rating, id: randomUUID() }))
      await ctx.db.insertInto('rating').values(mixed).execute()
      await ctx.db.renewPages(ctx.centre.id)
    }),
})

/** Fisher–Yates with random bytes of the operating system. */
function shuffle<T>(items: readonly T[]): T[] {
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    const kept = mixed[i] as T
    mixed[i] = mixed[j] as T
    mixed[j] = kept
  }
  return mixed
}

for (const closing of ['confirm', 'confirmForApplicant', 'confirmByTime']) {
  on(`service_case.${closing}`, `rating.grant.${closing}`, (work, { recordId }) =>
    work.write(async ctx => {
      const closed = await ctx.db
        .selectFrom('service_case')
        .select(['party_id', 'state'])
        .where('id', '=', recordId)
        .executeTakeFirst()
      const granted = await ctx.db
        .selectFrom('rating_right')
        .select('id')
        .where('case_id', '=', recordId)
        .executeTakeFirst()
      if (closed?.state !== 'closed' || granted) return
      await perform({ ...ctx, actor: system }, ratingRightFlow, 'grant', null, {
        case_id: recordId,
        party_id: closed.party_id,
        token: secretToken(),
      })
    }),
  )
}
