import type { PgBoss } from 'pg-boss'
import { type Ctx, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { jobs, queueName, type Waiting, type Work } from '#platform/jobs'

/** Fetches and runs waiting jobs, and lets the clock queue those with a timetable. Returns how to stop. */
export async function startWorker(kernel: Kernel, queue: PgBoss): Promise<() => Promise<void>> {
  for (const job of jobs.values()) {
    if (job.cron)
      await queue.schedule(
        queueName,
        job.cron,
        { job: job.name, centre: 0, data: {} },
        { tz: 'Asia/Shanghai', key: job.name },
      )
  }
  await queue.work<Waiting>(queueName, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([waiting]) => {
    if (waiting) await runJob(kernel, waiting.data)
  })
  return () => queue.offWork(queueName)
}

/** Runs everything that waits, until nothing does: for tests and for loading the demonstration. */
export async function runJobs(kernel: Kernel, queue: PgBoss): Promise<number> {
  let done = 0
  for (;;) {
    const [waiting] = await queue.fetch<Waiting>(queueName)
    if (!waiting) return done
    await runJob(kernel, waiting.data)
    await queue.complete(queueName, waiting.id)
    done++
  }
}

/** One job for its centre; centre 0 stands for every centre. */
export async function runJob(kernel: Kernel, { job: name, centre, data }: Waiting): Promise<void> {
  const job = jobs.get(name)
  if (!job) throw new Error(`no job is called ${name}`)
  for (const id of centre === 0 ? await kernel.centres.all() : [centre]) {
    await job.run(await workFor(kernel, id), data)
  }
}

async function workFor(kernel: Kernel, centreId: number): Promise<Work> {
  const { database, outside, log } = kernel
  const centre = await kernel.centres.byId(centreId)
  const now = outside.now()
  const ctx = (db: Ctx['db']): Ctx => ({ db, centre, actor: system, now, log })
  return {
    centre,
    now,
    log,
    outside,
    read: work => database.read({ centre: centreId }, db => work(ctx(db))),
    write: work => database.write({ centre: centreId }, db => work(ctx(db))),
  }
}
