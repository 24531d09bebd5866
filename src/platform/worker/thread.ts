import type { PrintedDirectory } from '../documents/directory.ts'
import type { PrintedPaper } from '../documents/papers.ts'
import { crop } from './crop.ts'
import { photo } from './photo.ts'
import { readXlsx } from './read-xlsx.ts'
import { thumbnail } from './thumbnail.ts'
import { typst } from './typst.ts'
import { workbook, xlsx } from './xlsx.ts'

/** Its tables of letter widths take a tenth of a second to load, so they come when they are needed. */
const docx = async (directory: PrintedDirectory) => (await import('./docx.ts')).docx(directory)
const paper = async (printed: PrintedPaper) => (await import('./docx-paper.ts')).paper(printed)

/** What a worker can do, by name: each takes and gives plain values that can be copied between processes. */
const tasks = { crop, docx, paper, photo, readXlsx, thumbnail, typst, workbook, xlsx }

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
