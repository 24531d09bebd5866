import type { Child } from 'hono/jsx'
import { Card } from './card.tsx'

/** What one has ahead, with what to do about it, and what was: bookings, activities. */
export const Coming = <Line extends { id: string }, Ahead extends Line>({
  title,
  coming,
  past,
  line,
  actions,
}: {
  /** Of what is ahead: 要用的, 要参加的. */
  title: string
  coming: readonly Ahead[]
  past: readonly Line[]
  line(one: Line): Child
  actions(one: Ahead): Child
}) => (
  <>
    {coming.length > 0 && (
      <Card title={title}>
        <ul class="task-list">
          {coming.map(one => (
            <li>
              {line(one)}
              {actions(one)}
            </li>
          ))}
        </ul>
      </Card>
    )}
    {past.length > 0 && (
      <Card title="以前的">
        <ul class="task-list">
          {past.map(one => (
            <li>{line(one)}</li>
          ))}
        </ul>
      </Card>
    )}
  </>
)
