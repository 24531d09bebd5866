import { fileSize } from '#platform/format'
import type { BadgeTone } from '#ui/badge'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'

export interface PackLine {
  id: string
  label: string
  clauses: readonly string[]
  whole: boolean
  state: { label: string; tone: BadgeTone }
  who: string
  asked_at: Date
  files: number | null
  bytes: number | null
}

export const packColumns: ReadonlyArray<Column<PackLine>> = [
  {
    key: 'period',
    label: '统计期',
    phone: 'title',
    value: row => row.label,
    cell: row => <a href={`/desk/packs/${row.id}`}>{row.label}</a>,
  },
  {
    key: 'clauses',
    label: '条款',
    long: true,
    width: 40,
    value: row => (row.clauses.length > 6 ? `${row.clauses.length} 条` : row.clauses.join('、')),
  },
  stateColumn as Column<PackLine>,
  { key: 'files', label: '文件', kind: 'number', value: row => row.files },
  { key: 'size', label: '大小', value: row => (row.bytes === null ? '' : fileSize(row.bytes)) },
  { key: 'whole', label: '个人信息', value: row => (row.whole ? '没有遮盖' : '已遮盖'), phone: 'hide' },
  { key: 'who', label: '谁生成的', value: row => row.who },
  { key: 'at', label: '时间', kind: 'dateTime', value: row => row.asked_at },
]

interface Props {
  rows: readonly PackLine[]
  query: Record<string, string>
  next: string | null
  filters: readonly Filter[]
  mayBuild: boolean
  days: number
}

export const PacksPage = ({ rows, query, next, filters, mayBuild, days }: Props) => (
  <>
    <PageHead
      title="迎检资料"
      lead={`选统计期和条款，一次生成目录、台账、文件和带签名的清单；保留 ${days} 个工作日。`}
      actions={
        <>
          {mayBuild && (
            <a class="button" href="/act/evidence_pack/build?back=/desk/packs">
              <Icon name="folders" size={18} />
              生成资料包
            </a>
          )}
          <a class="button button-secondary" href="/packs/verify">
            核对资料包
          </a>
        </>
      }
    />
    <DataTable
      path="/desk/packs"
      query={query}
      rows={rows}
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '还没有资料包', text: '点“生成资料包”，选统计期和条款。' }}
      columns={packColumns}
    />
  </>
)
