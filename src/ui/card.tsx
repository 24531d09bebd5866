import type { Child } from 'hono/jsx'

/** A white panel with an optional heading and a link at its right. */
export function Card({
  title,
  action,
  id,
  children,
}: {
  title?: string
  action?: Child
  id?: string
  children?: Child
}) {
  return (
    <section class="card" {...(id && { id })}>
      {title && (
        <div class="card-head">
          <h2>{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  )
}
