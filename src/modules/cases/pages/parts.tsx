import type { FileRow } from '#platform/files'
import { friendly, money } from '#platform/format'
import { Badge } from '#ui/badge'
import { MessageForm } from '#ui/entries'
import { Files } from '#ui/files'
import { type Column, Table } from '#ui/table'
import type { Deadline } from '../steps.ts'

export interface QuoteView {
  id: string
  provider: string
  state: { label: string; tone: 'green' | 'orange' | 'red' | 'grey' | 'blue' }
  open: boolean
  price_fen: number | null
  days: number | null
  proposal: string | null
  reason: string
  files: FileRow[]
}

const quoteColumns = (agreeAt: string | null): ReadonlyArray<Column<QuoteView>> => [
  { key: 'provider', label: '服务商', value: quote => quote.provider, phone: 'title' },
  {
    key: 'days',
    label: '工期',
    value: quote => (quote.days === null ? null : `${quote.days} 个工作日`),
  },
  {
    key: 'price',
    label: '报价',
    kind: 'number',
    value: quote => (quote.price_fen === null ? null : money(quote.price_fen)),
  },
  {
    key: 'proposal',
    label: '方案',
    long: true,
    value: quote => quote.proposal,
    cell: quote => (
      <div>
        {quote.proposal ?? '—'}
        <Files files={quote.files} />
      </div>
    ),
  },
  {
    key: 'state',
    label: '状态',
    value: quote => quote.state.label,
    cell: quote => (
      <div>
        <Badge tone={quote.state.tone}>{quote.state.label}</Badge>
        {agreeAt && quote.open && (
          <form method="post" action={agreeAt} data-controller="submit-once">
            <input type="hidden" name="quote_id" value={quote.id} />
            <button type="submit" class="button button-primary">
              选定这家
            </button>
          </form>
        )}
      </div>
    ),
  },
]

/** Quotes side by side; the applicant picks one. */
export const Quotes = ({ quotes, agreeAt }: { quotes: readonly QuoteView[]; agreeAt: string | null }) => (
  <Table columns={quoteColumns(agreeAt)} rows={quotes} />
)

export interface MessageView {
  at: Date
  side: string
  internal: boolean
  author_name: string
  body: string
}

/** What the sides wrote to each other, and the box to write. */
export function Messages({
  messages,
  now,
  own,
  writeAt,
  noteAt,
  formKey,
  hideStaff,
}: {
  messages: readonly MessageView[]
  now: Date
  own: string
  writeAt: string | null
  noteAt: string | null
  /** Makes what is sent twice count once. */
  formKey: string
  hideStaff: boolean
}) {
  return (
    <div class="messages">
      {messages.length === 0 && <p class="quiet">还没有留言。</p>}
      {messages.map(message => (
        <div
          class={`message${message.internal ? ' message-internal' : message.side === own ? ' message-own' : ''}`}
        >
          <small>
            {message.side === 'centre' && hideStaff ? '中心工作人员' : message.author_name} ·{' '}
            {friendly(message.at, now)}
            {message.internal && ' · 内部备注，申请人看不到'}
          </small>
          <p>{message.body}</p>
        </div>
      ))}
      {writeAt && <MessageForm action={writeAt} formKey={formKey} name="body" label="留言" button="发送" />}
      {noteAt && (
        <MessageForm
          action={noteAt}
          formKey={formKey}
          name="body"
          label="内部备注（申请人看不到）"
          button="记下"
        />
      )}
    </div>
  )
}

export const DeadlineBadge = ({ deadline }: { deadline: Deadline | null }) =>
  deadline ? <Badge tone={deadline.tone}>{deadline.text}</Badge> : null
