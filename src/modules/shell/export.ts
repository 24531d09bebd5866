import { date } from '#platform/format'
import type { Http } from '#platform/http'
import { type Column, csv, xlsx } from '#platform/spreadsheet'

/** A list as a file, if the address asks for one by ?format=csv or xlsx: exactly the rows given. Otherwise null. */
export async function exportTable<Row>(
  c: Http,
  table: { title: string; columns: ReadonlyArray<Column<Row>>; rows: readonly Row[] },
): Promise<Response | null> {
  const format = c.req.query('format')
  if (format !== 'csv' && format !== 'xlsx') return null
  const name = `${table.title}-${date(c.var.kernel.outside.now())}.${format}`
  const body =
    format === 'csv'
      ? Buffer.from(csv(table.columns, table.rows))
      : await xlsx(table.columns, table.rows, { title: table.title })
  return c.body(new Uint8Array(body), 200, {
    'content-type':
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  })
}
