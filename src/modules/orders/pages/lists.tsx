import { money } from '#platform/format'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'

export interface OrderLine {
  id: string
  number: string
  title: string
  kind: string
  recipient: string
  provider: string
  state: { label: string; tone: BadgeTone }
  price: number
  due: number
  paid: number
  open: number
  agreedOn: string
  nextDue: string
}

export const orderColumns: ReadonlyArray<Column<OrderLine>> = [
  {
    key: 'title',
    label: '服务',
    phone: 'title',
    width: 24,
    value: row => row.title,
    cell: row => <a href={`/desk/orders/${row.id}`}>{row.title}</a>,
  },
  {
    key: 'number',
    label: '编号',
    width: 22,
    aside: true,
    value: row => row.number,
    cell: row => <span class="number nowrap">{row.number}</span>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'recipient', label: '服务对象', width: 26, long: true, value: row => row.recipient },
  { key: 'provider', label: '服务商', width: 26, long: true, value: row => row.provider },
  stateColumn,
  { key: 'price', label: '成交价（元）', kind: 'money', value: row => row.price },
  { key: 'due', label: '应付（元）', aside: true, kind: 'money', value: row => row.due },
  { key: 'paid', label: '已付（元）', aside: true, kind: 'money', value: row => row.paid },
  { key: 'open', label: '未付（元）', kind: 'money', value: row => row.open },
  { key: 'next', label: '下一交付日', value: row => row.nextDue || null },
  { key: 'agreed', label: '选定', aside: true, value: row => row.agreedOn },
]

interface List {
  rows: readonly OrderLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
}

/** 订单台账 of the centre. */
export const DeskOrders = (list: List) => (
  <>
    <PageHead title="服务订单" actions={<a href="/desk/invitations">邀请与成交</a>} />
    <DataTable
      {...list}
      path="/desk/orders"
      columns={orderColumns}
      search="编号、服务对象或服务商"
      exportable
      empty={{ title: '没有符合条件的订单', text: '申请人选定服务商后，订单自动开立在这里。' }}
    />
  </>
)

/** One's own orders, as recipient or as provider, newest first. */
export const MyOrders = ({ rows }: { rows: ReadonlyArray<OrderLine & { role: string }> }) => (
  <div class="wrap stack">
    <PageHead title="我的订单" />
    {rows.length === 0 ? (
      <Empty
        icon="folder"
        title="还没有订单"
        text="需要服务商办理的服务，选定服务商后这里会有订单。"
        action={{ href: '/support', label: '看看业务支持' }}
      />
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(row => (
            <li>
              <div>
                <a href={`/my/orders/${row.id}`}>{row.title}</a>
                <p class="quiet item-meta">
                  <span>{row.number}</span>
                  <span>{row.role}</span>
                  <span>{money(row.price)}</span>
                  {row.nextDue && <span>下一项 {row.nextDue} 前</span>}
                </p>
              </div>
              <Badge tone={row.state.tone}>{row.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </div>
)
