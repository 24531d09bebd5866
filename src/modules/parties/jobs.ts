import { dayOf } from '#platform/calendar'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { mandateFlow } from './mandate.ts'

/** Mandates end on their day; the actor query ignores them from then on, this makes it visible. */
export const expireMandates = defineJob({
  name: 'mandate.expire',
  cron: '15 0 * * *',
  run: work =>
    work.write(async ctx => {
      const over = await ctx.db
        .selectFrom('mandate')
        .select('id')
        .where('state', '=', 'active')
        .where('valid_until', '<', dayOf(ctx.now))
        .limit(500)
        .execute()
      await performMany(
        ctx,
        mandateFlow,
        'expire',
        over.map(row => row.id),
      )
    }),
})
