import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline, type TimelineItem } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
interface PeriodLine {
  id: string
  label: string
  source: string
  state: Mark
  opened_at: Date
  locked_at: Date | null
  note: string
}

export const periodColumns: ReadonlyArray<Column<PeriodLine>> = [
  {
    key: 'label',
    label: '统计期',
    phone: 'title',
    width: 22,
    value: row => row.label,
    cell: row => <a href={`/desk/indicators/periods/${row.id}`}>{row.label}</a>,
  },
  { key: 'source', label: '指标', width: 22, value: row => row.source },
  stateColumn as Column<PeriodLine>,
  { key: 'opened', label: '开始核对', kind: 'date', value: row => row.opened_at },
  { key: 'locked', label: '锁定', kind: 'date', value: row => row.locked_at },
  { key: 'note', label: '核对情况', long: true, phone: 'hide', width: 40, value: row => row.note },
]

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
}

export const PeriodsPage = ({
  rows,
  query,
  filters,
  seesSlips,
}: ListProps<PeriodLine> & { seesSlips: boolean }) => (
  <>
    <PageHead
      title="统计期锁定"
      lead="一期结束后，由一人核对、另一人锁定；上报指标由主管部门锁定。锁定后的数不随记录变化，改数须填更正单。"
      actions={
        seesSlips && (
          <a class="button button-secondary" href="/desk/indicators/corrections">
            更正单
          </a>
        )
      }
    />
    <DataTable
      path="/desk/indicators/periods"
      {...{ rows, query, filters }}
      exportable
      empty={{ title: '没有统计期', text: '一期结束的第二天，会自动出现在这里。' }}
      columns={periodColumns}
    />
  </>
)

export interface LockLine {
  code: string
  theme: string
  label: string
  value: string
  missing: boolean
  before: string
  yearBefore: string
  anomalies: string[]
  since: string
}

const lockColumns: ReadonlyArray<Column<LockLine>> = [
  {
    key: 'label',
    label: '指标',
    phone: 'title',
    value: one => one.label,
    cell: one => (
      <>
        <a href={`/desk/indicators/${one.code}`}>{one.label}</a>
        <small>{one.theme}</small>
      </>
    ),
  },
  {
    key: 'value',
    label: '数值',
    value: one => one.value,
    cell: one => (
      <div>
        {one.value}
        {one.since && <small class="quiet">{`锁定后记录变为 ${one.since}`}</small>}
      </div>
    ),
  },
  { key: 'before', label: '比上期', value: one => one.before },
  { key: 'year', label: '比上年同期', value: one => one.yearBefore },
  { key: 'anomalies', label: '提示', long: true, value: one => one.anomalies.join('；') },
]

interface PeriodProps {
  path: string
  title: string
  state: Mark
  deadline: { text: string; tone: BadgeTone } | null
  lines: readonly LockLine[]
  note: string
  buttons: Button[]
  story: TimelineItem[]
}

export function PeriodPage({ path, title, state, deadline, lines, note, buttons, story }: PeriodProps) {
  const [missing, odd] = [lines.filter(one => one.missing), lines.filter(one => one.anomalies.length > 0)]
  return (
    <>
      <PageHead
        title={title}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
        lead={`共 ${lines.length} 个指标，${missing.length} 个没有数据，${odd.length} 个异常。异常只是提示，请查明原因。`}
        actions={<ActionButtons offers={buttons} back={path} />}
      />
      <div class="columns">
        <div>
          <Card title="这一期的数">
            <Table columns={lockColumns} rows={lines} />
          </Card>
        </div>
        <aside>
          {note !== '' && (
            <Card title="核对情况">
              <p class="prose">{note}</p>
            </Card>
          )}
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

interface CorrectionLine {
  id: string
  label: string
  period: string
  town: string
  before: string
  after: string
  reason: string
  asked_by: string
  asked_at: Date
  decided_by: string
  decided_at: Date | null
  state: Mark
}

export const correctionColumns: ReadonlyArray<Column<CorrectionLine>> = [
  {
    key: 'label',
    label: '指标',
    phone: 'title',
    width: 24,
    value: row => row.label,
    cell: row => <a href={`/desk/indicators/corrections/${row.id}`}>{row.label}</a>,
  },
  { key: 'period', label: '统计期', value: row => row.period },
  { key: 'town', label: '范围', value: row => row.town },
  { key: 'before', label: '原数', value: row => row.before },
  { key: 'after', label: '更正为', value: row => row.after },
  stateColumn as Column<CorrectionLine>,
  {
    key: 'reason',
    label: '理由',
    long: true,
    phone: 'hide',
    aside: true,
    width: 40,
    value: row => row.reason,
  },
  { key: 'asked_by', label: '申请人', phone: 'hide', value: row => row.asked_by },
  { key: 'asked_at', label: '申请', kind: 'date', phone: 'hide', aside: true, value: row => row.asked_at },
  { key: 'decided_by', label: '审定人', phone: 'hide', value: row => row.decided_by },
  {
    key: 'decided_at',
    label: '审定',
    kind: 'date',
    phone: 'hide',
    aside: true,
    value: row => row.decided_at,
  },
]

export const CorrectionsPage = ({ rows, query, filters }: ListProps<CorrectionLine>) => (
  <>
    <PageHead title="更正单" lead="锁定的数只能凭更正单改：原数、新数、理由都留存，申请和审定不是同一人。" />
    <DataTable
      path="/desk/indicators/corrections"
      {...{ rows, query, filters }}
      exportable
      empty={{ title: '没有更正单', text: '要更正锁定的数，请到指标页面点“申请更正”。' }}
      columns={correctionColumns}
    />
  </>
)

interface CorrectionProps {
  path: string
  title: string
  state: Mark
  deadline: { text: string; tone: BadgeTone } | null
  indicator: { href: string; label: string }
  facts: Array<{ label: string; value: string }>
  files: ReadonlyArray<Picture & { size: number }>
  buttons: Button[]
  story: TimelineItem[]
}

export const CorrectionPage = (props: CorrectionProps) => (
  <>
    <PageHead
      title={props.title}
      badges={
        <>
          <Badge tone={props.state.tone}>{props.state.label}</Badge>
          {props.deadline && <Badge tone={props.deadline.tone}>{props.deadline.text}</Badge>}
        </>
      }
      actions={<ActionButtons offers={props.buttons} back={props.path} />}
    />
    <div class="columns">
      <div>
        <Card title="更正内容" action={<a href={props.indicator.href}>{props.indicator.label}</a>}>
          <Facts items={props.facts} />
        </Card>
        {props.files.length > 0 && (
          <Card title="凭据">
            <Files files={props.files} />
          </Card>
        )}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={props.story} />
        </Card>
      </aside>
    </div>
  </>
)
