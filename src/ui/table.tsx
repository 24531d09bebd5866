import type { Child } from 'hono/jsx'
import { type Column as Exported, textOf } from '#platform/spreadsheet'
import { Badge, type BadgeTone } from './badge.tsx'
import { Empty } from './empty.tsx'
import { Find } from './find.tsx'
import { Icon } from './icon.tsx'

/** One column, once for the screen and for the file: what it is, and how the screen shows it where that is more. */
export interface Column<Row> extends Exported<Row> {
  key: string
  /** Absent: the value in words. */
  cell?: (row: Row) => Child
  /** May be sorted by: `?sort=key`, or `-key` for the other way round. */
  sort?: true
  /** May run on over several lines, as the title may. */
  long?: true
  /** Of a wide ledger: left out on the screen until the reader asks for it; a file has it all the same. */
  aside?: true
  /** On a phone a row is a card: its title, a line of it, or left out. */
  phone?: 'title' | 'line' | 'hide'
}

/** The column of a record's state. */
export const stateColumn: Column<{ state: { label: string; tone: BadgeTone } }> = {
  key: 'state',
  label: '状态',
  value: row => row.state.label,
  cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
}

export interface Filter {
  name: string
  label: string
  options: ReadonlyArray<{ value: string; label: string }>
}

type Query = Readonly<Record<string, string>>

interface Props<Row> {
  /** Address of the list itself, without its query. */
  path: string
  /** The query as it is now: search, filters, sort, page. */
  query: Query
  columns: ReadonlyArray<Column<Row>>
  rows: readonly Row[]
  /** Shown as 共 37 条 or 共 1000+ 条. */
  total?: string
  /** Placeholder of the search box; absent: no search. */
  search?: string
  filters?: readonly Filter[]
  /** What the address of the next page adds; null on the last. Absent: all rows are here, and are sorted here. */
  next?: Record<string, string> | null
  exportable?: boolean
  empty: { title: string; text?: string; action?: { href: string; label: string } }
}

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const params = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])),
  )
  return params.size > 0 ? `${path}?${params}` : path
}

type Columns<Row> = ReadonlyArray<Column<Row>>

/** What the reader has hidden, by keys; null: has not chosen. */
const chosenHidden = ({ hide }: Query): string[] | null => hide?.split(',') ?? null
const hiddenIn = <Row,>(columns: Columns<Row>, query: Query): string[] =>
  chosenHidden(query) ?? columns.filter(column => column.aside).map(column => column.key)
/** In an address where the reader wants every column. */
const none = '-'

const without = <Row,>(columns: Columns<Row>, hidden: readonly string[]): Columns<Row> =>
  columns.filter(column => !hidden.includes(column.key))

/** The columns of a file: those that the reader has not hidden, and all as long as none were chosen. */
export const keptColumns = <Row,>(columns: Columns<Row>, query: Query): Columns<Row> =>
  without(columns, chosenHidden(query) ?? [])

/** On a phone a card needs a title: where its column is hidden, the first one is it. */
const titled = <Row,>(columns: Columns<Row>): Columns<Row> =>
  columns.some(column => column.phone === 'title')
    ? columns
    : columns.map((column, at) => (at === 0 ? { ...column, phone: 'title' } : column))

/** Rows that are all here, in the order that the query asks for. */
export function sortedRows<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  query: Query,
): readonly Row[] {
  const down = query.sort?.startsWith('-') ?? false
  const by = columns.find(column => column.sort && column.key === query.sort?.replace(/^-/, ''))
  if (!by) return rows
  const keyed = rows.map(row => ({ row, value: by.value(row) ?? null }))
  const order = keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1
    const compared =
      typeof a.value === 'string' && typeof b.value === 'string'
        ? a.value.localeCompare(b.value, 'zh')
        : Number(a.value) - Number(b.value)
    return down ? -compared : compared
  })
  return order.map(({ row }) => row)
}

/** The search and the filters in words, for the head of a printed list. */
export function filtersInWords(
  query: Query,
  filters: readonly Filter[] = [],
): Array<{ label: string; value: string }> {
  const chosen = filters.flatMap(filter => {
    const option = filter.options.find(one => one.value === query[filter.name])
    return option ? [{ label: filter.label, value: option.label }] : []
  })
  return query.q ? [{ label: '查找', value: query.q }, ...chosen] : chosen
}

/** A table that is wider than its place is moved sideways, by keys too. */
export const TableWrap = ({ children }: { children: Child }) => (
  <div class="table-wrap" role="group" aria-label="表格" tabindex={0}>
    {children}
  </div>
)

