import { raw } from 'hono/html'
import { Icon, type IconName } from '../icon.tsx'
import { DemoStrip, Frame, type FrameProps, Mark, type Site } from './frame.tsx'

interface Desk extends Omit<FrameProps, 'bodyClass' | 'site'> {
  site: Site
  nav: Array<{
    label: string
    links: Array<{ href: string; label: string; icon: IconName; current: boolean; count?: number }>
  }>
  /** Outsiders search nothing: they know only their own work. */
  person: { name: string; unread: number; outside: boolean }
  crumbs?: Array<{ href: string; label: string }>
  flash?: string
}

/** The workbench: navigation on the left, search on top, the work below. */
export function DeskLayout({ site, nav, person, crumbs, flash, children, ...frame }: Desk) {
  return (
    <Frame {...frame} site={site} bodyClass="desk">
      <aside class="side" aria-label="侧栏">
        <a class="side-brand" href="/desk">
          <Mark size={32} />
          <span>
            <strong>{site.short}</strong>
            <small>工作台</small>
          </span>
        </a>
        <button class="side-menu" type="button" popovertarget="desk-nav">
          <Icon name="menu-2" />
          菜单
        </button>
        {navigation(nav)}
      </aside>
      <div class="desk-body">
        {site.demo && <DemoStrip />}
        <header class="desk-head">
          {!person.outside && (
            <form
              class="desk-search"
              action="/desk/search"
              role="search"
              aria-label="搜索全部"
              data-controller="hotkey"
            >
              <label class="visually-hidden" for="desk-q">
                搜索
              </label>
              <input
                id="desk-q"
                name="q"
                type="search"
                placeholder="办件号、手机尾号、单位或人名"
                title="按 / 键直接到这里"
                data-hotkey-target="field"
              />
            </form>
          )}
          <div class="desk-person">
            <a href="/desk/notifications" class="bell">
              <Icon name="bell" />
              <span class="visually-hidden">消息</span>
              {person.unread > 0 && <b class="count">{person.unread > 99 ? '99+' : person.unread}</b>}
            </a>
            <a href="/account">{person.name}</a>
            <form method="post" action="/sign-out">
              <button class="link" type="submit">
                退出
              </button>
            </form>
          </div>
        </header>
        <main id="main" class="desk-main" tabindex={-1}>
          {crumbs && crumbs.length > 0 && (
            <p class="crumbs">
              {crumbs.map(crumb => (
                <>
                  <a href={crumb.href}>{crumb.label}</a>
                  <span aria-hidden="true"> / </span>
                </>
              ))}
              {frame.title}
            </p>
          )}
          {flash && (
            <p class="flash" role="status">
              <Icon name="circle-check" />
              {flash}
            </p>
          )}
          {children}
        </main>
      </div>
    </Frame>
  )
}

/** The same for many requests, and a good part of what there is to write of a page: written once. */
function navigation(nav: Desk['nav']): Written {
  const key = JSON.stringify(nav)
  const known = written.get(key) ?? raw(String(<Navigation nav={nav} />))
  if (written.size >= mostWritten) written.clear()
  written.set(key, known)
  return known
}
type Written = ReturnType<typeof raw>
const written = new Map<string, Written>()
const mostWritten = 500

/** At the side where there is room (desk.css shows it there), else a drawer; without `popover` it is just there. */
export const Navigation = ({ nav }: Pick<Desk, 'nav'>) => (
  <nav id="desk-nav" aria-label="工作台导航" popover="auto">
    {nav.map(group => (
      <div class="side-group">
        {group.label && <p>{group.label}</p>}
        {group.links.map(link => (
          <a href={link.href} {...(link.current && { 'aria-current': 'page' })}>
            <Icon name={link.icon} />
            <span>{link.label}</span>
            {link.count !== undefined && <b class="count">{link.count > 99 ? '99+' : link.count}</b>}
          </a>
        ))}
      </div>
    ))}
  </nav>
)
