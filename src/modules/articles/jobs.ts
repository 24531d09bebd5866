import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { settleColumns } from './columns.ts'
import { patrolLinks } from './patrol.ts'
import { columns, dueToPublish, newlyExpired } from './queries.ts'
import { forgetReaders } from './readers.ts'
import { settleTerms } from './terms.ts'
import { articleFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const ids = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(row => row.id)

/** What was signed with its time is published at its minute. */
export const publishScheduled = defineJob({
  name: 'article.publish_scheduled',
  cron: '*/5 * * * *',
  async run(work) {
    for (const id of ids(await work.read(dueToPublish)))
      await work.write(ctx => performMany(asSystem(ctx), articleFlow, 'publish', [id]))
  },
})

/** Pages say 已过期 from the day after on, and their people hear of it once. A centre that worked before gets its columns. */
export const turnArticles = defineJob({
  name: 'article.turn',
  cron: '7 0 * * *',
  run: work =>
    work.write(async ctx => {
      await performMany(asSystem(ctx), articleFlow, 'expire', ids(await newlyExpired(ctx, dayOf(ctx.now))))
      await forgetReaders(ctx)
      if ((await columns(ctx, 'all')).length > 0) return
      await settleColumns(ctx)
      await settleTerms(ctx)
    }),
})

export const patrol = defineJob({ name: 'article.patrol', cron: '40 2 * * *', run: patrolLinks })
