import type { BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'

export interface FindingLine {
  id: string
  title: string
  number: string
  what: string
  calledOn: string
  explanation: string
  settlement: string
  state: { label: string; tone: BadgeTone }
}
export const findingColumns: ReadonlyArray<Column<FindingLine>> = [
  {
    key: 'what',
    label: '问题',
    phone: 'title',
    long: true,
    width: 26,
    value: row => row.what,
    cell: row => <a href={`/desk/tracking/calls/${row.id}`}>{row.what}</a>,
  },
  { key: 'title', label: '培训班', long: true, width: 24, value: row => row.title },
  { key: 'number', label: '期号', phone: 'hide', value: row => row.number },
  { key: 'day', label: '打电话日期', phone: 'hide', value: row => row.calledOn },
  { key: 'explanation', label: '说明', long: true, phone: 'hide', width: 30, value: row => row.explanation },
  { key: 'settlement', label: '核对', long: true, phone: 'hide', width: 30, value: row => row.settlement },
  stateColumn,
]

export const FindingList = ({
  rows,
  query,
  filters,
  next,
}: {
  rows: readonly FindingLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}) => (
  <>
    <PageHead title="发现的问题" lead="电话里学员说到的、要查清的事。是线索，不是结论。" />
    <DataTable
      path="/desk/tracking/findings"
      query={query}
      columns={findingColumns}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{
        title: '没有这样的问题',
        text: '电话抽查里说没有参加、没有讲内容、收过费、不满意的，会列在这里。',
      }}
    />
  </>
)
