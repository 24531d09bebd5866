import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

export interface OverviewLine {
  code: string
  theme: string
  label: string
  definition: string
  period: string
  value: string
  before: string
  yearBefore: string
  state: { label: string; tone: 'green' | 'orange' | 'red' | 'grey' | 'blue' }
  frequency: string
  source: string
  owner: string
  counted_at: Date | null
}

export const overviewColumns: ReadonlyArray<Column<OverviewLine>> = [
  { key: 'theme', label: '分组', phone: 'hide', width: 14, value: row => row.theme },
  {
    key: 'label',
    label: '指标和口径',
    phone: 'title',
    width: 30,
    value: row => row.label,
    cell: row => (
      <>
        <a href={`/desk/indicators/${row.code}`}>{row.label}</a>
        <br />
        <small class="quiet">{row.definition}</small>
      </>
    ),
  },
  { key: 'period', label: '统计期', width: 18, value: row => row.period },
  { key: 'value', label: '数值', width: 18, value: row => row.value, cell: row => <b>{row.value}</b> },
  { key: 'before', label: '比上期', value: row => row.before },
  { key: 'yearBefore', label: '比上年同期', value: row => row.yearBefore },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  { key: 'source', label: '来源', phone: 'hide', aside: true, value: row => row.source },
  { key: 'frequency', label: '频率', phone: 'hide', aside: true, value: row => row.frequency },
  { key: 'owner', label: '责任人', phone: 'hide', aside: true, value: row => row.owner },
  {
    key: 'counted',
    label: '更新',
    kind: 'dateTime',
    phone: 'hide',
    aside: true,
    value: row => row.counted_at,
  },
]

interface Props {
  rows: readonly OverviewLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  /** To end one's own; null: has none. */
  subscription: Button[] | null
}

/** 数据总览: every figure with what it means, what it was, and whether it is missing or late. */
export const Overview = ({ rows, query, filters, subscription }: Props) => (
  <>
    <PageHead
      title="数据总览"
      lead="每个数旁边写明口径，点开可以看走势、分乡镇和背后的记录。没有锁定的统计期，数会随记录变化。"
      actions={
        <>
          <a class="button button-secondary" href="/desk/indicators/periods">
            统计期锁定
          </a>
          <a class="button button-secondary" href="/indicators/screen">
            数据大屏
          </a>
          {subscription ? (
            <ActionButtons offers={subscription} back="/desk/indicators" />
          ) : (
            <a class="button" href="/act/indicator_subscription/subscribe?back=/desk/indicators">
              订阅数据邮件
            </a>
          )}
        </>
      }
    />
    <DataTable
      path="/desk/indicators"
      query={query}
      rows={rows}
      search="指标名称"
      filters={filters}
      total={String(rows.length)}
      exportable
      empty={{ title: '没有符合条件的指标', text: '换个条件试试。' }}
      columns={overviewColumns}
    />
  </>
)
