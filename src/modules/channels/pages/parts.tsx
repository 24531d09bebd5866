import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'

export interface StateBadge {
  label: string
  tone: BadgeTone
}

export const Tabs = ({
  links,
}: {
  links: ReadonlyArray<{ href: string; label: string; current: boolean }>
}) => (
  <nav class="tabs" aria-label="传播渠道的各部分">
    {links.map(link => (
      <a href={link.href} {...(link.current && { 'aria-current': 'page' })}>
        {link.label}
      </a>
    ))}
  </nav>
)

/** The button to something new above a list. */
export const NewButton = ({ href, label }: { href: string; label: string }) => (
  <a class="button button-primary" href={href}>
    {label}
  </a>
)

interface RecordProps {
  title: string
  lead?: string
  path: string
  state: StateBadge
  buttons: Button[]
  story: Told[]
  children?: Child
}

/** One record: its head with what can be done, what it is, and what happened. */
export const RecordPage = ({ title, lead, path, state, buttons, story, children }: RecordProps) => (
  <>
    <PageHead
      title={title}
      {...(lead && { lead })}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={path} />}
    />
    <div class="stack">
      {children}
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </div>
  </>
)

export interface Letter {
  body: string
  state: string
  tries: number
  error: string | null
  at: Date
  sent_at: Date | null
  due_at: Date
}
const letterStates: Record<string, StateBadge> = {
  queued: { label: '待发送', tone: 'orange' },
  sent: { label: '已发送', tone: 'green' },
  failed: { label: '未送达', tone: 'red' },
}

export const LetterState = ({ state }: { state: string }) => {
  const { label, tone } = letterStates[state] ?? { label: state, tone: 'grey' as const }
  return <Badge tone={tone}>{label}</Badge>
}

/** How it went, in one line: when it left, or why not yet and when it is tried again. */
export const letterNote = ({ state, tries, error, sent_at, due_at }: Omit<Letter, 'body' | 'at'>): string =>
  state === 'sent' && sent_at
    ? dateTime(sent_at)
    : [error, tries > 0 && `已试 ${tries} 次`, state === 'queued' && tries > 0 && `${dateTime(due_at)} 再试`]
        .filter(Boolean)
        .join('，') || '排队中'
