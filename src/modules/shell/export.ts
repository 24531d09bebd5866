import { tablePdf } from '#platform/documents'
import { date } from '#platform/format'
import type { Http } from '#platform/http'
import { csv, xlsx } from '#platform/spreadsheet'
import { type Column, type Filter, filtersInWords, keptColumns, sortedRows } from '#ui/table'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const
type Format = keyof typeof types

/** Rows of a file at most: more is a matter for the interface of machines. */
const most: Record<Format, number> = { csv: 20_000, xlsx: 20_000, pdf: 2_000 }

/** Whether the address asks for the list as a file (`?format=`), and how many rows that may hold. */
export function wantedFile(c: Http): { format: Format; most: number } | null {
  const format = c.req.query('format') ?? ''
  return Object.hasOwn(types, format) ? { format: format as Format, most: most[format as Format] } : null
}

interface Table<Row> {
  title: string
  columns: ReadonlyArray<Column<Row>>
  rows: readonly Row[]
  filters?: readonly Filter[]
  /** True where there are more rows than a file may hold: the file then says so. */
  cut?: boolean
}

/**
 * The list as a file of exactly what the screen shows: its columns, its order, its filters. Made once the transaction
 * is over, because typesetting takes a while.
 */
export function exportTable<Row>(
  ctx: { now: Date; centre: { name: string } },
  c: Http,
  { format }: { format: Format },
  { title, rows: all, filters, cut = false, ...table }: Table<Row>,
): () => Promise<Response> {
  const query = c.req.query()
  const columns = keptColumns(table.columns, query)
  const rows = sortedRows(table.columns, all, query)
  const limit = cut ? `（前 ${rows.length} 条）` : ''
  const name = `${title}${limit}-${date(ctx.now)}.${format}`
  const words = [
    ...filtersInWords(query, filters),
    ...(cut ? [{ label: '范围', value: `前 ${rows.length} 条` }] : []),
  ]
  const make: Record<Format, () => Promise<Buffer> | Buffer> = {
    csv: () => Buffer.from(csv(columns, rows)),
    xlsx: () => xlsx(columns, rows, { title }),
    pdf: () =>
      tablePdf(columns, rows, { title, centre: ctx.centre.name, filters: words, printedAt: ctx.now }),
  }
  return async () =>
    c.body(new Uint8Array(await make[format]()), 200, {
      'content-type': types[format],
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
}