/** A list: search, filters, order, columns to choose, page by page, and a file of exactly what it shows. */
export function DataTable<Row>(props: Props<Row>) {
  const { path, query, columns, empty, next } = props
  const shown = titled(without(columns, hiddenIn(columns, query)))
  const rows = next === undefined ? sortedRows(columns, props.rows, query) : props.rows
  const later = Boolean(query.after || query.page)
  return (
    <div class="list">
      <Tools {...props} />
      {rows.length === 0 ? (
        <Empty icon="list-search" {...empty} />
      ) : (
        <Grid
          columns={shown}
          rows={rows}
          head={column => <Head path={path} query={query} column={column} />}
        />
      )}
      {(later || next) && (
        <nav class="pager" aria-label="翻页">
          {later && <a href={withQuery(path, { ...query, after: undefined, page: undefined })}>回到第一页</a>}
          {next && <a href={withQuery(path, { ...query, ...next })}>下一页</a>}
        </nav>
      )}
    </div>
  )
}

/** A short table within a page: all its rows, nothing to search or to export. On a phone its rows are cards. */
export const Table = <Row,>({ columns, rows }: { columns: Columns<Row>; rows: readonly Row[] }) => (
  <Grid
    columns={titled(columns)}
    rows={rows}
    head={column => (
      <th scope="col" class={classOf(column)}>
        {column.label}
      </th>
    )}
  />
)

interface GridProps<Row> {
  columns: Columns<Row>
  rows: readonly Row[]
  head: (column: Column<Row>) => Child
}

function Grid<Row>({ columns, rows, head }: GridProps<Row>) {
  const shown = columns.map(column => ({ ...column, class: classOf(column) }))
  return (
    <TableWrap>
      <table class="table">
        <thead>
          <tr>{columns.map(head)}</tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr>
              {shown.map(column => (
                <td class={column.class} data-label={column.label}>
                  {column.cell ? column.cell(row) : textOf(column, row) || '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  )
}

function Head<Row>({ path, query, column }: { path: string; query: Query; column: Column<Row> }) {
  if (!column.sort) {
    return (
      <th scope="col" class={classOf(column)}>
        {column.label}
      </th>
    )
  }
  const now =
    query.sort === column.key ? 'ascending' : query.sort === `-${column.key}` ? 'descending' : 'none'
  const sort = now === 'ascending' ? `-${column.key}` : column.key
  return (
    <th scope="col" class={classOf(column)} aria-sort={now}>
      <a class="sort" href={withQuery(path, { ...query, sort, after: undefined, page: undefined })}>
        {column.label}
        <Icon
          name={now === 'ascending' ? 'chevron-up' : now === 'descending' ? 'chevron-down' : 'selector'}
          size={15}
        />
      </a>
    </th>
  )
}

const classOf = ({ kind, long, phone }: Column<never>): string =>
  [
    (kind === 'number' || kind === 'money') && 'right',
    (long || phone === 'title') && 'long',
    `phone-${phone ?? 'line'}`,
  ]
    .filter(Boolean)
    .join(' ')

function Tools<Row>({ path, query, columns, total, search, filters = [], exportable }: Props<Row>) {
  const hidden = hiddenIn(columns, query).filter(one => one !== none)
  const toggled = (key: string) =>
    (hidden.includes(key) ? hidden.filter(one => one !== key) : [...hidden, key]).join(',') || none
  return (
    <div class="list-tools">
      {(search || filters.length > 0) && (
        <Find
          path={path}
          question={query.q ?? ''}
          placeholder={search}
          choices={filters.map(filter => ({ ...filter, value: query[filter.name] }))}
          kept={{ hide: query.hide, sort: query.sort }}
        />
      )}
      <div class="list-meta">
        {total !== undefined && <span class="quiet">共 {total} 条</span>}
        <details class="menu">
          <summary>{hidden.length > 0 ? `列（${hidden.length} 列未显示）` : '列'}</summary>
          <ul>
            {columns.map(column => (
              <li>
                <a href={withQuery(path, { ...query, hide: toggled(column.key) })}>
                  {hidden.includes(column.key) ? '显示' : '隐藏'}“{column.label}”
                </a>
              </li>
            ))}
          </ul>
        </details>
        {exportable && (
          <span class="exports">
            导出：
            {(['xlsx', 'csv', 'pdf'] as const).map(format => (
              <a
                href={withQuery(path, { ...query, format, after: undefined, page: undefined })}
                data-turbo="false"
              >
                {{ xlsx: 'Excel', csv: 'CSV', pdf: 'PDF' }[format]}
              </a>
            ))}
          </span>
        )}
      </div>
    </div>
  )
}
