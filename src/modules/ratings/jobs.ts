import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { onMerge } from '#modules/parties'
import { shuffle, smallestGroup } from '#platform/anonymity'
import { defineJob } from '#platform/jobs'
import type { DB } from '../../../db/types.gen.ts'
import { monthOf } from './workflow.ts'

/** So many months a mark waits for others of its item; then it counts for the centre only. */
const longestWait = 2

/**
 * Moves anonymous marks from the inbox to the ratings in groups that nobody can take apart: at least five of one
 * item and provider, or of one item, or of consultations; marks that waited too long for company lose their item. Shuffled, under new
 * random ids and the month of the move, so that neither time, order, item nor transaction leads back to a record.
 */
export const mixRatings = defineJob({
  name: 'rating.mix',
  cron: '*/30 * * * *',
  run: work =>
    work.write(async ctx => {
      const waiting = await ctx.db.selectFrom('rating_inbox').selectAll().forUpdate().limit(5_000).execute()
      const month = monthOf(ctx.now)
      const moved = shuffle(groups(waiting, monthsBefore(month, longestWait)))
      if (moved.length === 0) return
      const ids = moved.map(({ waits }) => waits)
      await ctx.db.deleteFrom('rating_inbox').where('id', 'in', ids).execute()
      await ctx.db
        .insertInto('rating')
        .values(moved.map(({ waits: _, ...rating }) => ({ ...rating, id: randomUUID(), month })))
        .execute()
      await ctx.db.renewPages(ctx.centre.id)
    }),
})

type Waiting = Selectable<DB['rating_inbox']>

/** The marks that may move now, each with as much of its origin as five share. */
function groups(waiting: readonly Waiting[], tooOld: string) {
  const kept = ({ id, mark, facets, comment }: Waiting) => ({ waits: id, mark, facets, comment })
  const of = ({ subject, item_id, provider_id }: Waiting) => ({ subject, item_id, provider_id })
  const large = (rows: readonly Waiting[], key: (row: Waiting) => string) =>
    [...Map.groupBy(rows, key).values()].filter(group => group.length >= smallestGroup).flat()
  const without = (rows: readonly Waiting[], taken: readonly Waiting[]) =>
    rows.filter(row => !taken.includes(row))

  const byProvider = large(waiting, row => `${row.subject} ${row.item_id} ${row.provider_id}`)
  const byItem = large(without(waiting, byProvider), row => `${row.subject} ${row.item_id}`)
  const old = without(waiting, [...byProvider, ...byItem]).filter(row => row.month <= tooOld)
  return [
    ...byProvider.map(row => ({ ...kept(row), ...of(row) })),
    ...byItem.map(row => ({ ...kept(row), ...of(row), provider_id: null })),
    ...large(old, () => '').map(row => ({ ...kept(row), subject: null, item_id: null, provider_id: null })),
  ]
}

/** '2026-11', 2 → '2026-09' */
function monthsBefore(month: string, n: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 - n, 1)).toISOString().slice(0, 7)
}

onMerge('rating.follow_merge', async (ctx, from, into) => {
  for (const table of ['rating', 'rating_right', 'callback'] as const)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
})
