import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

export interface HallProps {
  /** Of the window: 大厅大屏 */
  title: string
  heading: string
  centre: string
  demo: boolean
  number: number
  of: number
  clock: string
  day: string
  working: boolean
  phone: string
  address: string
  hours: string
  words: string
  styles: readonly string[]
  children?: Child
}

/** A document of its own: no navigation, no script; large letters for whoever stands some metres away. */
export function Hall({
  title,
  heading,
  centre,
  demo,
  number,
  of,
  clock,
  day,
  working,
  styles,
  ...more
}: HallProps) {
  return html`<!doctype html>${(
    <html lang="zh-CN" class="hall">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} - ${centre}`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {styles.map(href => (
          <link rel="stylesheet" href={href} />
        ))}
      </head>
      <body class="hall-screen">
        <header class="hall-head">
          <strong>{centre}</strong>
          <p>
            <time class="hall-clock">{clock}</time>
            <span>
              {day}
              {!working && '（休息日）'}
            </span>
          </p>
        </header>
        <main id="main" class="hall-main">
          <h1>
            {heading}
            {of > 1 && (
              <small>
                {number}／{of}
              </small>
            )}
          </h1>
          {more.children}
        </main>
        <footer class="hall-foot">
          {more.words !== '' && <strong>{more.words}</strong>}
          {more.phone !== '' && <span>服务热线 {more.phone}</span>}
          {more.hours !== '' && <span>{more.hours}</span>}
          {more.address !== '' && <span>{more.address}</span>}
          {demo && <span>演示环境，内容均为虚构</span>}
        </footer>
      </body>
    </html>
  )}`
}
