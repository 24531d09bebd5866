import { parentPort } from 'node:worker_threads'
import { thumbnail } from './thumbnail.ts'
import { typst } from './typst.ts'
import { xlsx } from './xlsx.ts'

/** What a worker thread can do, by name: each takes and gives plain values that can be copied between threads. */
const tasks = { thumbnail, typst, xlsx }

export type Tasks = typeof tasks

parentPort?.on('message', async ({ name, input }: { name: keyof Tasks; input: never }) => {
  try {
    parentPort?.postMessage({ value: await tasks[name](input) })
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).message })
  }
})
