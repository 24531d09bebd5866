import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { type ClassFile, pdf, widthByContent } from '#platform/documents'
import { conflict } from '#platform/errors'
import { fileToRead } from '#platform/files'
import { dateTime } from '#platform/format'
import type { Store } from '#platform/storage'
import { classFileSections, type Section, type TrainingClass } from './doors.ts'
import { daysInWords, kindLabel } from './words.ts'
import { classFlow } from './workflow.ts'

export interface Built {
  title: string
  section: Section
}

/** All that is kept of a class (一期一档), part by part, as every module of the group says it. */
export async function buildFile(ctx: Ctx, row: TrainingClass): Promise<Built[]> {
  const built: Built[] = []
  for (const { title, build } of classFileSections) {
    const section = await build(ctx, row)
    if (section) built.push({ title, section })
  }
  return built
}

/** The same as the typesetter takes it. */
export const printedFile = (ctx: Ctx, row: TrainingClass, built: readonly Built[]): ClassFile => ({
  centre: ctx.centre.name,
  title: row.title,
  lead: `${row.number} 期 · ${kindLabel(row.kind)} · ${daysInWords(row)}`,
  state: classFlow.states[row.state as keyof typeof classFlow.states].label,
  sections: built.map(({ title, section }) => ({
    title,
    facts: (section.facts ?? []).filter(one => one.value !== ''),
    paragraphs: section.paragraphs ?? [],
    tables: (section.tables ?? []).map(table => ({
      caption: table.caption ?? '',
      columns: table.columns.map(({ label, number = false }, at) => ({
        ...{ label, number },
        width: widthByContent(
          label,
          table.rows.map(row => row[at] ?? ''),
        ),
      })),
      rows: table.rows,
    })),
    files: [...(section.files ?? []), ...(section.made ?? [])].map(file => file.name),
  })),
  printedAt: dateTime(ctx.now),
})

/** What one folder may hold, so that it fits into memory while it is packed. */
const mostBytes = 300 * 1024 * 1024

/** Where the contents of the uploaded files of a class file lie; 409 where they are too many for one folder. */
export async function contentsOf(ctx: Ctx, built: readonly Built[]) {
  const all: Array<{ path: string; sha256: string }> = []
  let bytes = 0
  for (const [index, { title, section }] of built.entries())
    for (const { id, name } of section.files ?? []) {
      const file = await fileToRead(ctx, id, async () => true)
      bytes += file.size
      all.push({ path: `${folderOf(index, title)}/${id.slice(-6)} ${plain(name)}`, sha256: file.sha256 })
    }
  if (bytes > mostBytes) throw conflict('这个班的附件超过 300 MB，不能一次打包，请在各页分别下载。')
  return all
}

const folderOf = (index: number, title: string): string => `${String(index + 1).padStart(2, '0')} ${title}`
/** A name that every file system takes. */
const plain = (name: string): string =>
  name
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-80)

/**
 * 一期一档 as a folder: the PDF, every table as CSV, every paper, and `manifest-sha256.txt` in the form of BagIt (RFC 8493)
 * that `sha256sum -c` checks.
 */
export async function packFile(
  printed: ClassFile,
  built: readonly Built[],
  uploaded: Awaited<ReturnType<typeof contentsOf>>,
  store: Pick<Store, 'read'>,
  at: Date,
): Promise<Uint8Array> {
  const parts = new Map<string, Uint8Array>()
  parts.set('一期一档.pdf', new Uint8Array(await pdf('class-file', printed)))
  for (const [index, { title, section }] of built.entries()) {
    for (const [n, table] of (section.tables ?? []).entries())
      parts.set(
        `${folderOf(index, title)}/${plain(table.caption ?? title)}${n > 0 ? ` ${n + 1}` : ''}.csv`,
        csvOf([table.columns.map(column => column.label), ...table.rows]),
      )
    for (const { name, content } of section.made ?? [])
      parts.set(`${folderOf(index, title)}/${plain(name)}`, await content())
  }
  for (const { path, sha256 } of uploaded) parts.set(path, await contentOf(store, sha256))
  const manifest = [...parts].map(
    ([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}`,
  )
  parts.set('manifest-sha256.txt', Buffer.from(`${manifest.join('\n')}\n`))
  const { zipSync } = await import('fflate')
  return zipSync(Object.fromEntries(parts), { level: 1, mtime: at })
}

async function contentOf(store: Pick<Store, 'read'>, sha256: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of store.read(sha256)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** UTF-8 with byte order mark, as Excel and WPS open it; no cell can act as a formula. */
const csvOf = (rows: ReadonlyArray<readonly string[]>): Uint8Array =>
  Buffer.from(
    `\ufeff${rows
      .map(cells =>
        cells
          .map(cell => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`)
          .join(','),
      )
      .join('\r\n')}\r\n`,
  )
