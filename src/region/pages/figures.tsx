import type { Child } from 'hono/jsx'
import { Badge } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

export interface ShownCell {
  says: string
  /** In the unit, for files; null: none. */
  number: number | null
  state: 'locked' | 'provisional' | 'few' | 'none' | 'sum'
}

export interface RegionLine {
  code: string
  theme: string
  label: string
  definition: string
  unit: string
  sum: ShownCell
  cells: ReadonlyMap<number, ShownCell>
  /** Names of the centres whose figure is so. */
  provisional: string
  none: string
  few: string
}

/** More do not fit on the screen at first; a file has them all. */
const wide = 4

/** A column for each centre; `cellsOf` finds a row's. */
export const centreColumns = <Row,>(
  centres: ReadonlyArray<{ id: number; name: string }>,
  cellsOf: (row: Row) => ReadonlyMap<number, ShownCell>,
): Array<Column<Row>> =>
  centres.map(({ id, name }, at) => ({
    ...{ key: `c${id}`, label: name, width: 14 },
    ...(at >= wide && { aside: true as const }),
    value: row => inFile(cellsOf(row).get(id)),
    cell: row => shown(cellsOf(row).get(id)),
  }))

/** A number where there is one, and why not where there is none. */
export const inFile = (cell: ShownCell | undefined): string | number | null =>
  cell ? (cell.number ?? (cell.state === 'none' ? null : cell.says)) : null

export function shown(cell: ShownCell | undefined): Child {
  if (!cell) return '—'
  if (cell.number === null) return <span class="quiet">{cell.says}</span>
  if (cell.state !== 'provisional') return cell.says
  return (
    <>
      {cell.says} <Badge tone="blue">未锁定</Badge>
    </>
  )
}

export const figureColumns = (
  centres: ReadonlyArray<{ id: number; name: string }>,
): ReadonlyArray<Column<RegionLine>> => [
  { key: 'theme', label: '分组', phone: 'hide', width: 12, value: row => row.theme },
  {
    ...{ key: 'label', label: '指标和口径', phone: 'title', width: 28 },
    value: row => row.label,
    cell: row => (
      <>
        <a href={`/indicators/${row.code}`}>{row.label}</a>
        <br />
        <small class="quiet">{row.definition}</small>
      </>
    ),
  },
  { key: 'unit', label: '单位', phone: 'hide', aside: true, width: 8, value: row => row.unit },
  {
    ...{ key: 'sum', label: '合计', width: 14 },
    value: row => inFile(row.sum),
    cell: row => (row.sum.number === null ? shown(row.sum) : <b>{row.sum.says}</b>),
  },
  ...centreColumns<RegionLine>(centres, row => row.cells),
  {
    ...{ key: 'none', label: '没有数据的县', long: true, phone: 'hide' },
    // Where every county has its column, that says it already.
    ...(centres.length <= wide && { aside: true as const }),
    value: row => row.none,
  },
  {
    ...{ key: 'provisional', label: '未锁定的县', long: true, phone: 'hide', aside: true },
    value: row => row.provisional,
  },
  {
    ...{ key: 'few', label: '不足三家的县', long: true, phone: 'hide', aside: true },
    value: row => row.few,
  },
  {
    ...{ key: 'definition', label: '口径', long: true, phone: 'hide', aside: true, width: 40 },
    value: row => row.definition,
  },
]

interface Link {
  href: string
  label: string
}

interface Props {
  title: string
  path: string
  query: Record<string, string>
  rows: readonly RegionLine[]
  columns: ReadonlyArray<Column<RegionLine>>
  filters: readonly Filter[]
  kinds: ReadonlyArray<Link & { current: boolean }>
  before: Link
  after: Link | null
  running: boolean
  centres: number
}

/** A period over the centres: what each has, what they have together, and who has none. */
export const FiguresPage = ({ title, kinds, before, after, running, centres, rows, ...table }: Props) => (
  <>
    <PageHead
      title={title}
      lead={`辖区内 ${centres} 个县级中心的数据。口径相同、可以相加的才有合计，比率按分子、分母合计；合计只含有数的县。背后不足 3 家（人）的数不显示，也推算不出来。`}
      badges={running && <Badge tone="blue">本期未完</Badge>}
    />
    <nav class="tabs section-tight" aria-label="统计期">
      {kinds.map(one => (
        <a href={one.href} {...(one.current && { 'aria-current': 'page' })}>
          {one.label}
        </a>
      ))}
    </nav>
    <nav class="pager" aria-label="换一期">
      <a href={before.href}>上一期：{before.label}</a>
      {after && <a href={after.href}>下一期：{after.label}</a>}
    </nav>
    <DataTable
      {...table}
      rows={rows}
      search="指标名称"
      total={String(rows.length)}
      exportable
      empty={{
        title: '没有符合条件的数据',
        text: centres === 0 ? '辖区内还没有县级中心。' : '各县这一期还没有数据，或换个条件试试。',
      }}
    />
  </>
)
