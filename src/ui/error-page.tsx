import { Icon } from './icon.tsx'

interface Props {
  status: number
  title: string
  text: string
  reference: string | null
  actions: Array<{ href: string; label: string }>
}

/** What went wrong, in plain words, and where to go from here. */
export function ErrorPage({ status, title, text, reference, actions }: Props) {
  return (
    <div class="error-page">
      <Icon
        name={
          status === 404
            ? 'map-search'
            : status === 403
              ? 'lock'
              : status === 409
                ? 'arrows-shuffle'
                : 'alert-circle'
        }
        size={44}
      />
      <h1>{title}</h1>
      {text !== title && <p>{text}</p>}
      {reference && <p class="quiet">编号：{reference}</p>}
      <div class="actions">
        {actions.map((action, at) => (
          <a class={`button button-${at === 0 ? 'primary' : 'secondary'}`} href={action.href}>
            {action.label}
          </a>
        ))}
      </div>
    </div>
  )
}
