import { Icon, type IconName } from './icon.tsx'

export interface MoreLink {
  href: string
  label: string
  about: string
  icon: IconName
}

/** What there is besides: a row of tiles that lead there. */
export const MoreLinks = ({ links }: { links: readonly MoreLink[] }) => (
  <nav class="more-links" aria-label="更多">
    {links.map(link => (
      <a class="more-link" href={link.href}>
        <Icon name={link.icon} size={24} />
        <span>
          <strong>{link.label}</strong>
          <small>{link.about}</small>
        </span>
      </a>
    ))}
  </nav>
)
