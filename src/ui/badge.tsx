import type { Child } from 'hono/jsx'

export type BadgeTone = 'green' | 'orange' | 'red' | 'grey' | 'blue'

/** A state in a word; its colour only repeats what the word says. */
export const Badge = ({ tone = 'grey', children }: { tone?: BadgeTone; children: Child }) => (
  <span class={`badge badge-${tone}`}>{children}</span>
)
