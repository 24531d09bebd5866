import { actorOfStaff } from '#modules/imports'
import { fileSize } from '#platform/format'
import { defineJob, enqueue, type Work } from '#platform/jobs'
import { perform } from '#platform/perform'
import { TooLarge } from '#platform/storage'
import { workflows } from '#platform/workflow'
import { TooManyFiles } from './archive.ts'
import { putTogether } from './build.ts'
import { stalledPacks } from './queries.ts'
import { mostGigabytes } from './settings.ts'

/** A worker that shows no life for so long has ended. */
const silence = 120_000
/** Tries after which it is given up: what broke three times breaks again. */
const mostTries = 3
const gigabyte = 1024 ** 3

/** The flow by its name: it stands on this job. */
const flow = () => workflows.get('evidence_pack') as NonNullable<ReturnType<typeof workflows.get>>

/** Puts a pack together, in a stream from the records into the store. What broke off begins anew. */
export const buildPack = defineJob<{ id: string }>({
  name: 'pack.build',
  long: true,
  async run(work, { id }) {
    const pack = await claim(work, id)
    if (!pack) return
    const fail = (problem: string) =>
      work.write(async ctx => void (await perform(ctx, flow(), 'fail', id, { problem })))
    if (pack.tries > mostTries) return fail('连续几次没有生成完，请缩短统计期或少选几条再试。')
    const actor = await work.read(ctx => actorOfStaff(ctx, pack.staff_id))
    if (!actor.duties.has('pack.build')) return fail('发起的人已没有生成资料包的职责。')
    const mostBytes = Math.min(mostGigabytes.of(work.centre) * gigabyte, work.outside.store.largest)
    const tooLarge = `资料超过 ${fileSize(mostBytes)}，请缩短统计期或少选几条。`
    try {
      const made = await putTogether(work, pack, actor, mostBytes)
      await work.write(
        async ctx => void (await perform({ ...ctx, now: work.outside.now() }, flow(), 'complete', id, made)),
      )
    } catch (error) {
      if (work.stopping.aborted) await release(work, id)
      if (error instanceof TooLarge) return fail(tooLarge)
      if (error instanceof TooManyFiles) return fail('文件太多，一个资料包放不下，请缩短统计期或少选几条。')
      throw error
    }
  },
})

/** Takes a pack that is to be built and that nobody else is working on. */
const claim = (work: Work, id: string) =>
  work.write(async ctx => {
    const now = work.outside.now()
    return ctx.db
      .updateTable('evidence_pack')
      .set(eb => ({ beat_at: now, tries: eb('tries', '+', 1), done: 0 }))
      .where('id', '=', id)
      .where('state', '=', 'building')
      .where(eb => eb.or([eb('tries', '=', 0), eb('beat_at', '<', new Date(now.getTime() - silence))]))
      .returningAll()
      .executeTakeFirst()
  })

/** The process ends: the next one begins anew at once, and it was no try. */
const release = (work: Work, id: string) =>
  work.write(ctx =>
    ctx.db
      .updateTable('evidence_pack')
      .set(eb => ({ tries: eb('tries', '-', 1), beat_at: new Date(work.now.getTime() - silence - 1) }))
      .where('id', '=', id)
      .where('state', '=', 'building')
      .execute(),
  )

/** What was being put together when the process ended begins anew. */
export const resumePacks = defineJob({
  name: 'pack.resume',
  cron: '* * * * *',
  run: work =>
    work.write(async ctx => {
      for (const { id } of await stalledPacks(ctx, new Date(ctx.now.getTime() - silence)))
        await enqueue(ctx, buildPack, { id })
    }),
})
