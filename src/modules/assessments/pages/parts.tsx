import type { Child } from 'hono/jsx'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { type Column, Table } from '#ui/table'
import type { AssessmentView } from '../view.ts'

type Line = AssessmentView['lines'][number]

/** What the period shows, as it was known when it was scored; each fact leads to what it counts. */
export const Known = ({
  view: { row, lines },
  linkOf,
}: {
  view: AssessmentView
  linkOf: (of: Line['of']) => string | null
}) => (
  <Card title="评估依据">
    <p class="quiet">
      {row.from_day} 至 {row.to_day}，
      {row.scored_at === null ? '随办理情况变化，打分时固定下来。' : '打分时的情况。'}
    </p>
    <Facts
      items={lines.map(({ label, value, of }) => {
        const href = linkOf(of)
        return { label, value: href ? <a href={href}>{value}</a> : value }
      })}
    />
  </Card>
)

const orderColumns = (path: string): ReadonlyArray<Column<AssessmentView['orders'][number]>> => [
  {
    key: 'title',
    label: '办件',
    phone: 'title',
    value: order => `${order.title} ${order.number}`,
    cell: order => (
      <>
        {order.opens ? <a href={`${path}/${order.case_id}`}>{order.title}</a> : order.title}
        <br />
        <small class="quiet">{order.number}</small>
      </>
    ),
  },
  { key: 'agreed', label: '约定', value: order => order.agreed_on },
  { key: 'due', label: '应交付', value: order => order.due_on },
  {
    key: 'delivered',
    label: '交付',
    value: order => `${order.delivered_on ?? '—'}${order.late ? ' 逾期' : ''}`,
    cell: order => (
      <>
        {order.delivered_on ?? '—'} {order.late && <Badge tone="orange">逾期</Badge>}
      </>
    ),
  },
  { key: 'outcome', label: '结果', value: order => order.outcome },
]

/** The orders that were counted. */
export const Orders = ({ view: { orders }, path }: { view: AssessmentView; path: string }) => (
  <Card title="评估期内的订单" id="orders">
    {orders.length === 0 ? (
      <p class="quiet">评估期内没有承接订单，各项按了解的情况打分，不作建议。</p>
    ) : (
      <Table columns={orderColumns(path)} rows={orders} />
    )}
  </Card>
)

const markColumns: ReadonlyArray<Column<AssessmentView['marks'][number]>> = [
  { key: 'label', label: '项目', value: one => one.label, phone: 'title' },
  { key: 'weight', label: '占比', kind: 'number', value: one => `${one.weight}%` },
  { key: 'suggestion', label: '建议', kind: 'number', value: one => one.suggestion ?? '不作建议' },
  { key: 'mark', label: '得分', kind: 'number', value: one => one.mark },
]

/** The sheet: what the facts suggest beside what was given. */
export const Marks = ({ view }: { view: AssessmentView }) => {
  const { row, marks, total, passMark, below } = view
  return (
    <Card title="打分表">
      {total !== null && (
        <Facts
          columns={1}
          items={[
            {
              label: '总分',
              value: (
                <>
                  <b>{total} 分</b> {below && <Badge tone="red">{`低于合格线 ${passMark} 分`}</Badge>}
                </>
              ),
            },
            { label: '评估意见', value: <span class="prose">{row.opinion}</span> },
            row.departure !== null && {
              label: '与建议相差较大的理由',
              value: <span class="prose">{row.departure}</span>,
            },
          ]}
        />
      )}
      <Table columns={markColumns} rows={marks} />
    </Card>
  )
}

/** What the firm said, what was decided, and what came of it. */
export function Outcome({ view: { row, answer, files } }: { view: AssessmentView }) {
  if (answer === null) return null
  const prose = (text: string | null): Child => text && <span class="prose">{text}</span>
  return (
    <Card title="说明与决定">
      <Facts
        columns={1}
        items={[
          { label: '服务商', value: answer },
          { label: '说明', value: prose(row.statement) },
          { label: '整改要求', value: prose(row.requirement) },
          row.requirement !== null && { label: '整改期限', value: `${row.rectify_days} 个工作日` },
          { label: '整改情况', value: prose(row.report) },
          { label: '复查', value: prose(row.recheck) },
          { label: '决定', value: prose(row.decision) },
          row.agreement !== null && { label: '新协议', value: `${row.agreement}，至 ${row.last_day}` },
        ]}
      />
      <Files files={files} />
    </Card>
  )
}
