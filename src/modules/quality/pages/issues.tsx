import type { BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'

export interface IssueLine {
  id: string
  title: string
  rule: string
  module: string
  kind: string
  says: string
  state: { label: string; tone: BadgeTone }
  who: string | null
  settled_who: string | null
  entered_at: Date
  settled_at: Date | null
}

export const issueColumns: ReadonlyArray<Column<IssueLine>> = [
  {
    key: 'title',
    label: '记录',
    phone: 'title',
    width: 40,
    value: row => row.title,
    cell: row => <a href={`/desk/data-quality/${row.id}`}>{row.title}</a>,
  },
  { key: 'says', label: '情况', long: true, width: 50, value: row => row.says },
  { key: 'kind', label: '问题', value: row => row.kind },
  stateColumn as Column<IssueLine>,
  { key: 'who', label: '登记人', value: row => row.who ?? '' },
  { key: 'module', label: '模块', value: row => row.module },
  { key: 'rule', label: '规则', aside: true, width: 28, value: row => row.rule },
  { key: 'entered', label: '登记时间', kind: 'date', aside: true, value: row => row.entered_at },
  { key: 'settler', label: '谁更正', value: row => row.settled_who ?? '', phone: 'hide' },
  { key: 'settled', label: '更正时间', kind: 'date', aside: true, value: row => row.settled_at },
]

interface Props {
  rows: readonly IssueLine[]
  query: Record<string, string>
  next: string | null
  filters: readonly Filter[]
  seesAll: boolean
}

export const IssuesPage = ({ rows, query, next, filters, seesAll }: Props) => (
  <>
    <PageHead
      title="数据质量"
      lead={`${seesAll ? '全中心' : '您登记的'}缺项、晚登、补录、不合常理的记录，供核对更正，不代表有错。每天凌晨检查一次，改好的自动消除。`}
      actions={
        seesAll && (
          <form method="post" action="/desk/data-quality/look">
            <button type="submit" class="button button-secondary">
              现在检查一次
            </button>
          </form>
        )
      }
    />
    {seesAll && <Tabs current="list" />}
    <DataTable
      path="/desk/data-quality"
      query={query}
      rows={rows}
      search="记录、登记人"
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '没有要核对的记录', text: '规则每天凌晨检查一次；换个条件也许有。' }}
      columns={issueColumns}
    />
  </>
)

const Tabs = ({ current }: { current: 'list' | 'people' | 'modules' }) => (
  <nav class="tabs section-tight" aria-label="数据质量">
    {(
      [
        ['list', '/desk/data-quality', '清单'],
        ['people', '/desk/data-quality/people', '按人员'],
        ['modules', '/desk/data-quality/modules', '按模块'],
      ] as const
    ).map(([key, href, label]) => (
      <a href={href} {...(key === current && { 'aria-current': 'page' })}>
        {label}
      </a>
    ))}
  </nav>
)

interface CountLine {
  name: string
  month: string
  entries: number
  open: number
  mended: number
  explained: number
}

export const countColumns = (label: string): ReadonlyArray<Column<CountLine>> => [
  { key: 'name', label, phone: 'title', sort: true, value: row => row.name },
  { key: 'month', label: '登记月份', sort: true, value: row => row.month },
  { key: 'entries', label: '列出', kind: 'number', sort: true, value: row => row.entries },
  { key: 'open', label: '待核对', kind: 'number', sort: true, value: row => row.open },
  { key: 'mended', label: '已更正', kind: 'number', sort: true, value: row => row.mended },
  { key: 'explained', label: '已说明', kind: 'number', sort: true, value: row => row.explained },
]

export const CountsPage = ({
  title,
  rows,
  query,
  columns,
  by,
}: {
  title: string
  rows: readonly CountLine[]
  query: Record<string, string>
  columns: ReadonlyArray<Column<CountLine>>
  by: 'people' | 'modules'
}) => (
  <>
    <PageHead title={title} lead="近十二个月，按登记的月份；登记得多的人，列出的也多，不宜用来排名。" />
    <Tabs current={by} />
    <DataTable
      path={`/desk/data-quality/${by}`}
      query={query}
      rows={rows}
      exportable
      empty={{ title: '没有列出过问题', text: '规则每天凌晨检查一次。' }}
      columns={columns}
    />
  </>
)
