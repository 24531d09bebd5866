import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Assets } from './assets.tsx'
import { Icon } from './icon.tsx'

export interface Site {
  name: string
  short: string
  tagline: string
  phone: string | null
  supervisor: string | null
  operator: string | null
  icp: string | null
  police: string | null
  demo: boolean
}

interface Frame {
  title: string
  senior: boolean
  assets: Assets
  description?: string
  bodyClass: string
  site: Site | null
  children: Child
}

/** The document around every page. */
function Frame({ title, senior, assets, description, bodyClass, site, children }: Frame) {
  return html`<!doctype html>${(
    <html lang="zh-CN" class={senior ? 'senior' : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{site ? `${title} - ${site.name}` : title}</title>
        {description && <meta name="description" content={description} />}
        <meta name="theme-color" content="#0b7a5a" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {assets.styles.map(href => (
          <link rel="stylesheet" href={href} />
        ))}
        {assets.script && <script type="module" src={assets.script} />}
      </head>
      <body class={bodyClass}>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {children}
      </body>
    </html>
  )}`
}

export function Mark({ size = 36 }: { size?: number }) {
  return (
    <span class="mark">
      <svg
        width={size}
        height={size}
        viewBox="0 0 36 36"
        fill="none"
        stroke="#fff"
        stroke-width="1.7"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <rect width="36" height="36" rx="8" fill="#0b7a5a" stroke="none" />
        <path d="M18 10c3 3 4.2 6 4.2 8.600 0 3-1.700 5.400-4.200 7.400-2.500-2-4.200-4.400-4.200-7.400 0-2.600 1.200-5.600 4.200-8.600z" />
        <path d="M13.800 18.200c-2.300-1.400-4.200-1.800-6.300-1.600.4 5 4.200 9.200 10.500 9.400M22.200 18.200c2.300-1.400 4.200-1.800 6.300-1.600-.4 5-4.200 9.200-10.500 9.400" />
      </svg>
    </span>
  )
}

const SeniorSwitch = ({ senior }: { senior: boolean }) => (
  <form class="senior-switch" method="post" action="/senior">
    <button type="submit" class="link">
      {senior ? '标准版' : '关怀版'}
    </button>
  </form>
)

const DemoStrip = () => <p class="demo-strip">演示环境：单位、人员和数据均为虚构。</p>

interface Portal extends Omit<Frame, 'bodyClass' | 'site'> {
  site: Site
  nav: Array<{ href: string; label: string; current: boolean }>
  own: boolean
  person: { name: string } | null
  flash?: string
}

/** The public portal and one's own place. */
export function PortalLayout({ site, nav, own, person, flash, children, ...frame }: Portal) {
  return (
    <Frame {...frame} site={site} bodyClass="portal">
      {site.demo && <DemoStrip />}
      <header class="portal-head">
        <div class="wrap portal-head-row">
          <a class="brand" href="/">
            <Mark />
            <span class="brand-text">
              <strong>{site.name}</strong>
              <small>{site.tagline}</small>
            </span>
          </a>
          <nav class="portal-nav" aria-label="主导航">
            {nav.map(link => (
              <a href={link.href} {...(link.current && !own && { 'aria-current': 'page' })}>
                {link.label}
              </a>
            ))}
            <a href="/my" class="own" {...(own && { 'aria-current': 'page' })}>
              <Icon name="user" size={18} />
              {person ? person.name : '我的'}
            </a>
          </nav>
        </div>
      </header>
      <main id="main" class="portal-main" tabindex={-1}>
        {flash && <Flash text={flash} />}
        {children}
      </main>
      <footer class="portal-foot">
        <div class="wrap">
          <p>
            {site.supervisor && <span>主管：{site.supervisor}</span>}
            {site.operator && <span>运营：{site.operator}</span>}
            {site.phone && (
              <span>
                服务热线：<a href={`tel:${site.phone.replaceAll(' ', '')}`}>{site.phone}</a>
              </span>
            )}
          </p>
          <p class="foot-links">
            <a href="/privacy">隐私保护</a>
            <a href="/imprint">关于本站</a>
            <a href="/progress">查进度</a>
            <a href="/sign-in/staff">工作人员登录</a>
            <SeniorSwitch senior={frame.senior} />
          </p>
          {(site.icp || site.police) && (
            <p class="foot-records">
              {site.icp && <span>{site.icp}</span>}
              {site.police && <span>{site.police}</span>}
            </p>
          )}
        </div>
      </footer>
      <nav class="tab-bar" aria-label="快捷导航">
        <Tab
          href="/"
          icon="home"
          label="首页"
          current={!own && nav.some(link => link.href === '/' && link.current)}
        />
        <Tab
          href="/items"
          icon="list-details"
          label="办事"
          current={!own && nav.some(link => link.href === '/items' && link.current)}
        />
        <Tab href="/my" icon="user" label="我的" current={own} />
      </nav>
    </Frame>
  )
}

const Tab = ({
  href,
  icon,
  label,
  current,
}: {
  href: string
  icon: string
  label: string
  current: boolean
}) => (
  <a href={href} {...(current && { 'aria-current': 'page' })}>
    <Icon name={icon} size={22} />
    {label}
  </a>
)

const Flash = ({ text }: { text: string }) => (
  <div class="wrap">
    <p class="flash" role="status">
      <Icon name="circle-check" size={20} />
      {text}
    </p>
  </div>
)

interface Desk extends Omit<Frame, 'bodyClass' | 'site'> {
  site: Site
  nav: Array<{
    label: string
    links: Array<{ href: string; label: string; icon: string; current: boolean; count?: number }>
  }>
  person: { name: string; unread: number }
  crumbs?: Array<{ href: string; label: string }>
  flash?: string
}

/** The workbench: navigation on the left, search on top, the work below. */
export function DeskLayout({ site, nav, person, crumbs, flash, children, ...frame }: Desk) {
  const links = (
    <nav aria-label="工作台导航">
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
  return (
    <Frame {...frame} site={site} bodyClass="desk">
      <aside class="side">
        <a class="side-brand" href="/desk">
          <Mark size={32} />
          <span>
            <strong>{site.short}</strong>
            <small>工作台</small>
          </span>
        </a>
        <div class="side-wide">{links}</div>
        <details class="side-narrow">
          <summary>
            <Icon name="menu-2" />
            菜单
          </summary>
          {links}
        </details>
      </aside>
      <div class="desk-body">
        {site.demo && <DemoStrip />}
        <header class="desk-head">
          <form class="desk-search" action="/desk/search" role="search" data-controller="hotkey">
            <label class="visually-hidden" for="desk-q">
              搜索
            </label>
            <input
              id="desk-q"
              name="q"
              type="search"
              placeholder="搜索办件号、手机尾号、单位、人名（按 /）"
              data-hotkey-target="field"
            />
          </form>
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

interface Plain extends Omit<Frame, 'bodyClass'> {}

/** Signing in, errors: nothing but the matter itself. */
export function PlainLayout({ site, children, ...frame }: Plain) {
  return (
    <Frame {...frame} site={site} bodyClass="plain">
      {site?.demo && <DemoStrip />}
      <div class="plain-box">
        {site && (
          <a class="brand" href="/">
            <Mark />
            <span class="brand-text">
              <strong>{site.name}</strong>
            </span>
          </a>
        )}
        <main id="main" tabindex={-1}>
          {children}
        </main>
      </div>
    </Frame>
  )
}
