import { html } from 'hono/html'
import { QrCode } from '#ui/qr-code'

interface Props {
  centre: string
  title: string
  half: string
  place: string
  clock: string
  /** The code as a picture; null while nobody can sign in, and then why. */
  qr: string | null
  why: string
  came: number
  expected: number
  seconds: number
  styles: readonly string[]
}

/** 签到大屏: a document of its own, without script; the browser fetches the next code by itself. */
export const AttendanceScreen = ({ centre, title, half, place, clock, qr, why, styles, ...rest }: Props) =>
  html`<!doctype html>${(
    <html lang="zh-CN" class="hall">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`签到大屏 - ${title}`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {styles.map(href => (
          <link rel="stylesheet" href={href} />
        ))}
      </head>
      <body class="hall-screen">
        <header class="hall-head">
          <strong>{centre}</strong>
          <time class="hall-clock">{clock}</time>
        </header>
        <main id="main" class="hall-main hall-sign-in">
          <div>
            <h1>{title}</h1>
            <p>
              {half}，{place}
            </p>
            <p class="hall-figure">
              <strong>{rest.came}</strong> / {rest.expected} 人已签到
            </p>
            {qr && <p>用微信或手机相机扫码签到。签到码每 {rest.seconds} 秒换一次，拍照转发没有用。</p>}
          </div>
          {qr ? <QrCode svg={qr} alt="签到二维码" size={560} /> : <p class="hall-empty">{why}</p>}
        </main>
        <footer class="hall-foot">
          <span>没有带手机、扫不上的，请找工作人员签到。</span>
        </footer>
      </body>
    </html>
  )}`
