import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from './errors.ts'
import type { Tasks } from './worker/thread.ts'

/**
 * Runs a heavy task (PDF, XLSX, picture) in a process of its own, so that no request waits for it. What goes in and
 * comes out is copied. Throws the task's own error, 503 when too much waits already, or an error when the task took
 * longer than 30 s.
 *
 * Processes rather than threads: typesetting 2,000 rows takes 450 MB, which only the end of a process gives back,
 * and only a process can be stopped, or crash, inside native code without harm to the server.
 */
export const heavy = <Name extends keyof Tasks>(name: Name, input: Parameters<Tasks[Name]>[0]) =>
  housePool().run(name, input) as Promise<Awaited<ReturnType<Tasks[Name]>>>

let pool: Pool | undefined
const housePool = (): Pool => {
  pool ??= openPool({
    file: entry(),
    size: Math.min(2, availableParallelism()),
    waiting: 50,
    timeout: 30_000,
    idle: 60_000,
  })
  return pool
}

/** In a build it is an entry of its own beside the bundle or its chunks; otherwise it is the source. */
function entry(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = [join(here, 'worker.js'), join(here, '..', 'worker.js')].find(existsSync)
  return built ?? join(here, 'worker', 'thread.ts')
}

export interface PoolOptions {
  /** The script of a worker: answers every message `{ name, input }` with `{ value }` or `{ error }`. */
  file: string
  /** Workers at most; started when needed. */
  size: number
  /** Tasks that may wait for a worker. */
  waiting: number
  /** Milliseconds that a task may run. */
  timeout: number
  /** Milliseconds after which a worker without tasks ends. */
  idle: number
}

export interface Pool {
  run(name: string, input: unknown): Promise<unknown>
  /** Workers alive at this moment. */
  alive(): number
}

interface Task {
  message: { name: string; input: unknown }
  done: (value: unknown) => void
  failed: (error: Error) => void
}

interface Worker {
  child: ChildProcess
  task: Task | null
  /** Ends the worker when its task runs too long, or when it had none for long. */
  timer: NodeJS.Timeout | undefined
}

/** A few workers and a bounded queue. A worker that dies takes only its own task with it; the next gets a new one. */
export function openPool({ file, size, waiting: mostWaiting, timeout, idle }: PoolOptions): Pool {
  const workers = new Set<Worker>()
  const waiting: Task[] = []

  /** Gives the first waiting task to a free or new worker; in a full house it waits on. */
  const next = (): void => {
    if (waiting.length === 0) return
    const free = [...workers].find(worker => worker.task === null)
    const worker = free ?? (workers.size < size ? start() : undefined)
    if (worker) give(worker, waiting.shift() as Task)
  }

  const start = (): Worker => {
    const child = fork(file, {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const worker: Worker = { child, task: null, timer: undefined }
    workers.add(worker)
    child.on('message', ({ value, error }: { value?: unknown; error?: string }) =>
      finish(worker, task => (error === undefined ? task.done(value) : task.failed(new Error(error)))),
    )
    child.on('error', error => end(worker, error))
    child.on('exit', (code, signal) =>
      end(worker, new Error(`the worker ended (${signal ?? code}) before its task`)),
    )
    return worker
  }

  const give = (worker: Worker, task: Task): void => {
    worker.task = task
    worker.child.ref()
    worker.child.channel?.ref()
    clearTimeout(worker.timer)
    worker.timer = setTimeout(
      () => end(worker, new Error(`${task.message.name} took longer than ${timeout} ms`)),
      timeout,
    )
    try {
      worker.child.send(task.message)
    } catch (uncopyable) {
      finish(worker, () => task.failed(uncopyable as Error))
    }
  }

  /** Answers the task. A worker without one ends after a while, and keeps no process from ending. */
  const finish = (worker: Worker, answer: (task: Task) => void): void => {
    clearTimeout(worker.timer)
    if (worker.task) answer(worker.task)
    worker.task = null
    worker.child.unref()
    worker.child.channel?.unref()
    worker.timer = setTimeout(() => end(worker), idle).unref()
    next()
  }

  const end = (worker: Worker, because?: Error): void => {
    if (!workers.delete(worker)) return
    clearTimeout(worker.timer)
    worker.child.kill('SIGKILL')
    if (because) worker.task?.failed(because)
    next()
  }

  return {
    alive: () => workers.size,
    run: (name, input) =>
      new Promise((done, failed) => {
        if (waiting.length >= mostWaiting)
          throw new Problem(503, '系统繁忙', '正在处理的文件较多，请稍后再试。')
        waiting.push({ message: { name, input }, done, failed })
        next()
      }),
  }
}
