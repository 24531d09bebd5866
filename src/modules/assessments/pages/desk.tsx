import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { AssessmentView } from '../view.ts'
import { Known, Marks, Orders, Outcome } from './parts.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface AssessmentLine {
  id: string
  name: string
  period: string
  how: string
  state: Mark
  total: string
  deadline: { text: string; tone: BadgeTone } | null
  opened_at: Date
  ended_at: Date | null
}

export const assessmentColumns: ReadonlyArray<Column<AssessmentLine>> = [
  {
    key: 'name',
    label: '服务商',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/assessments/${row.id}`}>{row.name}</a>,
  },
  { key: 'period', label: '评估期', width: 26, value: row => row.period },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  { key: 'total', label: '总分', value: row => row.total },
  {
    key: 'due',
    label: '时限',
    value: row => row.deadline?.text ?? '',
    cell: row => (row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'),
  },
  { key: 'how', label: '方式', phone: 'hide', value: row => row.how },
  { key: 'opened', label: '开始', kind: 'date', value: row => row.opened_at },
  { key: 'ended', label: '办结', kind: 'date', phone: 'hide', value: row => row.ended_at },
]

interface ListProps {
  rows: readonly AssessmentLine[]
  query: Record<string, string>
  next: string | null
  filters: readonly Filter[]
  months: number
  mayOpen: boolean
}

export const DeskAssessments = ({ rows, query, next, filters, months, mayOpen }: ListProps) => (
  <>
    <PageHead
      title="服务商年度评估"
      lead={`入库或上次评估后满 ${months} 个月自动开始；打分后听取服务商说明，由另一人决定续约、整改或建议暂停。`}
      actions={
        mayOpen && (
          <a class="button" href="/act/provider_assessment/open?back=/desk/assessments">
            提前评估
          </a>
        )
      }
    />
    <DataTable
      path="/desk/assessments"
      query={query}
      rows={rows}
      search="服务商名称"
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '没有年度评估', text: '换个条件试试，或者还没有服务商到期。' }}
      columns={assessmentColumns}
    />
  </>
)

export function DeskAssessment({ view }: { view: AssessmentView }) {
  const { row, state, deadline, buttons } = view
  const back = `/desk/assessments/${row.id}`
  const provider = `/desk/providers/${row.provider_id}`
  return (
    <>
      <PageHead
        title={`${row.name}年度评估`}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          {row.early_reason !== null && (
            <Card title="提前评估">
              <p class="prose">{row.early_reason}</p>
            </Card>
          )}
          <Outcome view={view} />
          <Marks view={view} />
          <Known
            view={view}
            linkOf={of => (of === 'orders' ? '#orders' : of === 'provider' ? provider : null)}
          />
          <Orders view={view} path="/desk/cases" />
        </div>
        <aside>
          <Card title="服务商" action={<a href={provider}>名录中的资料</a>}>
            <p class="quiet">
              评估期 {row.from_day} 至 {row.to_day}
            </p>
          </Card>
          <Card
            title="经过"
            action={
              <a href={`${back}/sheet.pdf`} data-turbo="false">
                评估表
              </a>
            }
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
