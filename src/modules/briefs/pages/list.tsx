import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Tabs } from './tabs.tsx'

export interface BriefLine {
  id: string
  title: string
  kind: string
  number: string
  period: string
  state: { label: string; tone: BadgeTone }
  due: string
  late: boolean
  author: string
  sent: Date | null
  received: Date | null
  adopted: number
}

export const briefColumns: ReadonlyArray<Column<BriefLine>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    width: 44,
    value: row => row.title,
    cell: row => <a href={`/desk/briefs/${row.id}`}>{row.title}</a>,
  },
  { key: 'kind', label: '种类', value: row => row.kind },
  { key: 'number', label: '编号', width: 24, value: row => row.number },
  { ...(stateColumn as Column<BriefLine>) },
  {
    key: 'due',
    label: '报送日',
    value: row => row.due,
    cell: row =>
      row.late ? (
        <>
          {row.due} <Badge tone="red">逾期</Badge>
        </>
      ) : (
        row.due || '—'
      ),
  },
  { key: 'author', label: '起草人', value: row => row.author },
  { key: 'sent', label: '首次报送', kind: 'date', value: row => row.sent },
  { key: 'adopted', label: '采用次数', kind: 'number', value: row => row.adopted },
  { key: 'period', label: '统计期', aside: true, phone: 'hide', value: row => row.period },
  { key: 'received', label: '签收', kind: 'date', aside: true, phone: 'hide', value: row => row.received },
]

interface Props {
  rows: readonly BriefLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayStart: boolean
}

export const BriefList = ({ rows, query, filters, next, mayStart }: Props) => (
  <>
    <PageHead
      title="工作信息"
      lead="周报、月报、季报、简报到期按数据写好初稿，经修改、核稿、签发、编号后报送主管部门，采用情况登记在册。"
      actions={
        mayStart && (
          <a class="button" href="/act/brief/start?back=/desk/briefs">
            起草信息
          </a>
        )
      }
    />
    <Tabs current="/desk/briefs" />
    <DataTable
      path="/desk/briefs"
      query={query}
      rows={rows}
      columns={briefColumns}
      search="标题"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的信息', text: '换个条件试试；到了日子会自动起草，也可以点“起草信息”。' }}
    />
  </>
)
