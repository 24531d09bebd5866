import { Icon, type IconName } from '../icon.tsx'
import { DemoStrip, Frame, type FrameProps, Mark, SeniorSwitch, type Site } from './frame.tsx'

interface Portal extends Omit<FrameProps, 'bodyClass' | 'site'> {
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
          <SeniorSwitch senior={frame.senior} />
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
          <div class="foot-links">
            <a href="/privacy">隐私保护</a>
            <a href="/stations">乡村服务站</a>
            <a href="/facilities">场地设施</a>
            <a href="/bookings">场地预约</a>
            <a href="/operator">信息公开</a>
            <a href="/inspections">监督检查</a>
            <a href="/regulations">管理制度</a>
            <a href="/open-data">开放数据</a>
            <a href="/imprint">关于本站</a>
            <a href="/progress">查进度</a>
            <a href="/complaints">投诉建议</a>
            <a href="/sign-in/staff">工作人员登录</a>
          </div>
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
        <Tab
          href="/progress"
          icon="search"
          label="查进度"
          current={!own && nav.some(link => link.href === '/progress' && link.current)}
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
  icon: IconName
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
