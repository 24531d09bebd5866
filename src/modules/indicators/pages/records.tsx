import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

export interface RecordLine {
  title: string
  href: string | null
  kind: string
  state: { label: string; tone: BadgeTone } | null
  town: string
  value: string
}

export const recordColumns: ReadonlyArray<Column<RecordLine>> = [
  {
    key: 'title',
    label: '记录',
    phone: 'title',
    width: 36,
    value: row => row.title,
    cell: row => (row.href ? <a href={row.href}>{row.title}</a> : <span class="quiet">{row.title}</span>),
  },
  { key: 'kind', label: '种类', value: row => row.kind },
  {
    key: 'state',
    label: '状态',
    value: row => row.state?.label ?? '',
    cell: row => (row.state ? <Badge tone={row.state.tone}>{row.state.label}</Badge> : '—'),
  },
  { key: 'town', label: '乡镇', value: row => row.town },
  { key: 'value', label: '计入', value: row => row.value },
]

interface Props {
  title: string
  definition: string
  path: string
  rows: readonly RecordLine[]
  total: number
  query: Record<string, string>
  next: Record<string, string> | null
}

export const RecordsPage = ({ title, definition, path, rows, total, query, next }: Props) => (
  <>
    <PageHead
      title={title}
      lead={`${definition}这里列出现在计入的每一条；已经锁定的统计期，以锁定的数为准。`}
    />
    <DataTable
      {...{ path, query, rows, next }}
      total={String(total)}
      exportable
      empty={{ title: '这一期没有计入的记录' }}
      columns={recordColumns}
    />
  </>
)
