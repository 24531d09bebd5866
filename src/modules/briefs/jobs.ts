import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { perform } from '#platform/perform'
import { activeKinds } from './queries/briefs.ts'
import { daysFor, lastSpan, type Rhythm } from './rhythms.ts'
import { briefFlow } from './workflow.ts'

/** Every morning after the figures were counted: what is to be reported of a period that is over is begun. */
export const openBriefs = defineJob({
  name: 'brief.open',
  cron: '50 7 * * *',
  run: work => work.write(openDue),
})

/** Nobody is given one of which the day is over, or of a time before the kind was in use. */
async function openDue(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  for (const kind of await activeKinds(ctx)) {
    if (kind.rhythm === 'none') continue
    const span = lastSpan(kind.rhythm as Exclude<Rhythm, 'none'>, today)
    const { opens, due } = daysFor(ctx.centre.calendar, span, kind)
    if (today < opens || today > due) continue
    try {
      await savepoint(ctx.db, () =>
        perform({ ...ctx, actor: system }, briefFlow, 'open', null, { kind_id: kind.id, period: span.code }),
      )
    } catch (error) {
      // It is there already.
      if (!(error instanceof Problem)) throw error
    }
  }
}
