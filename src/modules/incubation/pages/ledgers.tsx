import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { measures } from '../codes.ts'
import type { GuideText } from '../guide-standard.ts'
import type { StateBadge } from './parts.tsx'

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
}

export interface MonthRowLine {
  project_id: string
  project: string
  month: string
  state: StateBadge
  lateness: string
  sales: number | null
  orders: number | null
  live: number | null
  jobs: number | null
  insured: number | null
  tax: number | null
}
export const monthColumns: ReadonlyArray<Column<MonthRowLine>> = [
  {
    key: 'project',
    label: '项目',
    phone: 'title',
    width: 28,
    long: true,
    value: row => row.project,
    cell: row => <a href={`/desk/incubation/${row.project_id}#figures`}>{row.project}</a>,
  },
  { key: 'month', label: '月份', value: row => row.month },
  stateColumn as Column<MonthRowLine>,
  {
    key: 'late',
    label: '时限',
    value: row => row.lateness,
    cell: row =>
      row.lateness.startsWith('逾期') ? <Badge tone="red">{row.lateness}</Badge> : row.lateness || '—',
  },
  { key: 'sales', label: '销售额（元）', kind: 'money', value: row => row.sales },
  { key: 'orders', label: '订单', kind: 'number', value: row => row.orders },
  { key: 'live', label: '直播', kind: 'number', value: row => row.live },
  { key: 'jobs', label: '从业', kind: 'number', value: row => row.jobs },
  { key: 'insured', label: '参保', kind: 'number', phone: 'hide', value: row => row.insured },
  { key: 'tax', label: '税费（元）', kind: 'money', phone: 'hide', value: row => row.tax },
]

export const FiguresLedger = ({ rows, query, next, filters }: ListProps<MonthRowLine>) => (
  <>
    <PageHead title="孵化月报台账" lead="孵化企业每月在手机上填报，附凭证；只供考核和统计，不对外。" />
    <DataTable
      path="/desk/incubation/figures"
      query={query}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有月报', text: '项目入孵后，每月初自动开始填报。' }}
      columns={monthColumns}
    />
  </>
)

export interface EndedLine {
  id: string
  name: string
  party: string
  how: string
  day: string
  on_time: string
  deposit: string
  tracked: number
  reason: string
}
export const endedColumns: ReadonlyArray<Column<EndedLine>> = [
  {
    key: 'name',
    label: '项目',
    phone: 'title',
    width: 28,
    long: true,
    value: row => row.name,
    cell: row => <a href={`/desk/incubation/${row.id}`}>{row.name}</a>,
  },
  { key: 'party', label: '企业', width: 28, long: true, phone: 'hide', value: row => row.party },
  { key: 'how', label: '方式', value: row => row.how },
  { key: 'day', label: '日期', value: row => row.day },
  { key: 'on_time', label: '按期', value: row => row.on_time },
  { key: 'deposit', label: '押金去向', width: 24, long: true, phone: 'hide', value: row => row.deposit },
  { key: 'tracked', label: '已回访', kind: 'number', value: row => row.tracked },
  { key: 'reason', label: '原因', width: 30, long: true, phone: 'hide', value: row => row.reason },
]

export const EndedLedger = ({ rows, query, next, filters }: ListProps<EndedLine>) => (
  <>
    <PageHead title="退出与毕业台账" lead="为什么走、是否按期、押金去了哪里、毕业后怎样。" />
    <DataTable
      path="/desk/incubation/exits"
      query={query}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有退出或毕业的项目', text: '项目毕业、退出后自动列在这里。' }}
      columns={endedColumns}
    />
  </>
)

export interface IndicatorCard {
  label: string
  value: string | null
  target: string
  met: boolean | null
  definition: string
  href: string
}
export const IndicatorsPage = ({ cards }: { cards: readonly IndicatorCard[] }) => (
  <>
    <PageHead title="孵化指标" lead="随时从记录算出，点开就是所依据的记录；目标值在设置里修改。" />
    {cards.map(one => (
      <Card
        title={one.label}
        action={
          <Badge tone={one.met === null ? 'grey' : one.met ? 'green' : 'red'}>
            {one.met === null ? '还没有数据' : one.met ? '达到' : '未达到'}
          </Badge>
        }
      >
        <p>
          <strong>{one.value ?? '—'}</strong>（目标{one.target}）
        </p>
        <p class="quiet">{one.definition}</p>
        <p>
          <a href={one.href}>看所依据的记录</a>
        </p>
      </Card>
    ))}
  </>
)

interface GuideProps {
  current: GuideText
  versions: ReadonlyArray<{ label: string; state: StateBadge; buttons: Button[] }>
  mayDraft: boolean
}
export const GuidePage = ({ current, versions, mayDraft }: GuideProps) => (
  <>
    <PageHead
      title="条件与流程"
      lead="一人起草，另一人公布；公布后显示在“创业孵化”公开页面。"
      actions={
        mayDraft && (
          <a class="button button-primary" href="/act/incubation_guide/draft?back=/desk/incubation/guide">
            修改条件与流程
          </a>
        )
      }
    />
    {versions.length > 0 && (
      <Card title="各版">
        {versions.map(one => (
          <article class="case">
            <h3>
              {one.label} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </h3>
            <ActionButtons offers={one.buttons} back="/desk/incubation/guide" />
          </article>
        ))}
      </Card>
    )}
    <Card title="现行的入孵条件">
      <p>{current.promise}</p>
      <ul class="bullets">
        {current.criteria.map(one => (
          <li>
            {one.title}：{one.about}
          </li>
        ))}
      </ul>
    </Card>
    <Card title="现行的评审表">
      <ul class="bullets">
        {current.sheet.map(one => (
          <li>
            {one.label}（{one.weight}%）：{one.about}
          </li>
        ))}
      </ul>
    </Card>
    <Card title="现行的季度考核规则">
      <ul class="bullets">
        {current.rule.map(one => (
          <li>
            {measures[one.code].label}达到 {one.least} {measures[one.code].unit}得 {one.points} 分
          </li>
        ))}
      </ul>
    </Card>
  </>
)
