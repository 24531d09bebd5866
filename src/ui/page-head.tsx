import type { Child } from 'hono/jsx'

/** The heading of a page: what it is, its state, and what can be done. */
export function PageHead({
  title,
  lead,
  badges,
  actions,
}: {
  title: string
  lead?: string
  badges?: Child
  actions?: Child
}) {
  return (
    <div class="page-head">
      <div>
        <h1>
          {title}
          {badges && <span class="page-badges">{badges}</span>}
        </h1>
        {lead && <p class="page-lead">{lead}</p>}
      </div>
      {actions && <div class="page-actions">{actions}</div>}
    </div>
  )
}
