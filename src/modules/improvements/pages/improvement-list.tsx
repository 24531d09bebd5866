import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { listTabs, Tabs } from './head.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface ImprovementLine {
  id: string
  number: string
  title: string
  clause: string
  severity: Mark
  owner: string
  state: Mark
  deadline: { text: string; tone: BadgeTone } | null
  measures: string
  due: string
  indicator: string
  before: string
  target: string
  after: string
  look: string
}

export const improvementColumns: ReadonlyArray<Column<ImprovementLine>> = [
  { key: 'number', label: '编号', phone: 'hide', width: 12, value: row => row.number },
  {
    key: 'title',
    label: '改进事项',
    phone: 'title',
    width: 40,
    value: row => row.title,
    cell: row => <a href={`/desk/improvements/items/${row.id}`}>{row.title}</a>,
  },
  { ...(stateColumn as Column<ImprovementLine>) },
  { key: 'owner', label: '责任人', value: row => row.owner },
  {
    key: 'deadline',
    label: '时限',
    value: row => row.deadline?.text ?? '',
    cell: row => (row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'),
  },
  { key: 'measures', label: '措施', value: row => row.measures },
  { key: 'before', label: '改进前', value: row => row.before },
  { key: 'target', label: '目标', value: row => row.target },
  { key: 'after', label: '改进后', value: row => row.after },
  { key: 'indicator', label: '指标', aside: true, phone: 'hide', value: row => row.indicator },
  { key: 'severity', label: '轻重', aside: true, phone: 'hide', value: row => row.severity.label },
  { key: 'clause', label: '条款', aside: true, phone: 'hide', value: row => row.clause },
  { key: 'due', label: '全部落实', aside: true, phone: 'hide', value: row => row.due },
  { key: 'look', label: '回头看', aside: true, phone: 'hide', value: row => row.look },
]

interface ListProps {
  rows: readonly ImprovementLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
  mayBegin: boolean
}

export const ImprovementList = ({ rows, query, filters, next, mayBegin }: ListProps) => (
  <>
    <PageHead
      title="改进事项"
      lead="原因、措施、方案、批准、落实、验证、销号、回头看，一件一件有人负责、有指标可看。"
      actions={
        mayBegin && (
          <a class="button" href="/act/improvement/begin?back=/desk/improvements/items">
            立项改进
          </a>
        )
      }
    />
    <Tabs tabs={listTabs('/desk/improvements/items')} label="问题与改进的各部分" />
    <DataTable
      path="/desk/improvements/items"
      query={query}
      rows={rows}
      columns={improvementColumns}
      search="改进事项或编号"
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '没有这样的改进事项', text: '从「问题」中选出要解决的，立项改进。' }}
    />
  </>
)
