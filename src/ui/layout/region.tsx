import { Icon } from '../icon.tsx'
import { Navigation } from './desk.tsx'
import { DemoStrip, Frame, type FrameProps, Mark } from './frame.tsx'

interface Props extends Omit<FrameProps, 'bodyClass' | 'site' | 'senior'> {
  region: { name: string; demo: boolean }
  nav: Parameters<typeof Navigation>[0]['nav']
  /** Null on the page where one signs in. */
  reader: { name: string } | null
  crumbs?: Array<{ href: string; label: string }>
}

/** The pages of a city or province: they read, so there is little to do on them. */
export function RegionLayout({ region, nav, reader, crumbs = [], children, ...frame }: Props) {
  const title = `${frame.title} - ${region.name}`
  if (!reader)
    return (
      <Frame {...frame} title={title} senior={false} site={null} bodyClass="plain">
        {region.demo && <DemoStrip />}
        <div class="plain-box">
          <header class="plain-head">
            <a class="brand" href="/">
              <Mark />
              <span class="brand-text">
                <strong>{region.name}</strong>
              </span>
            </a>
          </header>
          <main id="main" tabindex={-1}>
            {children}
          </main>
        </div>
      </Frame>
    )
  return (
    <Frame {...frame} title={title} senior={false} site={null} bodyClass="desk">
      <aside class="side" aria-label="侧栏">
        <a class="side-brand" href="/">
          <Mark size={32} />
          <span>
            <strong>{region.name}</strong>
            <small>数据汇总</small>
          </span>
        </a>
        <button class="side-menu" type="button" popovertarget="desk-nav">
          <Icon name="menu-2" />
          菜单
        </button>
        <Navigation nav={nav} />
      </aside>
      <div class="desk-body">
        {region.demo && <DemoStrip />}
        <header class="desk-head">
          <div class="desk-person">
            <span>{reader.name}</span>
            <form method="post" action="/sign-out">
              <button class="link" type="submit">
                退出
              </button>
            </form>
          </div>
        </header>
        <main id="main" class="desk-main" tabindex={-1}>
          {crumbs.length > 0 && (
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
          {children}
        </main>
      </div>
    </Frame>
  )
}
