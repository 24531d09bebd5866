import { friendly } from '#platform/format'
import { Card } from './card.tsx'

export interface Entry {
  kind: string
  label: string
  author: string
  body: string
  at: Date
}

/**
 * What was added to a matter, at the workbench: `details` by whoever it is about, the rest by staff and not seen by them.
 * `outsider` is what that person is called: 反映人, 咨询人.
 */
export function Entries({
  title,
  outsider,
  view: { entries, noteAt, formKey, now },
}: {
  title: string
  outsider: string
  view: { entries: readonly Entry[]; noteAt: string | null; formKey: string; now: Date }
}) {
  if (entries.length === 0 && !noteAt) return null
  return (
    <Card title={title}>
      <div class="messages">
        {entries.map(one => (
          <div
            class={`message${one.kind === 'note' ? ' message-internal' : one.kind === 'details' ? '' : ' message-own'}`}
          >
            <small>
              {one.author} · {friendly(one.at, now)} · {one.label}
              {one.kind !== 'details' && `（${outsider}看不到）`}
            </small>
            <p>{one.body}</p>
          </div>
        ))}
        {noteAt && (
          <MessageForm
            action={noteAt}
            formKey={formKey}
            name="reason"
            label={`内部备注（${outsider}看不到）`}
            button="记下"
          />
        )}
      </div>
    </Card>
  )
}

/** A few lines to write where they will stand. */
export const MessageForm = ({
  action,
  formKey,
  name,
  label,
  button,
}: {
  action: string
  formKey: string
  name: string
  label: string
  button: string
}) => (
  <form method="post" action={action} class="message-form" data-controller="submit-once" novalidate>
    <input type="hidden" name="_key" value={formKey} />
    <label>
      <span>{label}</span>
      <textarea name={name} rows={2} maxlength={1000} />
    </label>
    <button type="submit" class="button">
      {button}
    </button>
  </form>
)
