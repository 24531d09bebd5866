import type { PgBoss } from 'pg-boss'
import { type Ctx, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { jobs, openQueue, queueName, type Waiting, type Work } from '#platform/jobs'

/** Jobs fetched at a time; they run one after the other, each with its own outcome. */
const batch = 20
/** How often it is asked whether something waits (another process's job, a retry, the timetable). */
const idle = 1_000

export interface Working {
  stop(): Promise<void>
}

/** Fetches and runs waiting jobs, and lets the clock queue those with a timetable. */
export function startWorker(kernel: Kernel): Working {
  let opened: PgBoss | undefined
  let stopped = false
  let wake = (): void => {}
  const rest = (): Promise<void> =>
    new Promise(done => {
      const timer = setTimeout(done, idle)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  kernel.database.onQueued(() => wake())

  const work = async (): Promise<void> => {
    // The first pages come first.
    await rest()
    if (stopped) return
    const queue = await openQueue(kernel.database.pool, { works: true })
    opened = queue
    await setTimetable(queue)
    while (!stopped) {
      const waiting = await queue.fetch<Waiting>(queueName, { batchSize: batch }).catch((error: Error) => {
        kernel.log.error({ error: error.message }, 'jobs cannot be fetched')
        return []
      })
      for (const job of waiting) await settle(kernel, queue, job)
      if (waiting.length < batch && !stopped) await rest()
    }
  }
  const working = work().catch((error: Error) => {
    kernel.log.error({ error: error.message }, 'jobs do not run')
  })
  return {
    async stop() {
      stopped = true
      wake()
      await working
      await opened?.stop({ graceful: false }).catch(() => {})
    },
  }
}

async function setTimetable(queue: PgBoss): Promise<void> {
  for (const job of jobs.values()) {
    if (job.cron)
      await queue.schedule(
        queueName,
        job.cron,
        { job: job.name, centre: 0, data: {} },
        { tz: 'Asia/Shanghai', key: job.name },
      )
  }
}

/** Runs one job and says what became of it; one that failed is tried again later, less and less often. */
async function settle(
  kernel: Kernel,
  queue: PgBoss,
  { id, data }: { id: string; data: Waiting },
): Promise<void> {
  try {
    await runJob(kernel, data)
    await queue.complete(queueName, id)
  } catch (error) {
    kernel.log.warn({ job: data.job, centre: data.centre, error: (error as Error).message }, 'a job failed')
    await queue.fail(queueName, id, { message: (error as Error).message }).catch(() => {})
  }
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
  if (centre !== 0) return job.run(await workFor(kernel, centre), data)
  // What fails at one centre must not keep the others from theirs.
  const failures: Error[] = []
  for (const id of await kernel.centres.all())
    await job.run(await workFor(kernel, id), data).catch((error: Error) => failures.push(error))
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(failure => failure.message).join('; '))
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
