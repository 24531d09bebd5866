import type { Button, Told } from '#modules/actions'
import { count, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { State, type StateBadge } from './parts.tsx'

export interface StocktakingLine {
  id: string
  name: string
  range: string
  span: string
  lines: number
  waiting: number
  differing: number
  state: StateBadge
}

const stocktakingColumns: ReadonlyArray<Column<StocktakingLine>> = [
  {
    key: 'name',
    label: '盘点',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/assets/stocktakings/${row.id}`}>{row.name}</a>,
  },
  { key: 'range', label: '范围', long: true, value: row => row.range },
  { key: 'span', label: '起止', value: row => row.span },
  { key: 'lines', label: '应盘', kind: 'number', value: row => row.lines },
  { key: 'waiting', label: '待盘', kind: 'number', value: row => row.waiting },
  { key: 'differing', label: '差异', kind: 'number', value: row => row.differing },
  stateColumn,
]

export function StocktakingList(props: {
  rows: readonly StocktakingLine[]
  query: Record<string, string>
  mayOpen: boolean
}) {
  const { rows, query, mayOpen } = props
  return (
    <>
      <PageHead
        title="资产盘点"
        lead="按发起时的账面逐件清点；差异逐件说明，由没有参加清点的人确认。"
        actions={
          mayOpen && (
            <a class="button button-primary" href="/act/stocktaking/open">
              发起盘点
            </a>
          )
        }
      />
      <DataTable
        path="/desk/assets/stocktakings"
        query={query}
        rows={rows}
        columns={stocktakingColumns}
        empty={{
          title: '还没有盘点过',
          text: '一般每年至少盘点一次；可以盘点全部，也可以一次盘点一个功能区。',
        }}
      />
    </>
  )
}

export interface CountLine {
  id: string
  number: string
  name: string
  /** Its state when the stock-taking was opened, where it was not simply in use. */
  stood: string
  place: string
  keeper: string
  cost_fen: number
  result: StateBadge
  counter: string
  /** What was found, why, and what becomes of it. */
  details: string
  explanation: string
  buttons: Button[]
}

export const countColumns: ReadonlyArray<Column<CountLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    value: row => row.name,
    cell: row => (
      <>
        <a href={`/desk/assets/n/${row.number}`}>{row.name}</a>
        <small>{[row.number, row.stood].filter(Boolean).join(' · ')}</small>
      </>
    ),
  },
  { key: 'place', label: '登记位置', long: true, value: row => row.place },
  { key: 'keeper', label: '保管人', value: row => row.keeper },
  {
    key: 'result',
    label: '结果',
    value: row => row.result.label,
    cell: row => (
      <span>
        <Badge tone={row.result.tone}>{row.result.label}</Badge>
        {row.counter && <small>{row.counter}</small>}
      </span>
    ),
  },
]
const detailsColumn: Column<CountLine> = {
  key: 'details',
  label: '情况和说明',
  long: true,
  value: row => [row.details, row.explanation].filter(Boolean).join('；'),
}

interface Props {
  stocktaking: {
    id: string
    name: string
    range: string
    span: string
    tookPart: string
    opinion: string | null
  }
  state: StateBadge
  buttons: Button[]
  /** It was sent back, and nothing is open any more. */
  mayResubmit: boolean
  sums: ReadonlyArray<{ label: string; n: number; fen: number; show: string }>
  rows: readonly CountLine[]
  /** Whether there are more lines than the list shows. */
  cut: boolean
  filters: readonly Filter[]
  query: Record<string, string>
  story: Told[]
}

/** One stock-taking: how far it is, what still waits, what differs. */
export function StocktakingPage(props: Props) {
  const { stocktaking, state, buttons, mayResubmit, sums, rows, cut, filters, query, story } = props
  const path = `/desk/assets/stocktakings/${stocktaking.id}`
  const back = query.show ? `${path}?show=${query.show}` : path
  const actColumn: Column<CountLine> = {
    key: 'act',
    label: '办理',
    value: () => '',
    cell: row => <ActionButtons offers={row.buttons} back={back} />,
  }
  return (
    <>
      <PageHead
        title={stocktaking.name}
        badges={<State state={state} />}
        actions={
          <div class="actions">
            <a class="button" href={`${path}/report.pdf`} data-turbo="false">
              盘点表
            </a>
            <ActionButtons
              back={path}
              offers={[
                ...(mayResubmit
                  ? [
                      {
                        href: `/act/stocktaking/resubmit/${stocktaking.id}`,
                        label: '复核完毕，再次提交',
                        tone: 'primary' as const,
                        direct: true,
                      },
                    ]
                  : []),
                ...buttons,
              ]}
            />
          </div>
        }
      />
      <div class="stats stats-tight">
        {sums.map(one => (
          <Stat
            label={one.label}
            value={`${count(one.n)} 件`}
            hint={money(one.fen)}
            href={`${path}?show=${one.show}`}
          />
        ))}
      </div>
      <DataTable
        path={path}
        query={query}
        rows={rows}
        columns={[
          ...countColumns,
          ...(rows.some(row => row.details || row.explanation) ? [detailsColumn] : []),
          ...(rows.some(row => row.buttons.length > 0) ? [actColumn] : []),
        ]}
        filters={filters}
        search="编号、名称或位置"
        total={`${count(rows.length)}${cut ? '+' : ''}`}
        empty={{ title: '这里没有了', text: '换个范围看看，或者这一步已经做完。' }}
      />
      <div class="columns">
        <Card title="盘点情况">
          <Facts
            items={[
              { label: '范围', value: stocktaking.range },
              { label: '起止', value: stocktaking.span },
              { label: '清点和说明', value: stocktaking.tookPart },
              { label: '确认意见', value: stocktaking.opinion },
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
