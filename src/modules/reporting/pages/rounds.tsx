import type { Child } from 'hono/jsx'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline, type TimelineItem } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}

export interface RoundLine {
  id: string
  title: string
  period: string
  state: Mark
  /** Sheets in all, handed in (also those approved), approved, late. */
  all: number
  handed: number
  approved: number
  late: number
  due: string
  audit: string
  lock: string
}

export const roundColumns: ReadonlyArray<Column<RoundLine>> = [
  {
    key: 'title',
    label: '报表',
    phone: 'title',
    width: 30,
    value: row => `${row.title}（${row.period}）`,
    cell: row => <a href={`/desk/reports/rounds/${row.id}`}>{`${row.title}（${row.period}）`}</a>,
  },
  stateColumn as unknown as Column<RoundLine>,
  { key: 'handed', label: '已报', kind: 'number', value: row => row.handed },
  { key: 'approved', label: '已审', kind: 'number', value: row => row.approved },
  { key: 'all', label: '应报', kind: 'number', value: row => row.all },
  {
    key: 'late',
    label: '逾期',
    kind: 'number',
    value: row => row.late,
    cell: row => (row.late > 0 ? <Badge tone="red">{row.late} 家</Badge> : '0'),
  },
  { key: 'due', label: '单位报送', kind: 'date', value: row => row.due },
  { key: 'audit', label: '中心审核', kind: 'date', phone: 'hide', value: row => row.audit },
  { key: 'lock', label: '主管部门锁定', kind: 'date', phone: 'hide', value: row => row.lock },
]

interface ListProps {
  rows: readonly RoundLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  late: number
  waiting: number
  slips: number
  /** Statistics people: they see single sheets. */
  inner: boolean
  mayOpen: boolean
  tabs: Child
}

export const Rounds = ({ rows, query, next, filters, inner, mayOpen, tabs, ...counts }: ListProps) => (
  <>
    <PageHead
      title="统计报表"
      lead="到期自动发放，单位报送、中心审核、主管部门锁定；锁定后只能用更正单更正。"
      actions={
        mayOpen && (
          <a class="button" href="/act/report_round/open?back=/desk/reports">
            发放报表
          </a>
        )
      }
    />
    {tabs}
    {inner && (
      <div class="stats">
        <Stat value={String(counts.late)} label="逾期未报" href="/desk/reports/sheets?late=1" />
        <Stat value={String(counts.waiting)} label="待审核" href="/desk/reports/sheets?state=submitted" />
        <Stat
          value={String(counts.slips)}
          label="待审批的更正单"
          href="/desk/reports/corrections?state=asked"
        />
      </div>
    )}
    <DataTable
      path="/desk/reports"
      {...{ query, rows, filters, next }}
      exportable
      columns={roundColumns}
      empty={{
        title: '还没有发放过报表',
        text: '审定报表制度、列出填报单位后，到期自动发放，也可以现在发放。',
      }}
    />
  </>
)

export interface RoundView {
  id: string
  title: string
  period: string
  state: Mark
  buttons: readonly ActionButton[]
  days: { due: string; audit: string; lock: string }
  counts: ReadonlyArray<{ state: string; label: string; tone: BadgeTone; n: number }>
  late: ReadonlyArray<{ id: string; name: string }>
  summary: string | null
  reason: string | null
  locked: string | null
  inner: boolean
  story: readonly TimelineItem[]
}

export function RoundPage({ view }: { view: RoundView }) {
  const back = `/desk/reports/rounds/${view.id}`
  return (
    <>
      <PageHead
        title={`${view.title}（${view.period}）`}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      {view.reason && (
        <Alert tone="warning" title="主管部门退回">
          <p>{view.reason}</p>
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card title="进度" action={<a href={`${back}/summary`}>汇总表</a>}>
            <div class="stats">
              {view.counts.map(one => (
                <Stat
                  value={String(one.n)}
                  label={one.label}
                  {...(view.inner && { href: `/desk/reports/sheets?round=${view.id}&state=${one.state}` })}
                />
              ))}
            </div>
          </Card>
          {view.summary && (
            <Card title="汇总说明">
              <p class="prose">{view.summary}</p>
            </Card>
          )}
          {view.inner && view.late.length > 0 && (
            <Card
              title={`催报名单（${view.late.length} 家）`}
              action={<a href={`/desk/reports/sheets?round=${view.id}&late=1`}>逐家催报</a>}
            >
              <ul>
                {view.late.slice(0, 50).map(one => (
                  <li>
                    <a href={`/desk/reports/sheets/${one.id}`}>{one.name}</a>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <aside>
          <Card title="时限">
            <Facts
              columns={1}
              items={[
                { label: '单位报送', value: view.days.due },
                { label: '中心审核汇总', value: view.days.audit },
                { label: '主管部门锁定', value: view.days.lock },
                { label: '锁定于', value: view.locked },
              ]}
            />
          </Card>
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
