import type { Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Mark, RedemptionView } from '../view.ts'
import { RedemptionFacts } from './my.tsx'

export interface RedemptionLine {
  id: string
  number: string
  party: string
  provider: string
  milestone: string
  price: number
  amount: number
  payee: string
  applied: string
  paid: string
  hints: number
  state: Mark
}

export const redemptionColumns: ReadonlyArray<Column<RedemptionLine>> = [
  {
    key: 'number',
    label: '券号',
    phone: 'title',
    value: row => row.number,
    cell: row => <a href={`/desk/vouchers/redemptions/${row.id}`}>{row.number}</a>,
  },
  { key: 'party', label: '领券人', long: true, width: 24, value: row => row.party },
  { key: 'provider', label: '服务商', long: true, aside: true, width: 24, value: row => row.provider },
  { key: 'milestone', label: '阶段', long: true, value: row => row.milestone },
  {
    key: 'price',
    label: '验收价格（元）',
    kind: 'money',
    value: row => row.price,
  },
  {
    key: 'amount',
    label: '补贴（元）',
    kind: 'money',
    value: row => row.amount,
  },
  { key: 'payee', label: '收款', aside: true, value: row => row.payee },
  { key: 'applied', label: '申请时间', aside: true, value: row => row.applied },
  { key: 'paid', label: '拨付日期', value: row => row.paid },
  { key: 'hints', label: '提示', kind: 'number', value: row => row.hints || null },
  stateColumn,
]

interface RedemptionsProps {
  rows: readonly RedemptionLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

/** 兑付台账; with the filter of hints, what the checker looks at twice. */
export const DeskRedemptions = ({ rows, query, filters, next }: RedemptionsProps) => (
  <>
    <PageHead
      title="服务券兑付"
      lead="一人初审、另一人复审、第三人登记拨付；和双方有关系的人不办。"
      actions={
        <a class="button" href="/desk/vouchers/redemptions?hints=1">
          有提示的
        </a>
      }
    />
    <DataTable
      path="/desk/vouchers/redemptions"
      query={query}
      columns={redemptionColumns}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的兑付申请', text: '订单验收以后，领券人或服务商会来申请。' }}
    />
  </>
)

interface RedemptionProps {
  view: RedemptionView
  number: string
  party: { href: string; name: string }
  provider: string
  order: { href: string; title: string }
  story: readonly Told[]
}

/** One redemption: what is asked for, what to look at, who decided what. */
export const DeskRedemption = ({ view, number, party, provider, order, story }: RedemptionProps) => (
  <>
    <PageHead
      title="服务券兑付"
      lead={`${number}，${view.milestone}`}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={
        view.buttons.length > 0 && (
          <ActionButtons offers={view.buttons} back={`/desk/vouchers/redemptions/${view.id}`} />
        )
      }
    />
    {view.signals.length > 0 && (
      <Alert tone="info" title="初审时请多看一眼">
        <ul class="bullets">
          {view.signals.map(one => (
            <li>{one}</li>
          ))}
        </ul>
        <p>这些只是提示，不说明有问题；核实的情况在初审时写明。</p>
      </Alert>
    )}
    <div class="columns">
      <div>
        <Card title="申请">
          <Facts
            items={[
              { label: '券', value: <a href={`/desk/vouchers/${view.voucherId}`}>{number}</a> },
              { label: '领券人', value: <a href={party.href}>{party.name}</a> },
              { label: '服务商', value: provider },
              { label: '订单', value: <a href={order.href}>{order.title}</a> },
            ]}
          />
          <RedemptionFacts view={view} />
          {view.checkNote && <p class="prose">初审意见：{view.checkNote}</p>}
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
