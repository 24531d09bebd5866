import type { Child } from 'hono/jsx'

/** Facts side by side: label and value. Values that are not known are left out. */
export function Facts({
  items,
  columns = 2,
}: {
  items: Array<{ label: string; value: Child } | null | false>
  columns?: 1 | 2
}) {
  return (
    <dl class={`facts facts-${columns}`}>
      {items.map(item =>
        item && item.value !== null && item.value !== '' ? (
          <div>
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
