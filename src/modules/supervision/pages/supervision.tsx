import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'

export interface OverdueLine {
  id: string
  title: string
  href: string
  kind: string
  who: string
  late: string
  urged: boolean
}
export interface UrgeLine {
  id: string
  title: string
  href: string
  reason: string
  answer: string | null
  state: { label: string; tone: BadgeTone }
  issued_at: Date
  buttons: Button[]
}

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
        empty={{ title: '没有超期的事项', text: '所有待办都在时限之内。' }}
        columns={[
          {
            key: 'title',
            label: '事项',
            phone: 'title',
            value: row => row.title,
            cell: row => <a href={row.href}>{row.title}</a>,
          },
          { key: 'kind', label: '类别', sort: true, value: row => row.kind },
          { key: 'who', label: '等待', sort: true, value: row => row.who },
          {
            key: 'late',
            label: '超期',
            value: row => row.late,
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
        ]}
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
                  <Badge tone={urge.state.tone}>{urge.state.label}</Badge>
                  <p>{urge.reason}</p>
                  {urge.answer && <p class="quiet">回复：{urge.answer}</p>}
                  <p class="quiet">{dateTime(urge.issued_at)}</p>
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

export interface OutboxLine {
  id: string
  at: Date
  channel: string
  recipient: string
  body: string
  state: { label: string; tone: BadgeTone }
  error: string | null
  tries: number
}

export function OutboxPage({
  rows,
  query,
  next,
}: {
  rows: readonly OutboxLine[]
  query: Record<string, string>
  next: Record<string, string> | null
}) {
  return (
    <>
      <PageHead title="发件箱" lead="发给服务对象的每一条消息，送到没送到都在这里。" />
      <DataTable
        path="/desk/outbox"
        query={query}
        rows={rows}
        next={next}
        filters={[
          {
            name: 'state',
            label: '状态',
            options: [
              { value: 'queued', label: '待发送' },
              { value: 'sent', label: '已发送' },
              { value: 'failed', label: '未送达' },
            ],
          },
        ]}
        empty={{ title: '还没有发出过消息' }}
        columns={[
          { key: 'body', label: '内容', phone: 'title', value: row => row.body },
          { key: 'channel', label: '渠道', value: row => row.channel },
          {
            key: 'recipient',
            label: '接收',
            value: row => row.recipient,
            cell: row => <span class="nowrap">{row.recipient}</span>,
          },
          {
            key: 'state',
            label: '状态',
            value: row => [row.state.label, row.error].filter(Boolean).join('：'),
            cell: row => (
              <span>
                <Badge tone={row.state.tone}>{row.state.label}</Badge>
                {row.error && <small>{row.error}</small>}
              </span>
            ),
          },
          { key: 'at', label: '时间', kind: 'dateTime', value: row => row.at },
        ]}
      />
    </>
  )
}

export interface JournalLine {
  id: string
  at: Date
  who: string
  what: string
  kind: string
  /** Absent where the record is not the reader's to open. */
  href: string | null
  note: string | null
  sealed: boolean
}

interface JournalProps {
  rows: readonly JournalLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  flows: ReadonlyArray<{ value: string; label: string }>
  seal: { number: number; at: Date; hash: string } | null
}

export function JournalPage({ rows, query, next, flows, seal }: JournalProps) {
  return (
    <>
      <PageHead title="日志" lead="谁在什么时候办了什么，只能增加，不能修改或删除。" />
      <Card title="封存">
        {seal ? (
          <p>
            最近一次封存：第 {seal.number} 号，{dateTime(seal.at)}。链首{' '}
            <span class="number">{seal.hash.slice(0, 16)}…</span>
          </p>
        ) : (
          <p>还没有封存。系统每 10 分钟封存一次。</p>
        )}
      </Card>
      <DataTable
        path="/desk/journal"
        query={query}
        rows={rows}
        next={next}
        filters={[{ name: 'flow', label: '类别', options: flows }]}
        empty={{ title: '没有符合条件的记录' }}
        columns={[
          {
            key: 'what',
            label: '经过',
            phone: 'title',
            value: row => `${row.who} ${row.what}`,
            cell: row =>
              row.href ? <a href={row.href}>{`${row.who} ${row.what}`}</a> : `${row.who} ${row.what}`,
          },
          { key: 'kind', label: '类别', value: row => row.kind },
          { key: 'note', label: '说明', long: true, value: row => row.note },
          { key: 'at', label: '时间', kind: 'dateTime', value: row => row.at },
          { key: 'sealed', label: '封存', value: row => (row.sealed ? '已封存' : '待封存') },
        ]}
      />
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
