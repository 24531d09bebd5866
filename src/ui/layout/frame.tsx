import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Assets } from '../assets.tsx'

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

/** What a public page says to programs: its data, feeds of its changes, and what it is about in words of schema.org. */
export interface ForMachines {
  alternates?: ReadonlyArray<{ href: string; type: string; title: string }>
  data?: object
}

export interface FrameProps {
  title: string
  senior: boolean
  assets: Assets
  description?: string
  bodyClass: string
  site: Site | null
  head?: ForMachines
  children: Child
}

/** The document around every page. */
export function Frame({ title, senior, assets, description, bodyClass, site, head, children }: FrameProps) {
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
        {head?.alternates?.map(({ href, type, title: label }) => (
          <link rel="alternate" href={href} type={type} title={label} />
        ))}
      </head>
      <body class={bodyClass}>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {children}
        {head?.data && <Data of={head.data} />}
      </body>
    </html>
  )}`
}

/**
 * A data block, which no browser runs. It stands in the body: what scripts a page brings in its head, Turbo keeps when
 * it goes on to the next. No name of anybody's can end it, since its JSON is written without angle brackets.
 */
const Data = ({ of }: { of: object }) => (
  <script type="application/ld+json">
    {raw(JSON.stringify(of).replaceAll(/[<>&\u2028\u2029]/g, escaped))}
  </script>
)
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

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

export const DemoStrip = () => (
  <aside class="demo-strip" aria-label="演示说明">
    演示环境：单位、人员和数据均为虚构。
  </aside>
)

export const SeniorSwitch = ({ senior }: { senior: boolean }) => (
  // The class of the document changes, which Turbo leaves as it is: the browser loads the page anew.
  <form class="senior-switch" method="post" action="/senior" data-turbo="false">
    <button type="submit" class="button">
      {senior ? '标准版' : '关怀版'}
    </button>
  </form>
)

interface Plain extends Omit<FrameProps, 'bodyClass'> {}

/** Signing in, errors: nothing but the matter itself. */
export function PlainLayout({ site, children, ...frame }: Plain) {
  return (
    <Frame {...frame} site={site} bodyClass="plain">
      {site?.demo && <DemoStrip />}
      <div class="plain-box">
        {site && (
          <header class="plain-head">
            <a class="brand" href="/">
              <Mark />
              <span class="brand-text">
                <strong>{site.name}</strong>
              </span>
            </a>
            <SeniorSwitch senior={frame.senior} />
          </header>
        )}
        <main id="main" tabindex={-1}>
          {children}
        </main>
      </div>
    </Frame>
  )
}
