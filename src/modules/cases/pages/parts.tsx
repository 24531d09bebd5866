import type { FileRow } from '#platform/files'
import { friendly, money } from '#platform/format'
import { Badge } from '#ui/badge'
import { MessageForm } from '#ui/entries'
import { Files } from '#ui/files'
import { TableWrap } from '#ui/table'
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

/** Quotes side by side; the applicant picks one. */
export function Quotes({ quotes, agreeAt }: { quotes: readonly QuoteView[]; agreeAt: string | null }) {
  return (
    <TableWrap>
      <table class="table">
        <thead>
          <tr>
            <th class="phone-title">服务商</th>
            <th>工期</th>
            <th class="right">报价</th>
            <th>方案</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {quotes.map(quote => (
            <tr>
              <td class="phone-title long">{quote.provider}</td>
              <td data-label="工期">{quote.days === null ? '—' : `${quote.days} 个工作日`}</td>
              <td data-label="报价" class="right">
                {quote.price_fen === null ? '—' : money(quote.price_fen)}
              </td>
              <td class="long" data-label="方案">
                <div>
                  {quote.proposal ?? '—'}
                  <Files files={quote.files} />
                </div>
              </td>
              <td data-label="状态">
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
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  )
}

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
