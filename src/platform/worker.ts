import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Problem } from './errors.ts'
import type { Tasks } from './worker/thread.ts'

/**
 * Runs a heavy task (PDF, XLSX, picture) in a worker thread, so that no request waits for it. What goes in and comes
 * out is copied between threads. Throws the task's own error, 503 when too much waits already, or an error when the
 * task took longer than 30 s.
 */
export const heavy = <Name extends keyof Tasks>(name: Name, input: Parameters<Tasks[Name]>[0]) =>
  houseThreads().run(name, input) as Promise<Awaited<ReturnType<Tasks[Name]>>>

let threads: Pool | undefined
const houseThreads = (): Pool => {
  threads ??= openPool({
    file: threadFile(),
    size: Math.min(2, availableParallelism()),
    waiting: 50,
    timeout: 30_000,
    idle: 60_000,
  })
  return threads
}

/** In a build the thread is an entry of its own beside the bundle or its chunks; otherwise it is the source. */
function threadFile(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = [join(here, 'worker.js'), join(here, '..', 'worker.js')].find(existsSync)
  return built ?? join(here, 'worker', 'thread.ts')
}

export interface PoolOptions {
  /** The script of a thread: answers every message `{ name, input }` with `{ value }` or `{ error }`. */
  file: string
  /** Threads at most; started when needed. */
  size: number
  /** Tasks that may wait for a thread. */
  waiting: number
  /** Milliseconds that a task may run. */
  timeout: number
  /** Milliseconds after which a thread without work ends. */
  idle: number
}

export interface Pool {
  run(name: string, input: unknown): Promise<unknown>
  /** Threads alive at this moment. */
  alive(): number
}

interface Task {
  message: { name: string; input: unknown }
  done: (value: unknown) => void
  failed: (error: Error) => void
}

interface Thread {
  worker: Worker
  task: Task | null
  /** It gets no further task; its place is free once it has really ended. */
  ending: boolean
  /** Ends the thread when its task runs too long, or when it had none for long. */
  timer: NodeJS.Timeout | undefined
}

/** A few threads and a bounded queue. A thread that dies takes only its own task with it; the next gets a new one. */
export function openPool({ file, size, waiting: mostWaiting, timeout, idle }: PoolOptions): Pool {
  const threads = new Set<Thread>()
  const waiting: Task[] = []

  /** Gives the first waiting task to a free or new thread; in a full house it waits on. */
  const next = (): void => {
    if (waiting.length === 0) return
    const free = [...threads].find(thread => thread.task === null && !thread.ending)
    const thread = free ?? (threads.size < size ? start() : undefined)
    if (thread) give(thread, waiting.shift() as Task)
  }

  const start = (): Thread => {
    const worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } })
    const thread: Thread = { worker, task: null, ending: false, timer: undefined }
    threads.add(thread)
    worker.on('message', ({ value, error }: { value?: unknown; error?: string }) =>
      finish(thread, task => (error === undefined ? task.done(value) : task.failed(new Error(error)))),
    )
    worker.on('error', error => {
      thread.ending = true
      thread.task?.failed(error as Error)
    })
    worker.on('exit', () => {
      threads.delete(thread)
      clearTimeout(thread.timer)
      thread.task?.failed(new Error('the thread ended before its task'))
      next()
    })
    return thread
  }

  const give = (thread: Thread, task: Task): void => {
    thread.task = task
    thread.worker.ref()
    clearTimeout(thread.timer)
    thread.timer = setTimeout(() => {
      task.failed(new Error(`${task.message.name} took longer than ${timeout} ms`))
      end(thread)
    }, timeout)
    try {
      thread.worker.postMessage(task.message)
    } catch (uncopyable) {
      finish(thread, () => task.failed(uncopyable as Error))
    }
  }

  /** Answers the thread's task. A thread without work ends after a while, and keeps no process from ending. */
  const finish = (thread: Thread, answer: (task: Task) => void): void => {
    clearTimeout(thread.timer)
    if (thread.task) answer(thread.task)
    thread.task = null
    thread.worker.unref()
    thread.timer = setTimeout(() => end(thread), idle).unref()
    next()
  }

  /** Nothing can stop a thread inside native code; it ends when it comes back from there. */
  const end = (thread: Thread): void => {
    thread.ending = true
    void thread.worker.terminate()
  }

  return {
    alive: () => threads.size,
    run: (name, input) =>
      new Promise((done, failed) => {
        if (waiting.length >= mostWaiting)
          throw new Problem(503, '系统繁忙', '正在处理的文件较多，请稍后再试。')
        waiting.push({ message: { name, input }, done, failed })
        next()
      }),
  }
}
