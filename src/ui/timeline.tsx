import { Badge, type BadgeTone } from './badge.tsx'

export interface TimelineItem {
  at: string
  title: string
  note?: string | null
  subject?: string
  href?: string | null
  state?: { label: string; tone: BadgeTone } | null
}

/** What happened, newest first. */
export function Timeline({
  items,
  showSubject = false,
}: {
  items: readonly TimelineItem[]
  showSubject?: boolean
}) {
  if (items.length === 0) return <p class="quiet">还没有记录。</p>
  return (
    <ol class="timeline">
      {items.map(item => (
        <li>
          <time>{item.at}</time>
          <p class="timeline-title">
            {item.href && showSubject ? <a href={item.href}>{item.title}</a> : item.title}
            {showSubject && item.subject && <span class="quiet"> · {item.subject}</span>}{' '}
            {item.state && <Badge tone={item.state.tone}>{item.state.label}</Badge>}
          </p>
          {item.note && <p class="timeline-note">{item.note}</p>}
        </li>
      ))}
    </ol>
  )
}
