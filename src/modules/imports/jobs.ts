import { defineJob } from '#platform/jobs'
import { goOn, look } from './effects.ts'
import { stalled } from './queries.ts'
import { keepDays } from './settings.ts'

const longEnough = 60_000

/** What was being read or brought in when the process ended goes on from where it stood. */
export const resume = defineJob({
  name: 'import.resume',
  cron: '* * * * *',
  run: work =>
    work.write(async ctx => {
      for (const batch of await stalled(ctx, new Date(ctx.now.getTime() - longEnough))) {
        await ctx.db
          .updateTable('import_batch')
          .set({ beat_at: ctx.now })
          .where('id', '=', batch.id)
          .execute()
        await (batch.state === 'running' ? goOn : look)(ctx, batch)
      }
    }),
})

/** Rows hold people's data and go after a while; how many there were stays. */
export const tidy = defineJob({
  name: 'import.tidy',
  cron: '40 0 * * *',
  run: work =>
    work.write(async ctx => {
      const since = new Date(ctx.now.getTime() - keepDays.of(ctx.centre) * 86_400_000)
      await ctx.db
        .deleteFrom('import_row')
        .where('batch_id', 'in', over =>
          over.selectFrom('import_batch').select('id').where('finished_at', '<', since),
        )
        .execute()
    }),
})
