import type { Told } from '#modules/actions'
import { money, percent } from '#platform/format'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { FollowLine, RoundLine } from '../view.ts'

interface Mark {
  label: string
  tone: BadgeTone
}

export const roundColumns: ReadonlyArray<Column<RoundLine>> = [
  {
    key: 'title',
    label: '培训班',
    phone: 'title',
    long: true,
    width: 28,
    value: row => row.title,
    cell: row => <a href={`/desk/tracking/rounds/${row.id}`}>{row.title}</a>,
  },
  { key: 'number', label: '期号', value: row => row.number },
  { key: 'months', label: '结业（月）', kind: 'number', value: row => row.months },
  { key: 'due', label: '开始', phone: 'hide', value: row => row.dueOn },
  { key: 'closes', label: '截止', phone: 'hide', value: row => row.closesOn },
  { key: 'asked', label: '跟踪', kind: 'number', value: row => row.asked },
  { key: 'answered', label: '回复', kind: 'number', value: row => row.answered },
  { key: 'unreached', label: '联系不上', kind: 'number', phone: 'hide', value: row => row.unreached },
  stateColumn,
]

interface ListProps {
  rows: readonly RoundLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

export const RoundList = ({ rows, query, filters, next }: ListProps) => (
  <>
    <PageHead title="结业跟踪" lead="到时间自动请学员填写，没有回复的打电话。" />
    <DataTable
      path="/desk/tracking/rounds"
      query={query}
      columns={roundColumns}
      rows={rows}
      search="培训班"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的跟踪', text: '培训班办理结业以后，按设置的月数自动安排。' }}
    />
  </>
)

export const followColumns: ReadonlyArray<Column<FollowLine>> = [
  {
    key: 'person',
    label: '学员',
    phone: 'title',
    value: row => row.person,
    cell: row => <a href={`/desk/tracking/follow-ups/${row.id}`}>{row.person}</a>,
  },
  { key: 'phone', label: '电话', value: row => row.phone },
  { key: 'shop', label: '开店', value: row => row.shop },
  {
    key: 'sales',
    label: '月销售额（元）',
    kind: 'money',
    value: row => row.sales,
    cell: row => (row.sales === null ? '' : money(row.sales)),
  },
  { key: 'work', label: '工作', value: row => row.work },
  { key: 'on', label: '回复日期', phone: 'hide', value: row => row.answeredOn },
  { key: 'channel', label: '方式', phone: 'hide', value: row => row.channel },
  { key: 'tries', label: '打过（次）', kind: 'number', phone: 'hide', value: row => row.tries },
  stateColumn,
]

interface RoundProps {
  line: RoundLine
  rows: readonly FollowLine[]
  query: Record<string, string>
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const RoundPage = ({ line, rows, query, buttons, story }: RoundProps) => (
  <>
    <PageHead
      title={`跟踪 ${line.title}`}
      lead={`第 ${line.number} 期，结业 ${line.months} 个月`}
      badges={<Badge tone={line.state.tone}>{line.state.label}</Badge>}
      actions={
        buttons.length > 0 && <ActionButtons offers={buttons} back={`/desk/tracking/rounds/${line.id}`} />
      }
    />
    <Card title="结果">
      <Facts
        items={[
          { label: '跟踪', value: `${line.asked} 人` },
          { label: '回复', value: `${line.answered} 人（${percent(line.answered / line.asked)}）` },
          { label: '联系不上、没有回复', value: `${line.unreached} 人，单独计数` },
          { label: '开店', value: `回复的人里 ${line.shops} 人` },
          { label: '就业创业', value: `回复的人里 ${line.employed} 人` },
          { label: '月销售额合计', value: money(line.sales_fen) },
          { label: '时间', value: `${line.dueOn} 至 ${line.closesOn}` },
        ]}
      />
    </Card>
    <DataTable
      path={`/desk/tracking/rounds/${line.id}`}
      query={query}
      columns={followColumns}
      rows={rows}
      exportable
      empty={{ title: '还没有开始', text: `${line.dueOn} 起自动请结业学员填写。` }}
    />
    <Card title="经过">
      <Timeline items={story} />
    </Card>
  </>
)

interface OneProps {
  id: string
  title: string
  person: string
  phone: string
  sales: number | null
  state: Mark
  facts: Array<{ label: string; value: string }>
  files: ReadonlyArray<{ id: string; name: string; media_type: string; size: number }>
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const FollowUpPage = ({ id, title, person, phone, sales, state, facts, ...more }: OneProps) => (
  <>
    <PageHead
      title={title}
      lead={`${person} ${phone}`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        more.buttons.length > 0 && (
          <ActionButtons offers={more.buttons} back={`/desk/tracking/follow-ups/${id}`} />
        )
      }
    />
    <Card title="近况">
      <Facts items={[...facts, { label: '上个月销售', value: sales === null ? '' : money(sales) }]} />
      <Files files={more.files} />
    </Card>
    <Card title="经过">
      <Timeline items={more.story} />
    </Card>
  </>
)
