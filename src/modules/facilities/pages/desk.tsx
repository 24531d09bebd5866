import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'

interface StateBadge {
  label: string
  tone: BadgeTone
}
interface Premises {
  id: string
  name: string
  address: string
  area_m2: number
  tenure: string
  owner: string
  lease_until: string | null
  state: StateBadge
  inUse: boolean
  plans: readonly Picture[]
  buttons: Button[]
  areas: ReadonlyArray<{
    id: string
    name: string
    kind: string
    place: string
    area_m2: number | null
    equipment: string
    state: StateBadge
    buttons: Button[]
  }>
}

interface Props {
  premises: readonly Premises[]
  subCentres: ReadonlyArray<{
    kind: string
    label: string
    about: string
    opened: {
      id: string
      place: string
      hours: string
      staff: readonly string[]
      state: StateBadge
      buttons: Button[]
    } | null
  }>
  systems: ReadonlyArray<{
    id: string
    name: string
    purpose: string
    address: string
    holder: string
    filing: string
    protection: string
    state: StateBadge
    buttons: Button[]
  }>
  /** This platform itself, which is one of the systems. */
  platform: { address: string; filing: string }
  mayManage: boolean
}

const back = '/desk/facilities'

/** 4.3 场地设施: premises and areas, sub-centres, information systems. */
export function FacilitiesDesk({ premises, subCentres, systems, platform, mayManage }: Props) {
  return (
    <>
      <PageHead
        title="场地设施"
        lead="场所和功能区、分中心、信息系统；对外公布的内容见公开页面。"
        actions={
          <div class="actions">
            <a class="button" href="/facilities">
              公开页面
            </a>
            {mayManage && (
              <>
                <a class="button" href="/act/information_system/register">
                  登记信息系统
                </a>
                <a class="button button-primary" href="/act/premises/register">
                  登记场所
                </a>
              </>
            )}
          </div>
        }
      />
      {premises.length === 0 && (
        <Card title="场所">
          <p class="quiet">还没有登记场所。</p>
        </Card>
      )}
      {premises.map(one => (
        <PremisesCard one={one} mayManage={mayManage} />
      ))}
      <Card title="分中心">
        <ul class="task-list">
          {subCentres.map(({ kind, label, about, opened }) => (
            <li>
              <div>
                <b>{label}</b> {opened && <Badge tone={opened.state.tone}>{opened.state.label}</Badge>}
                <p class="quiet">
                  {opened
                    ? [opened.place, opened.hours, opened.staff.join('、')].filter(Boolean).join(' · ')
                    : about}
                </p>
              </div>
              {opened ? (
                <ActionButtons offers={opened.buttons} back={back} />
              ) : (
                mayManage && (
                  <a class="button" href={`/act/sub_centre/open?kind=${kind}`}>
                    开设<span class="visually-hidden">{label}</span>
                  </a>
                )
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="信息系统">
        <ul class="task-list">
          <li>
            <div>
              <b>电子商务公共服务平台（本平台）</b> <Badge tone="green">在用</Badge>
              <p class="quiet">
                {[platform.address, platform.filing && `备案号 ${platform.filing}`]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
          </li>
          {systems.map(one => (
            <li>
              <div>
                <b>{one.name}</b> <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p>{one.purpose}</p>
                <p class="quiet">
                  {[
                    one.address,
                    `账号持有人 ${one.holder}`,
                    one.filing && `备案号 ${one.filing}`,
                    `安全等级 ${one.protection}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <ActionButtons offers={one.buttons} back={back} />
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function PremisesCard({ one, mayManage }: { one: Premises; mayManage: boolean }) {
  return (
    <Card
      title={one.name}
      action={
        mayManage && one.inUse && <a href={`/act/functional_area/open?premises_id=${one.id}`}>新增功能区</a>
      }
    >
      <div class="party-line">
        <p class="quiet">
          <Badge tone={one.state.tone}>{one.state.label}</Badge>{' '}
          {[
            one.address,
            `${one.area_m2} ㎡`,
            one.tenure,
            one.owner,
            one.lease_until && `至 ${one.lease_until}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ActionButtons offers={one.buttons} back={back} />
      </div>
      <Pictures files={one.plans} alt="平面图" />
      {one.areas.length === 0 ? (
        <p class="quiet">还没有划分功能区。</p>
      ) : (
        <ul class="task-list">
          {one.areas.map(area => (
            <li>
              <div>
                <b>{area.name}</b> <Badge tone={area.state.tone}>{area.state.label}</Badge>
                <p class="quiet">
                  {[area.kind, area.place, area.area_m2 && `${area.area_m2} ㎡`, area.equipment]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <ActionButtons offers={area.buttons} back={back} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
