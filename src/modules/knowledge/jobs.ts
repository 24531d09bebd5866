import { addWorkingDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { overDue } from './queries.ts'
import { forgetReaders } from './readers.ts'
import { confirmDays } from './settings.ts'
import { knowledgeFlow } from './workflow.ts'

/** What ran out asks to be confirmed; what is being corrected is hidden as soon as the rest would be. */
export const turnKnowledge = defineJob({
  name: 'knowledge.turn',
  cron: '6 0 * * *',
  run: work =>
    work.write(async ctx => {
      const bySystem: Ctx = { ...ctx, actor: system }
      const { due, late } = await overDue(ctx, dayOf(ctx.now), graceBegan(ctx))
      await performMany(bySystem, knowledgeFlow, 'fallDue', due)
      await performMany(bySystem, knowledgeFlow, 'hide', late)
      await forgetReaders(ctx)
    }),
})

/** The last day whose grace is over today. */
function graceBegan(ctx: Ctx): string {
  const { calendar } = ctx.centre
  const today = dayOf(ctx.now)
  let day = today
  for (let back = 0; back < 120; back++) {
    if (addWorkingDays(calendar, day, confirmDays.of(ctx.centre)) < today) return day
    day = dayOf(new Date(Date.parse(`${day}T00:00:00+08:00`) - 86_400_000))
  }
  return day
}
