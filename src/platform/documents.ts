import type { PrintedDirectory } from './documents/directory.ts'
import { type PrintedPaper, paperPart } from './documents/papers.ts'
import type { PrintedTable, Templates } from './documents/templates.ts'
import { dateTime } from './format.ts'
import { type Column, textOf, usualWidth } from './spreadsheet.ts'
import { heavy } from './worker.ts'

export type * from './documents/templates.ts'

/** A document as PDF, typeset in a worker thread. */
export async function pdf<Name extends keyof Templates>(
  template: Name,
  data: Templates[Name],
): Promise<Buffer> {
  const made = await heavy('typst', { template, data: JSON.stringify(data) })
  return Buffer.from(made.buffer, made.byteOffset, made.length)
}

/** The directory as a Word file that staff can go on with, made in a worker thread. */
export async function wordDirectory(directory: PrintedDirectory): Promise<Buffer> {
  const made = await heavy('docx', directory)
  return Buffer.from(made.buffer, made.byteOffset, made.length)
}

export { paperPart }

/** A paper as a Word file, of the same parts as its PDF (`pdf('paper', …)`). */
export async function wordPaper(paper: PrintedPaper): Promise<Buffer> {
  const made = await heavy('paper', paper)
  return Buffer.from(made.buffer, made.byteOffset, made.length)
}

/** A list as a PDF on A4, with the columns of its spreadsheet; on its side when there are more than six. */
export function tablePdf<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  about: Pick<PrintedTable, 'title' | 'centre' | 'filters'> & { printedAt: Date; landscape?: boolean },
): Promise<Buffer> {
  const isText = ({ kind = 'text' }: Column<Row>) => kind === 'text'
  const anyText = columns.some(isText)
  return pdf('table', {
    ...about,
    landscape: about.landscape ?? columns.length > 6,
    printedAt: dateTime(about.printedAt),
    columns: columns.map(column => ({
      label: column.label,
      width: anyText && !isText(column) ? 0 : (column.width ?? usualWidth),
      number: column.kind === 'number' || column.kind === 'money',
    })),
    rows: rows.map(row => columns.map(column => breakable(textOf(column, row)))),
  })
}

/**
 * The share of the page that a column of a printed table needs: as its longest cell is, in Latin letters; a Chinese one is as
 * wide as two. Cells of more than a line's worth do not make it wider: they run on.
 */
export function widthByContent(label: string, cells: readonly string[]): number {
  const wide = (text: string) => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
  const longest = Math.max(...[label, ...cells].map(wide))
  return Math.min(Math.max(longest, 4), 30) + 2
}

/** Lets long codes go on in a new line (zero-width space): in a narrow column they would run into the next. */
const breakable = (text: string): string => text.replaceAll(/[\w./:@-]{12}(?=[\w./:@-])/g, '$&\u200b')

/** A QR code as SVG, black on white with the quiet zone that scanners need. */
export async function qrSvg(text: string): Promise<string> {
  const { toString: toText } = await import('qrcode')
  return toText(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
}

/** The same as PNG, e.g. for chat groups and posters; 8 pixels a module. */
export async function qrPng(text: string): Promise<Buffer> {
  const { toBuffer } = await import('qrcode')
  return toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 8 })
}
