import type { Button } from '#modules/actions'
import { hours } from '#modules/training'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { QrCode } from '#ui/qr-code'
import { percentText, type Share } from '../counting.ts'

interface Props {
  title: string
  /** One's own code, for whoever stands at the door. */
  qr: string | null
  share: Share
  needed: number
  halves: ReadonlyArray<{
    half: string
    time: string
    state: { label: string; tone: BadgeTone }
    note: string
    buttons: readonly Button[]
  }>
  back: string
}

/** A learner's own half days. */
export const OwnAttendance = ({ title, qr, share, needed, halves, back }: Props) => (
  <Card title="我的考勤">
    {share.whole_tenths > 0 && (
      <p>
        已上课 {hours(share.whole_tenths)} 学时，您到课 {hours(share.present_tenths)} 学时（
        {percentText(share)}），结业要求不少于 {needed}%。
      </p>
    )}
    {qr && (
      <details class="ticket">
        <summary>我的签到码</summary>
        <QrCode svg={qr} alt={`${title}的签到码`} size={220} />
        <p class="quiet">到场后扫大屏幕上的码签到；手机扫不上的，出示这个码请工作人员扫。</p>
      </details>
    )}
    <ul class="guests">
      {halves.map(one => (
        <li class="guest">
          <span>
            <b>{one.half}</b> <span class="quiet">{one.time}</span>
            {one.note && <small>{one.note}</small>}
          </span>
          <span class="guest-in">
            <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />}
          </span>
        </li>
      ))}
    </ul>
  </Card>
)
