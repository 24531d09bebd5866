import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'

const icons = {
  info: 'info-circle',
  warning: 'alert-triangle',
  danger: 'alert-circle',
  success: 'circle-check',
} as const

export function Alert({
  tone = 'info',
  title,
  children,
}: {
  tone?: keyof typeof icons
  title?: string
  children?: Child
}) {
  return (
    <div class={`alert alert-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  )
}
