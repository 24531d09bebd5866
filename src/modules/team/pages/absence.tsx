import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface AbsenceLine {
  id: string
  name: string
  kind: string
  first_day: string
  last_day: string
  deputy: string
  state: StateBadge
}

export const absenceColumns: ReadonlyArray<Column<AbsenceLine>> = [
  {
    key: 'name',
    label: '人员',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/absences/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类型', value: row => row.kind },
  { key: 'first', label: '从', value: row => row.first_day },
  { key: 'last', label: '到', value: row => row.last_day },
  { key: 'deputy', label: '代班', value: row => row.deputy },
  stateColumn,
]

interface ListProps {
  rows: readonly AbsenceLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayAsk: boolean
}

export function AbsenceList({ rows, query, next, filters, mayAsk }: ListProps) {
  return (
    <>
      <PageHead
        title="请假记录"
        lead="开始当天，手上的办件自动转给代班人；负责的服务对象不变。"
        actions={
          mayAsk && (
            <a class="button button-primary" href="/act/absence/ask">
              申请请假
            </a>
          )
        }
      />
      <DataTable
        path="/desk/absences"
        query={query}
        rows={rows}
        next={next}
        filters={filters}
        exportable
        empty={{ title: '没有请假记录' }}
        columns={absenceColumns}
      />
    </>
  )
}

interface Props {
  absence: Omit<AbsenceLine, 'state'> & { reason: string | null }
  state: StateBadge
  buttons: Button[]
  story: Told[]
}

export function AbsencePage({ absence, state, buttons, story }: Props) {
  return (
    <>
      <PageHead
        title={`${absence.name} ${absence.kind}`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/absences/${absence.id}`} />}
      />
      <div class="columns">
        <Card title="请假外出">
          <Facts
            items={[
              { label: '人员', value: absence.name },
              { label: '类型', value: absence.kind },
              { label: '从', value: absence.first_day },
              { label: '到', value: absence.last_day },
              { label: '代班', value: absence.deputy },
              absence.reason !== null && { label: '说明', value: absence.reason },
            ]}
          />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
