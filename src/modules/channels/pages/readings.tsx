import { count } from '#platform/format'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter } from '#ui/table'
import { marks } from '../marks.ts'

export interface ReadingRow {
  id: string
  page: string
  title: string
  column: string
  at: Date
  counted: Record<string, number>
  total: number
  reported: number | null
}

export const readingColumns: ReadonlyArray<Column<ReadingRow>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    value: row => row.title,
    cell: row => <a href={row.page}>{row.title}</a>,
  },
  { key: 'column', label: '栏目', sort: true, value: row => row.column },
  { key: 'at', label: '发布', kind: 'date', sort: true, value: row => row.at },
  ...Object.entries(marks).map(
    ([mark, label]): Column<ReadingRow> => ({
      key: mark,
      label,
      kind: 'number',
      sort: true,
      phone: 'hide',
      value: row => row.counted[mark] ?? 0,
    }),
  ),
  { key: 'total', label: '站内合计', kind: 'number', sort: true, value: row => row.total },
  { key: 'reported', label: '平台填报（另计）', kind: 'number', sort: true, value: row => row.reported },
]

export const ReadingsPage = ({
  rows,
  query,
  filters,
  sums,
  days,
}: {
  rows: readonly ReadingRow[]
  query: Record<string, string>
  filters: readonly Filter[]
  sums: ReadonlyArray<{ label: string; readings: number }>
  days: number
}) => (
  <>
    <PageHead
      title="阅读统计"
      lead="站内统计：带渠道标记的链接被打开，同一读者一天只算一次，不记是谁。平台填报：各平台后台的数，附截图，和站内统计不相加。"
    />
    <div class="stats">
      {sums
        .filter(one => one.readings > 0)
        .map(one => (
          <Stat value={count(one.readings)} label={one.label} hint={`近 ${days} 天`} />
        ))}
    </div>
    <DataTable
      path="/desk/channels/readings"
      query={query}
      rows={rows}
      columns={readingColumns}
      filters={filters}
      total={String(rows.length)}
      exportable
      empty={{ title: '这段时间还没有阅读记录', text: '邮件、群和二维码里的链接被打开后，这里就有数。' }}
    />
  </>
)
