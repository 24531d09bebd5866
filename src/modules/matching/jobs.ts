import { onMerge } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { postingFlow } from './posting.ts'
import { endingBy } from './queries.ts'
import { remindDays } from './settings.ts'
import { introductionFlow } from './workflow.ts'

const batch = 500

/** Owners are reminded once before the end; what nobody renewed is not shown a day longer. */
export const watchValidity = defineJob({
  name: 'posting.validity',
  cron: '10 0 * * *',
  async run(work) {
    while ((await work.write(watchSome)) === batch);
  },
})

async function watchSome(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.now)
  const ending = await endingBy(ctx, addDays(today, remindDays.of(ctx.centre)), batch)
  const over = ending.filter(one => one.valid_until < today)
  const soon = ending.filter(one => one.valid_until >= today)
  const ids = (rows: typeof ending) => rows.map(one => one.id)
  await performMany(ctx, postingFlow, 'expire', ids(over))
  await performMany(ctx, postingFlow, 'remind', ids(soon))
  return ending.length
}

/** Two files of one party become one: an introduction between them was one with itself, and ends. */
onMerge('matching.merge', async (ctx, from, into) => {
  await endBetween(ctx, from, into)
  await ctx.db.updateTable('posting').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db
    .updateTable('introduction')
    .set({ asker_party_id: into })
    .where('asker_party_id', '=', from)
    .where('owner_party_id', '!=', into)
    .execute()
  await ctx.db
    .updateTable('introduction')
    .set({ owner_party_id: into })
    .where('owner_party_id', '=', from)
    .where('asker_party_id', '!=', into)
    .execute()
  await moveTasks(ctx, from, into)
})

async function endBetween(ctx: Ctx, from: string, into: string): Promise<void> {
  const between = await ctx.db
    .selectFrom('introduction')
    .select('id')
    .where('asker_party_id', 'in', [from, into])
    .where('owner_party_id', 'in', [from, into])
    .limit(100)
    .execute()
  // Both asked for the same: one of the two goes on.
  const twice = await ctx.db
    .selectFrom('introduction')
    .select('id')
    .where('asker_party_id', '=', from)
    .where('state', 'in', [...inHand])
    .where('posting_id', 'in', eb =>
      eb
        .selectFrom('introduction as same')
        .select('same.posting_id')
        .where('same.asker_party_id', '=', into)
        .where('same.state', 'in', [...inHand]),
    )
    .limit(100)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    introductionFlow,
    'abandon',
    [...between, ...twice].map(one => one.id),
  )
}
const inHand = ['asked', 'sounding', 'offered', 'talking', 'following'] as const
