import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Files } from '#ui/files'
import type { BriefView } from '../view.ts'

interface Props {
  view: BriefView
  back: string
}

/** To whom else it was sent, by hand. */
export const Dispatches = ({ view, back }: Props) =>
  view.addDispatch === null && view.dispatches.length === 0 ? null : (
    <Card title="报送其他单位">
      {view.dispatches.length === 0 && <p class="quiet">报给在这里没有账号的单位的，登记下来。</p>}
      <ul class="bullets">
        {view.dispatches.map(one => (
          <li>
            <b>{one.unit}</b> · {one.way} · {one.on} · 第 {one.version} 版{' '}
            <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.note && <p class="quiet">{one.note}</p>}
            <ActionButtons offers={one.buttons} back={back} />
          </li>
        ))}
      </ul>
      {view.addDispatch && (
        <a class="button" href={view.addDispatch}>
          登记报送
        </a>
      )}
    </Card>
  )

/** By whom it was adopted, and where. */
export const Adoptions = ({ view, back }: Props) =>
  view.addAdoption === null && view.adoptions.length === 0 ? null : (
    <Card title="采用">
      {view.adoptions.length === 0 && <p class="quiet">还没有登记采用。核实了才计入采用率。</p>}
      <ul class="bullets">
        {view.adoptions.map(one => (
          <li>
            <b>
              {one.level} · {one.unit}
            </b>{' '}
            《{one.where}》 {one.on} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.instruction && <Badge tone="blue">有领导批示</Badge>}
            {one.remark && <p class="quiet">{one.remark}</p>}
            {one.link && (
              <p>
                <a href={one.link} rel="noopener noreferrer" target="_blank">
                  打开登载的网页
                </a>
              </p>
            )}
            <Files files={one.files} />
            <ActionButtons offers={one.buttons} back={back} />
          </li>
        ))}
      </ul>
      {view.addAdoption && (
        <a class="button" href={view.addAdoption}>
          登记采用
        </a>
      )}
    </Card>
  )
