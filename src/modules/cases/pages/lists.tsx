import { friendly } from '#platform/format'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { Deadline } from '../steps.ts'
import { DeadlineBadge } from './parts.tsx'

export interface CaseLine {
  id: string
  number: string
  title: string
  party: string
  assignee: string | null
  state: { label: string; tone: BadgeTone }
  submitted_at: Date
  deadline: Deadline | null
}

export const caseColumns: ReadonlyArray<Column<CaseLine>> = [
  {
    key: 'title',
    label: '事项',
    phone: 'title',
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/cases/${row.id}`}>{row.title}</a>,
  },
  {
    key: 'number',
    label: '编号',
    width: 24,
    value: row => row.number,
    cell: row => <span class="number nowrap">{row.number}</span>,
  },
  { key: 'party', label: '服务对象', width: 30, long: true, value: row => row.party },
  stateColumn,
  {
    key: 'due',
    label: '时限',
    sort: true,
    value: row => row.deadline?.text,
    cell: row => (row.deadline ? <DeadlineBadge deadline={row.deadline} /> : '—'),
  },
  { key: 'assignee', label: '经办人', value: row => row.assignee },
  { key: 'submitted', label: '提交', kind: 'date', sort: true, value: row => row.submitted_at },
]

interface DeskListProps {
  rows: readonly CaseLine[]
  query: Record<string, string>
  total: string
  next: Record<string, string> | null
  filters: readonly Filter[]
}

/** All cases of the centre. */
export function DeskCases(list: DeskListProps) {
  return (
    <>
      <PageHead title="全部办件" />
      <DataTable
        {...list}
        path="/desk/cases"
        columns={caseColumns}
        search="编号、手机尾号、单位或事项"
        exportable
        empty={{ title: '没有符合条件的办件', text: '换个条件试试，或到“窗口登记”新登记一件。' }}
      />
    </>
  )
}

/** One's own cases, newest first. */
export function MyCases({ rows, now }: { rows: readonly CaseLine[]; now: Date }) {
  return (
    <div class="wrap stack">
      <PageHead title="我的办件" />
      {rows.length === 0 ? (
        <Empty
          icon="folder"
          title="您还没有办过事"
          text="到服务目录看看，选一项需要的服务。"
          action={{ href: '/items', label: '去办事' }}
        />
      ) : (
        <Card>
          <CaseLinks rows={rows} now={now} />
        </Card>
      )}
    </div>
  )
}

export interface QuoteLine {
  id: string
  title: string
  number: string
  state: { label: string; tone: BadgeTone }
}

/** The invitations to quote that one's own firms had, newest first. */
export function MyQuotes({ rows }: { rows: readonly QuoteLine[] }) {
  return (
    <div class="wrap stack">
      <PageHead title="报价邀请" />
      {rows.length === 0 ? (
        <Empty
          icon="folder"
          title="还没有收到报价邀请"
          text="登记为在库服务商后，有合适的需求时中心会邀请您报价。"
        />
      ) : (
        <Card>
          <QuoteLinks rows={rows} />
        </Card>
      )}
    </div>
  )
}

export const QuoteLinks = ({ rows }: { rows: readonly QuoteLine[] }) => (
  <ul class="task-list">
    {rows.map(row => (
      <li>
        <div>
          <a href={`/my/quotes/${row.id}`}>{row.title}</a>
          <p class="quiet number">{row.number}</p>
        </div>
        <Badge tone={row.state.tone}>{row.state.label}</Badge>
      </li>
    ))}
  </ul>
)

export function CaseLinks({ rows, now }: { rows: readonly CaseLine[]; now: Date }) {
  // Who acts for one party only need not be told which.
  const several = new Set(rows.map(row => row.party)).size > 1
  return (
    <ul class="task-list">
      {rows.map(row => (
        <li>
          <div>
            <a href={`/my/cases/${row.id}`}>{row.title}</a>
            <p class="quiet item-meta">
              {several && <span>{row.party}</span>}
              <span>{row.number}</span>
              <span>{friendly(row.submitted_at, now)}</span>
            </p>
          </div>
          <div class="right">
            <Badge tone={row.state.tone}>{row.state.label}</Badge> <DeadlineBadge deadline={row.deadline} />
          </div>
        </li>
      ))}
    </ul>
  )
}
