import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type Place, Sections, type StateBadge } from './parts.tsx'

export interface OrderRow {
  id: string
  number: string
  target_name: string
  point: string
  issued_at: Date
  due_on: string
  late: boolean
  rounds: number
  state: StateBadge
}

export const orderFilters: readonly Filter[] = [
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'late', label: '已逾期' },
      { value: 'open', label: '待整改' },
      { value: 'reported', label: '待核查' },
      { value: 'checked', label: '待销号' },
      { value: 'struck', label: '已销号' },
      { value: 'withdrawn', label: '已撤销' },
    ],
  },
]

export const orderColumns: ReadonlyArray<Column<OrderRow>> = [
  {
    key: 'number',
    label: '编号',
    value: row => row.number,
    cell: row => <span class="nowrap">{row.number}</span>,
  },
  {
    key: 'point',
    label: '问题',
    phone: 'title',
    long: true,
    value: row => row.point,
    cell: row => <a href={`/desk/inspections/orders/${row.id}`}>{row.point}</a>,
  },
  { key: 'target', label: '检查对象', long: true, value: row => row.target_name },
  { key: 'issued', label: '下达', kind: 'date', value: row => row.issued_at },
  {
    key: 'due',
    label: '期限',
    sort: true,
    value: row => (row.late ? `${row.due_on}（已逾期）` : row.due_on),
    cell: row => (
      <span class="nowrap">
        {row.due_on} {row.late && <Badge tone="red">已逾期</Badge>}
      </span>
    ),
  },
  { key: 'rounds', label: '轮次', kind: 'number', value: row => row.rounds },
  stateColumn,
]

interface ListProps {
  place: Place
  rows: readonly OrderRow[]
  query: Record<string, string>
}

export const OrderList = ({ place, rows, query }: ListProps) => (
  <>
    <PageHead title="整改单" lead="检查发现的问题，从下达到销号。" />
    <Sections place={place} />
    <DataTable
      path="/desk/inspections/orders"
      query={query}
      rows={rows}
      columns={orderColumns}
      filters={orderFilters}
      exportable
      empty={{ title: '没有符合条件的整改单' }}
    />
  </>
)

export interface ShownOrder {
  id: string
  number: string
  target_name: string
  point: string
  finding: string
  requirement: string
  issued: string
  due_on: string
  late: boolean
  rounds: number
  extended: string | null
  report: string | null
  reported: string | null
  check_opinion: string | null
  checked: string | null
}

interface Props {
  order: ShownOrder
  /** Of the page itself: the notice lies under it. */
  page: string
  state: StateBadge
  buttons: Button[]
  photos: readonly Picture[]
  checkPhotos: readonly Picture[]
  inspection: string
  /** Absent for whoever puts it right: who did what among staff is not theirs. */
  story: Told[]
}

function Head({ order, state, buttons, page }: Pick<Props, 'order' | 'state' | 'buttons' | 'page'>) {
  return (
    <PageHead
      title={order.point}
      lead={`整改单 ${order.number}，${order.target_name}`}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {order.late && <Badge tone="red">已逾期</Badge>}
        </>
      }
      actions={
        <div class="actions">
          <ActionButtons offers={buttons} back={page} />
          <a class="button" href={`${page}/notice.pdf`} data-turbo="false">
            整改通知书
          </a>
        </div>
      }
    />
  )
}

const Wanted = ({ order, inspection }: Pick<Props, 'order' | 'inspection'>) => (
  <Card title="要整改什么" action={<a href={inspection}>检查结果</a>}>
    <Facts
      columns={1}
      items={[
        { label: '发现的问题', value: order.finding },
        { label: '整改要求', value: order.requirement },
        { label: '期限', value: `${order.due_on}${order.rounds > 1 ? `（第 ${order.rounds} 轮）` : ''}` },
        { label: '下达', value: order.issued },
        order.extended !== null && { label: '延长原因', value: order.extended },
      ]}
    />
  </Card>
)

const Done = ({ order, photos, checkPhotos }: Pick<Props, 'order' | 'photos' | 'checkPhotos'>) => (
  <>
    {order.report !== null && (
      <Card title="整改情况">
        <p class="prose">{order.report}</p>
        <p class="quiet">{order.reported}</p>
        <Pictures files={photos} alt="整改后" />
      </Card>
    )}
    {order.check_opinion !== null && (
      <Card title="核查">
        <p class="prose">{order.check_opinion}</p>
        {order.checked && <p class="quiet">{order.checked}</p>}
        <Pictures files={checkPhotos} alt="核查" />
      </Card>
    )}
  </>
)

/** One order at the desk. */
export const OrderPage = (props: Props) => (
  <>
    <Head {...props} />
    <div class="columns">
      <div>
        <Wanted {...props} />
        <Done {...props} />
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={props.story} />
        </Card>
      </aside>
    </div>
  </>
)

/** The same for whoever is to put it right. */
export const OwnOrder = (props: Props) => (
  <div class="wrap stack">
    <Head {...props} />
    <Wanted {...props} />
    <Done {...props} />
    <Card title="经过">
      <Timeline items={props.story} />
    </Card>
    <p>
      <a href="/my/inspections">全部检查与整改</a>
    </p>
  </div>
)
