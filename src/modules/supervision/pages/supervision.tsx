import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'

export interface OverdueLine {
  id: string
  title: string
  href: string
  /** Number and party of what is late. */
  hint: string
  kind: string
  who: string
  due: Date | null
  late: string
  urged: boolean
}
export interface UrgeLine {
  id: string
  title: string
  href: string
  hint: string | null
  reason: string
  issuer: string
  addressee: string
  answer: string | null
  /** Until when it is to be answered; null once it is. */
  deadline: { text: string; tone: BadgeTone } | null
  state: { label: string; tone: BadgeTone }
  issued_at: Date
  buttons: Button[]
}

/** Who may issue a 督办 finds the way to it in the last column. */
export const overdueColumns = (mayUrge: boolean): ReadonlyArray<Column<OverdueLine>> => [
  {
    key: 'title',
    label: '事项',
    phone: 'title',
    sort: true,
    value: row => row.title,
    cell: row => <a href={row.href}>{row.title}</a>,
  },
  { key: 'hint', label: '编号与对象', long: true, sort: true, value: row => row.hint },
  { key: 'kind', label: '类别', sort: true, value: row => row.kind },
  { key: 'who', label: '等待', sort: true, value: row => row.who },
  {
    key: 'due',
    label: '超期',
    kind: 'date',
    sort: true,
    value: row => row.due,
    cell: row => <Badge tone="red">{row.late}</Badge>,
  },
  {
    key: 'urge',
    label: '督办',
    value: row => (row.urged ? '已督办' : ''),
    cell: row =>
      row.urged ? (
        '已督办'
      ) : mayUrge ? (
        <a href={`/act/urge/issue?task_id=${row.id}&back=/desk/supervision`}>督办</a>
      ) : (
        '—'
      ),
  },
]

export function SupervisionPage({
  overdue,
  urges,
  mayUrge,
  query,
}: {
  overdue: readonly OverdueLine[]
  urges: readonly UrgeLine[]
  mayUrge: boolean
  query: Record<string, string>
}) {
  return (
    <>
      <PageHead title="督办" lead="超期未办的事项，以及主管部门的督办和回复。" />
      <DataTable
        path="/desk/supervision"
        query={query}
        rows={overdue}
        total={String(overdue.length)}
        exportable
        empty={{ title: '没有超期的事项', text: '所有待办都在时限之内。' }}
        columns={overdueColumns(mayUrge)}
      />
      <Card title="督办记录">
        {urges.length === 0 ? (
          <p class="quiet">还没有督办。</p>
        ) : (
          <ul class="task-list">
            {urges.map(urge => (
              <li>
                <div>
                  <a href={urge.href}>{urge.title}</a>{' '}
                  <Badge tone={urge.state.tone}>{urge.state.label}</Badge>{' '}
                  {urge.deadline && <Badge tone={urge.deadline.tone}>{`回复${urge.deadline.text}`}</Badge>}
                  {urge.hint && <p class="quiet">{urge.hint}</p>}
                  <p>{urge.reason}</p>
                  <p class="quiet">
                    {urge.issuer} {dateTime(urge.issued_at)} 督办，由{urge.addressee}回复
                  </p>
                  {urge.answer && <p>回复：{urge.answer}</p>}
                </div>
                <ActionButtons offers={urge.buttons} back="/desk/supervision" />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}

interface CallProps {
  call: { id: string; phone: string; body: string; cause: string; opened_at: Date }
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
  story: Told[]
}

export function CallPage({ call, state, buttons, story }: CallProps) {
  return (
    <>
      <PageHead
        title="电话告知"
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/calls/${call.id}`} />}
      />
      <div class="columns">
        <Card>
          <Facts
            columns={1}
            items={[
              { label: '电话', value: <Phone number={call.phone} /> },
              { label: '告知内容', value: call.body },
              { label: '没有送达', value: call.cause },
              { label: '登记', value: dateTime(call.opened_at) },
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
