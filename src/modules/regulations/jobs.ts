import { dayOf } from '#platform/calendar'
import { system } from '#platform/ctx'
import { defineJob, on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { putInForce } from './effects.ts'
import { codesIn } from './history.ts'
import { articlesByRegulation, regulationsInForce, toTurn } from './queries.ts'
import { regulationFlow } from './workflow.ts'

/** What was approved for a later day comes into force on it; what had a last day ends after it. */
export const turnRegulations = defineJob({
  name: 'regulation.turn',
  cron: '3 0 * * *',
  run: work =>
    work.write(async ctx => {
      const bySystem = { ...ctx, actor: system }
      const { begins, ends } = await toTurn(ctx, dayOf(ctx.now))
      await performMany(bySystem, regulationFlow, 'takeEffect', begins)
      // Its successor may have taken its place this very night.
      await performMany(
        bySystem,
        regulationFlow,
        'expire',
        ends.filter(id => !begins.includes(id)),
      )
    }),
})

/** Whoever searches finds the text with the limit that holds now. */
on('setting_change.make', 'regulation.limit', work =>
  work.write(async ctx => {
    const all = await regulationsInForce(ctx)
    const articles = await articlesByRegulation(ctx, all)
    for (const one of all)
      if (codesIn(articles.get(one.id) ?? []).length > 0)
        await putInForce(ctx, { id: one.id, version: one.in_force })
  }),
)
