import { removeFiles } from './files.ts'
import { noId } from './ids.ts'
import { defineJob } from './jobs.ts'
import { seal, sealingKey } from './journal.ts'
import { find, performMany } from './perform.ts'
import { openTasks, recount, ripe } from './tasks.ts'
import { workflows } from './workflow.ts'

/** Performs what the clock has to do: an unanswered confirmation, an expired invitation. */
export const tick = defineJob({
  name: 'clock.tick',
  cron: '*/5 * * * *',
  run: work =>
    work.write(async ctx => {
      for (const { flow, record_id, act } of await ripe(ctx)) {
        const known = workflows.get(flow)
        if (known && act) await performMany(ctx, known, act, [record_id])
      }
    }),
})

/** A changed calendar moves what is due: every open task is counted anew. */
export const recountTasks = defineJob({
  name: 'tasks.recount',
  async run(work) {
    for (let after = noId; after !== ''; )
      after = await work.write(async ctx => {
        const open = await openTasks(ctx, after)
        for (const { flow, record_id } of open) {
          const known = workflows.get(flow)
          if (known) await recount(ctx, known, await find(ctx, known, record_id, { lock: true }))
        }
        return open.at(-1)?.id ?? ''
      })
  },
})
/** Seals the journal into its chain. */
export const sealJournal = defineJob({
  name: 'journal.seal',
  cron: '*/10 * * * *',
  async run(work) {
    const { privateKey } = sealingKey(work.outside.dataDir)
    await work.write(async ctx => {
      const sealed = await seal(ctx, privateKey)
      if (sealed > 0) ctx.log.info({ centre: ctx.centre.id, sealed }, 'sealed the journal')
    })
  },
})

/** Drafts and uploads that no record claimed, and forms that nobody came back for. */
export const sweep = defineJob({
  name: 'platform.sweep',
  cron: '30 3 * * *',
  run: work =>
    work.write(async ctx => {
      const old = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000)
      // With the drafts that they may lie in.
      await removeFiles(ctx, { subject: 'staged', before: old(180) })
      await ctx.db.deleteFrom('parked_form').where('parked_at', '<', old(1)).execute()
      await ctx.db.deleteFrom('submission').where('at', '<', old(30)).execute()
      await ctx.db.deleteFrom('draft').where('saved_at', '<', old(180)).execute()
    }),
})
