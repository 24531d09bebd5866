import type { PgBoss } from 'pg-boss'
import { type Ctx, system } from '#platform/ctx'
import type { Queued } from '#platform/db'
import type { Kernel } from '#platform/http'
import { jobs, openQueue, queueName, type Waiting, type Work } from '#platform/jobs'
import { carryLetters, centresWithLetters, lettersAtOnce } from '#platform/outbox'

/** Jobs fetched at a time; they run one after the other, each with its own outcome; long ones beside them. */
const batch = 20
/** How often it is asked whether something waits (another process's job, a retry, the timetable). */
const idle = 1_000
/** What is queued within so many milliseconds is done together. */
const gathering = 100

export interface Working {
  stop(): Promise<void>
}

/** Runs waiting jobs, lets the clock queue those with a timetable, and carries letters out of the house. */
export function startWorker(kernel: Kernel): Working {
  let queue: PgBoss | undefined
  const stopping = new AbortController()
  let long: Promise<void> = Promise.resolve()
  const running = inTurns(kernel, 'job', async () => {
    if (!queue) {
      queue = await openQueue(kernel.database.pool, { works: true })
      await setTimetable(queue)
    }
    const waiting = await queue.fetch<Waiting>(queueName, { batchSize: batch })
    for (const job of waiting) {
      const settled = settle.bind(null, kernel, queue, job, stopping.signal)
      if (jobs.get(job.data.job)?.long) long = long.then(settled)
      else await settled()
    }
    return waiting.length === batch
  })
  const carrying = inTurns(kernel, 'letter', async () => (await carryAll(kernel)) >= lettersAtOnce)
  return {
    async stop() {
      stopping.abort(new Error('the process ends'))
      await Promise.all([running.stop(), carrying.stop()])
      await long
      await queue?.stop({ graceful: false }).catch(() => {})
    },
  }
}

/** Takes turns at once while there is `more`, and otherwise soon after something was queued, or after a pause. */
function inTurns(kernel: Kernel, what: Queued, turn: () => Promise<boolean>): Working {
  let stopped = false
  let queued = false
  let wake = (_within: number): void => {}
  const rest = (): Promise<void> =>
    new Promise(done => {
      let timer = setTimeout(done, queued ? gathering : idle)
      wake = within => {
        clearTimeout(timer)
        timer = setTimeout(done, within)
      }
    })
  kernel.database.onQueued(what, () => {
    // The first of several begins the wait for all.
    if (!queued) wake(gathering)
    queued = true
  })
  const working = (async () => {
    let more = false
    while (!stopped) {
      // Also before the first turn: the first pages come first.
      if (!more) await rest()
      if (stopped) break
      queued = false
      more = await turn().catch((error: Error) => {
        kernel.log.error({ error: error.message }, 'waiting work is not done')
        return false
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      wake(0)
      await working
    },
  }
}

/** Carries what is due at every centre, a batch at each; returns how many letters. */
export async function carryAll(kernel: Kernel): Promise<number> {
  let carried = 0
  for (const centre of await centresWithLetters(kernel.database.pool, kernel.outside.now()))
    carried += await carryLetters(await workFor(kernel, centre))
  return carried
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
  stopping: AbortSignal,
): Promise<void> {
  try {
    if (jobs.get(data.job)?.long) stopping.throwIfAborted()
    await runJob(kernel, data, stopping)
    await queue.complete(queueName, id)
  } catch (error) {
    kernel.log.warn({ job: data.job, centre: data.centre, error: (error as Error).message }, 'a job failed')
    await queue.fail(queueName, id, { message: (error as Error).message }).catch(() => {})
  }
}

/** Runs everything that waits, until nothing does: for tests. */
export async function runJobs(kernel: Kernel, queue: PgBoss): Promise<void> {
  for (;;) {
    const [waiting] = await queue.fetch<Waiting>(queueName)
    if (waiting) {
      await runJob(kernel, waiting.data)
      await queue.complete(queueName, waiting.id)
    } else if ((await carryAll(kernel)) === 0) return
  }
}

/** One job for its centre; centre 0 stands for every centre. */
export async function runJob(
  kernel: Kernel,
  { job: name, centre, data }: Waiting,
  stopping = neverStopping,
): Promise<void> {
  const job = jobs.get(name)
  if (!job) throw new Error(`no job is called ${name}`)
  if (centre !== 0) return job.run(await workFor(kernel, centre, stopping), data)
  // What fails at one centre must not keep the others from theirs.
  const failures: Error[] = []
  for (const id of await kernel.centres.all())
    await job.run(await workFor(kernel, id, stopping), data).catch((error: Error) => failures.push(error))
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(failure => failure.message).join('; '))
}

const neverStopping = new AbortController().signal

export async function workFor(kernel: Kernel, centreId: number, stopping = neverStopping): Promise<Work> {
  const { database, outside, log } = kernel
  const centre = await kernel.centres.byId(centreId)
  const now = outside.now()
  const ctx = (db: Ctx['db']): Ctx => ({ db, centre, actor: system, now, log })
  return {
    centre,
    now,
    log,
    outside,
    stopping,
    read: work => database.read({ centre: centreId }, db => work(ctx(db))),
    write: work => database.write({ centre: centreId }, db => work(ctx(db))),
  }
}
