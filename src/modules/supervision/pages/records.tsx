import { dateTime } from '#platform/format'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

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

export const outboxFilters: readonly Filter[] = [
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'queued', label: '待发送' },
      { value: 'sent', label: '已发送' },
      { value: 'failed', label: '未送达' },
    ],
  },
]

export const outboxColumns: ReadonlyArray<Column<OutboxLine>> = [
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
]

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
        filters={outboxFilters}
        exportable
        empty={{ title: '还没有发出过消息' }}
        columns={outboxColumns}
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

export const journalColumns: ReadonlyArray<Column<JournalLine>> = [
  {
    key: 'what',
    label: '经过',
    phone: 'title',
    value: row => `${row.who} ${row.what}`,
    cell: row => (row.href ? <a href={row.href}>{`${row.who} ${row.what}`}</a> : `${row.who} ${row.what}`),
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'note', label: '说明', long: true, value: row => row.note },
  { key: 'at', label: '时间', kind: 'dateTime', value: row => row.at },
  { key: 'sealed', label: '封存', value: row => (row.sealed ? '已封存' : '待封存') },
]

interface JournalProps {
  rows: readonly JournalLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  seal: { number: number; at: Date; hash: string } | null
}

export function JournalPage({ rows, query, next, filters, seal }: JournalProps) {
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
        filters={filters}
        exportable
        empty={{ title: '没有符合条件的记录' }}
        columns={journalColumns}
      />
    </>
  )
}
