import type { Child } from 'hono/jsx'
import { Empty } from './empty.tsx'
import { Icon } from './icon.tsx'

export interface Column<Row> {
  key: string
  label: string
  cell: (row: Row) => Child
  align?: 'right'
  /** On a phone a row is a card: its title, a line of it, or left out. */
  phone?: 'title' | 'line' | 'hide'
}

export interface Filter {
  name: string
  label: string
  options: ReadonlyArray<{ value: string; label: string }>
}

interface Props<Row> {
  /** Address of the list itself, without its query. */
  path: string
  /** The query as it is now: search, filters, page. */
  query: Record<string, string>
  columns: ReadonlyArray<Column<Row>>
  rows: readonly Row[]
  /** Shown as 共 37 条 or 共 1000+ 条. */
  total?: string
  /** Placeholder of the search box; absent: no search. */
  search?: string
  filters?: readonly Filter[]
  /** Key of the next page, or null on the last. */
  next?: string | null
  exportable?: boolean
  hidden?: readonly string[]
  empty: { title: string; text?: string; action?: { href: string; label: string } }
}

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const params = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])),
  )
  return params.size > 0 ? `${path}?${params}` : path
}

/** A list: search, filters, columns to choose, page by page, and a file of exactly what it shows. */
export function DataTable<Row>(props: Props<Row>) {
  const { path, query, columns, rows, empty, next } = props
  const hidden = new Set((query.hide ?? '').split(',').filter(Boolean))
  const shown = columns.filter(column => !hidden.has(column.key))
  return (
    <div class="list">
      <Tools {...props} />
      {rows.length === 0 ? (
        <Empty icon="list-search" {...empty} />
      ) : (
        <div class="table-wrap">
          <table class="table">
            <thead>
              <tr>
                {shown.map(column => (
                  <th scope="col" class={classOf(column)}>
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr>
                  {shown.map(column => (
                    <td class={classOf(column)} data-label={column.label}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(query.after || next) && (
        <nav class="pager" aria-label="翻页">
          {query.after && <a href={withQuery(path, { ...query, after: undefined })}>回到第一页</a>}
          {next && <a href={withQuery(path, { ...query, after: next })}>下一页</a>}
        </nav>
      )}
    </div>
  )
}

const classOf = (column: Column<never>): string =>
  [column.align === 'right' && 'right', `phone-${column.phone ?? 'line'}`].filter(Boolean).join(' ')

function Tools<Row>({ path, query, columns, total, search, filters = [], exportable }: Props<Row>) {
  const hidden = (query.hide ?? '').split(',').filter(Boolean)
  const toggled = (key: string) =>
    (hidden.includes(key) ? hidden.filter(one => one !== key) : [...hidden, key]).join(',')
  return (
    <div class="list-tools">
      {(search || filters.length > 0) && (
        <form action={path} method="get" class="list-search" role="search">
          {query.hide && <input type="hidden" name="hide" value={query.hide} />}
          {search && (
            <label class="grow">
              <span class="visually-hidden">搜索</span>
              <input type="search" name="q" value={query.q ?? ''} placeholder={search} />
            </label>
          )}
          {filters.map(filter => (
            <label>
              <span class="visually-hidden">{filter.label}</span>
              <select name={filter.name} data-controller="submit-on-change">
                <option value="">{`全部${filter.label}`}</option>
                {filter.options.map(option => (
                  <option value={option.value} selected={query[filter.name] === option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <button type="submit" class="button button-secondary">
            <Icon name="search" size={18} />
            查找
          </button>
        </form>
      )}
      <div class="list-meta">
        {total !== undefined && <span class="quiet">共 {total} 条</span>}
        <details class="menu">
          <summary>列</summary>
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
            <a href={withQuery(path, { ...query, format: 'xlsx' })} data-turbo="false">
              Excel
            </a>
            <a href={withQuery(path, { ...query, format: 'csv' })} data-turbo="false">
              CSV
            </a>
          </span>
        )}
      </div>
    </div>
  )
}
