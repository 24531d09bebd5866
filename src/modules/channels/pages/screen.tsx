import { Hall, type HallProps } from '#ui/hall'
import { QrCode } from '#ui/qr-code'

/** One page of the screen. */
export interface Face {
  title: string
  lines: ReadonlyArray<{ title: string; note: string; qr: string }>
  empty: string
  codes: ReadonlyArray<{ label: string; qr: string }>
}

/** One page of the screen of the hall. */
export const HallScreen = ({
  face,
  ...frame
}: Omit<HallProps, 'title' | 'heading' | 'children'> & { face: Face }) => (
  <Hall {...frame} title="大厅大屏" heading={face.title}>
    <Lines face={face} />
  </Hall>
)

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
