import { Icon, type IconName } from './icon.tsx'

/** Nothing here yet: says so kindly, and what to do next. */
export function Empty({
  icon = 'inbox',
  title,
  text,
  action,
}: {
  icon?: IconName
  title: string
  text?: string
  action?: { href: string; label: string }
}) {
  return (
    <div class="empty">
      <Icon name={icon} size={36} />
      <p class="empty-title">{title}</p>
      {text && <p>{text}</p>}
      {action && (
        <a class="button" href={action.href}>
          {action.label}
        </a>
      )}
    </div>
  )
}
