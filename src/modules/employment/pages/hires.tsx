import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { ApplicationPage, type ApplicationView } from './applications.tsx'
import type { MonthCard } from './desk.tsx'
import type { StateBadge } from './parts.tsx'

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
const nextPage = (next: string | null) => (next ? { after: next } : null)

export interface HireLine {
  id: string
  title: string
  kind: string
  person: string
  employer: string
  hired: string
  startOn: string
  started: string
  verified: string
  first: string
  second: string
  fee: string
  state: StateBadge
}

/** 录用台账 */
export const hireColumns: ReadonlyArray<Column<HireLine>> = [
  {
    key: 'person',
    label: '录用的人',
    phone: 'title',
    value: row => row.person,
    cell: row => <a href={`/desk/jobs/applications/${row.id}`}>{row.person}</a>,
  },
  stateColumn as Column<HireLine>,
  { key: 'title', label: '岗位', width: 22, long: true, value: row => row.title },
  { key: 'employer', label: '单位', width: 24, long: true, value: row => row.employer },
  { key: 'hired', label: '录用', value: row => row.hired },
  { key: 'started', label: '到岗', value: row => row.started },
  { key: 'verified', label: '怎样核实', value: row => row.verified },
  { key: 'first', label: '第一次回访', value: row => row.first },
  { key: 'second', label: '第二次回访', value: row => row.second },
  { key: 'fee', label: '收费', value: row => row.fee },
]

export const HireList = ({ rows, query, filters, next }: ListProps<HireLine>) => (
  <>
    <PageHead title="录用台账" lead="谁录用了谁，到岗没有，还在不在岗，有没有被收过钱。" />
    <DataTable
      path="/desk/jobs/hires"
      query={query}
      columns={hireColumns}
      rows={rows}
      next={nextPage(next)}
      search="人、岗位或单位"
      filters={filters}
      exportable
      empty={{ title: '没有这样的录用', text: '对方接受录用以后就列在这里。' }}
    />
  </>
)

export interface MonthLine extends MonthCard {
  id: string
  month: string
}
export const monthColumns = (days: readonly [number, number]): ReadonlyArray<Column<MonthLine>> => [
  { key: 'month', label: '月份', phone: 'title', value: row => row.month },
  { key: 'posts', label: '公开岗位', kind: 'number', value: row => row.posts },
  { key: 'places', label: '招人数', kind: 'number', value: row => row.places },
  { key: 'applications', label: '应聘', kind: 'number', value: row => row.applications },
  { key: 'hired', label: '录用', kind: 'number', value: row => row.hired },
  { key: 'started', label: '到岗', kind: 'number', value: row => row.started },
  { key: 'first', label: `满 ${days[0]} 天在岗`, kind: 'number', value: row => row.first },
  { key: 'second', label: `满 ${days[1]} 天在岗`, kind: 'number', value: row => row.second },
]

interface MonthsProps {
  rows: readonly MonthLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  days: readonly [number, number]
}
export const MonthsPage = ({ rows, query, filters, days }: MonthsProps) => (
  <>
    <PageHead
      title="月度数据"
      lead="每个数按各自发生的日子算：岗位按公开，应聘按投递，录用按接受，到岗按到岗日，在岗按回访日。"
    />
    <DataTable
      path="/desk/jobs/figures"
      query={query}
      columns={monthColumns(days)}
      rows={rows}
      filters={filters}
      exportable
      empty={{ title: '还没有数据', text: '有岗位公开以后，这里按月统计。' }}
    />
  </>
)

export const DeskApplication = ({ view }: { view: ApplicationView }) => (
  <ApplicationPage view={view} back={`/desk/jobs/applications/${view.id}`} />
)
