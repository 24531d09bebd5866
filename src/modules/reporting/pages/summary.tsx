import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

export interface ItemLine {
  key: string
  label: string
  unit: string
  /** In words; '' where it is hidden. */
  value: string
  hidden: boolean
  reporters: string
  previous: string
  onPrevious: string
  lastYear: string
  onYear: string
}
export interface TownLine {
  label: string
  reporters: string
  /** In words, by the key of the cell. */
  values: ReadonlyMap<string, string>
}

export const itemColumns = (words: string): ReadonlyArray<Column<ItemLine>> => [
  { key: 'label', label: '指标', phone: 'title', width: 30, value: row => row.label },
  { key: 'unit', label: '单位', value: row => row.unit },
  { key: 'value', label: '本期合计', width: 22, value: row => (row.hidden ? words : row.value) },
  { key: 'reporters', label: '填报家数', value: row => row.reporters },
  { key: 'previous', label: '上期', width: 22, value: row => row.previous },
  { key: 'onPrevious', label: '环比', value: row => row.onPrevious },
  { key: 'lastYear', label: '上年同期', width: 22, aside: true, value: row => row.lastYear },
  { key: 'onYear', label: '同比', value: row => row.onYear },
]

export const townColumns = (
  cells: ReadonlyArray<{ key: string; label: string; unit: string }>,
): ReadonlyArray<Column<TownLine>> => [
  { key: 'town', label: '乡镇', phone: 'title', value: row => row.label },
  { key: 'reporters', label: '填报家数', value: row => row.reporters },
  ...cells.map(
    (cell, at): Column<TownLine> => ({
      key: cell.key,
      label: `${cell.label}（${cell.unit}）`,
      value: row => row.values.get(cell.key) ?? '',
      ...(at >= 4 && { aside: true as const }),
    }),
  ),
]

interface Props<Row> {
  title: string
  path: string
  query: Record<string, string>
  filters: readonly Filter[]
  columns: ReadonlyArray<Column<Row>>
  rows: readonly Row[]
  state: { label: string; tone: BadgeTone }
  approved: number
  all: number
  inner: boolean
  locked: boolean
}

export const SummaryPage = <Row,>(props: Props<Row>) => (
  <>
    <PageHead
      title={props.title}
      lead={`${props.approved} 家审核通过，应报 ${props.all} 家。${props.locked ? '已锁定。' : '还没有锁定，数字会变，先不作比较。'}`}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
    />
    <p class="quiet">
      {props.inner
        ? '内部口径只供统计人员核对，不得外传。'
        : '不足三家、一家独大的数不公布；为了防止从总数减出来，个别相邻的数也一并不公布。'}
    </p>
    <DataTable
      path={props.path}
      query={props.query}
      rows={props.rows}
      filters={props.filters}
      exportable
      columns={props.columns}
      empty={{ title: '还没有可以汇总的数', text: '有报表审核通过后，这里按指标和乡镇汇总。' }}
    />
  </>
)
