import { onMerge } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { perform } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { speakForSuspension } from './effects.ts'
import { latestRatings, providersToWeigh } from './queries/ratings.ts'
import { dueForAssessment } from './queries.ts'
import { everyMonths, fewestToWeigh, lowestRating } from './settings.ts'
import { stars } from './words.ts'
import { assessmentFlow } from './workflow.ts'

/** What is opened in one transaction; there may be hundreds on the first night. */
const batch = 100

/** 4.5.1 A year after its listing or its last assessment a provider is assessed. */
export const openAssessments = defineJob({
  name: 'assessment.open',
  cron: '15 6 * * *',
  async run(work) {
    while ((await work.write(openSome)) === batch);
  },
})

async function openSome(ctx: Ctx): Promise<number> {
  let opened = 0
  for (const { provider_id, from, to } of await dueForAssessment(ctx, everyMonths.of(ctx.centre), batch)) {
    const input = { provider_id, from_day: from, to_day: to }
    try {
      await savepoint(ctx.db, () => perform({ ...ctx, actor: system }, assessmentFlow, 'begin', null, input))
      opened++
    } catch (error) {
      // Somebody opened it by hand meanwhile, or the firm left.
      if (!(error instanceof Problem)) throw error
    }
  }
  return opened
}

/**
 * Low ratings speak for suspending a provider; a person decides. Weighed by night and not as each comes in: anonymous
 * ones are never announced, and what follows from them must not point to whoever rated last.
 */
export const weighRatings = defineJob({
  name: 'assessment.ratings',
  cron: '20 6 * * *',
  run: work => work.write(weighAll),
})

async function weighAll(ctx: Ctx): Promise<void> {
  const [least, enough] = [lowestRating.of(ctx.centre), fewestToWeigh.of(ctx.centre)]
  for (const { id, total } of await providersToWeigh(ctx, enough)) {
    const { n, mean } = await latestRatings(ctx, id, enough)
    if (mean === null || mean >= least) continue
    const words = `最近 ${n} 份服务评价平均 ${stars(Math.floor(mean * 10))} 分，不满 ${least} 分。`
    if (!(await speakForSuspension(ctx, id, words))) continue
    await ctx.db
      .insertInto('rating_weighing')
      .values({ provider_id: id, ratings: total, weighed_at: ctx.now })
      .onConflict(conflict =>
        conflict.columns(['centre_id', 'provider_id']).doUpdateSet({ ratings: total, weighed_at: ctx.now }),
      )
      .execute()
  }
}

onMerge('assessment.follow_merge', async (ctx, from, into) => {
  await ctx.db
    .updateTable('provider_assessment')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .execute()
  await moveTasks(ctx, from, into)
})
