import { thumbnail } from './thumbnail.ts'
import { typst } from './typst.ts'
import { xlsx } from './xlsx.ts'

/** What a worker can do, by name: each takes and gives plain values that can be copied between processes. */
const tasks = { thumbnail, typst, xlsx }

export type Tasks = typeof tasks

process.on('message', async ({ name, input }: { name: keyof Tasks; input: never }) => {
  try {
    process.send?.({ value: await tasks[name](input) })
  } catch (error) {
    process.send?.({ error: (error as Error).message })
  }
})

// Ctrl-C reaches the whole group; a worker ends when the server closes its channel.
process.on('SIGINT', () => {})
