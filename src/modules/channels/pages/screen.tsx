import { html } from 'hono/html'
import { QrCode } from '#ui/qr-code'

/** One page of the screen. */
export interface Face {
  title: string
  lines: ReadonlyArray<{ title: string; note: string; qr: string }>
  empty: string
  codes: ReadonlyArray<{ label: string; qr: string }>
}

interface Props {
  centre: string
  demo: boolean
  face: Face
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
}

/** A document of its own: no navigation, no script; large letters for whoever stands some metres away. */
export function HallScreen({ centre, demo, face, number, of, clock, day, working, styles, ...foot }: Props) {
  return html`<!doctype html>${(
    <html lang="zh-CN" class="hall">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`大厅大屏 - ${centre}`}</title>
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
            {face.title}
            {of > 1 && (
              <small>
                {number}／{of}
              </small>
            )}
          </h1>
          <Lines face={face} />
        </main>
        <footer class="hall-foot">
          {foot.words !== '' && <strong>{foot.words}</strong>}
          {foot.phone !== '' && <span>服务热线 {foot.phone}</span>}
          {foot.hours !== '' && <span>{foot.hours}</span>}
          {foot.address !== '' && <span>{foot.address}</span>}
          {demo && <span>演示环境，内容均为虚构</span>}
        </footer>
      </body>
    </html>
  )}`
}

const Lines = ({ face }: { face: Face }) =>
  face.codes.length > 0 ? (
    <ul class="hall-codes">
      {face.codes.map(one => (
        <li>
          <QrCode svg={one.qr} alt={`${one.label}的二维码`} size={220} />
          <span>{one.label}</span>
        </li>
      ))}
    </ul>
  ) : face.lines.length === 0 ? (
    <p class="hall-empty">{face.empty}</p>
  ) : (
    <ul class="hall-lines">
      {face.lines.map(one => (
        <li>
          <QrCode svg={one.qr} alt={`${one.title}的二维码`} size={120} />
          <div>
            <strong>{one.title}</strong>
            <span>{one.note}</span>
          </div>
        </li>
      ))}
    </ul>
  )
