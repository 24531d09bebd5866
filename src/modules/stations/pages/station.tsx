import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'
import type { CheckLine, ErrandLine } from './mine.tsx'
import { Month, type MonthView } from './month.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

interface Props {
  station: {
    id: string
    name: string
    code: string
    level: string
    place: string
    address: string
    map: string | null
    head: string
    headPhone: string
    /** The head has signed in and taken it over. */
    taken: boolean
    phone: string
    hours: string
    offers: string
    keeper: string
    openedOn: string | null
    closedReason: string | null
  }
  state: StateBadge
  buttons: Button[]
  checkAt: string | null
  month: MonthView | null
  checks: readonly CheckLine[]
  rectifications: ReadonlyArray<{ id: string; issues: string; day: string; state: StateBadge }>
  /** Null: not for this reader. */
  errands: readonly ErrandLine[] | null
  photos: readonly Picture[]
  papers: readonly Picture[]
  story: readonly Told[]
}

/** A station with everything that belongs to it. */
export function DeskStation(props: Props) {
  const { station, state, buttons, checkAt, month, checks, rectifications, errands, photos, papers, story } =
    props
  return (
    <>
      <PageHead
        title={station.name}
        lead={[station.code, station.level, station.place].filter(Boolean).join(' · ')}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={
          <div class="actions">
            {checkAt && (
              <a class="button button-primary" href={checkAt}>
                现场检查
              </a>
            )}
            <ActionButtons offers={buttons} back={`/desk/stations/${station.id}`} />
          </div>
        }
      />
      <div class="columns">
        <div>
          <Card title="基本情况">
            <Facts
              items={[
                { label: '地址', value: station.address },
                station.map !== null && { label: '位置', value: <a href={station.map}>在地图上看</a> },
                {
                  label: '站长',
                  value: (
                    <>
                      {station.head} <Phone number={station.headPhone} />
                      {!station.taken && <span class="quiet">（还没有登录接管）</span>}
                    </>
                  ),
                },
                station.phone !== '' && { label: '对外电话', value: <Phone number={station.phone} /> },
                { label: '开放时间', value: station.hours },
                { label: '提供', value: station.offers },
                { label: '中心联系人', value: station.keeper },
                { label: '开始运营', value: station.openedOn },
                { label: '撤销原因', value: station.closedReason },
              ]}
            />
            <Pictures files={photos} alt="现场" />
            <Pictures files={papers} alt="材料" />
          </Card>
          {month && (
            <Card title="每天的记录">
              <Month view={month} path={`/desk/stations/${station.id}`} entryPath="/desk/stations/entries" />
            </Card>
          )}
        </div>
        <aside>
          {rectifications.length > 0 && (
            <Card title="整改">
              <ul class="task-list">
                {rectifications.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/stations/rectifications/${one.id}`}>{one.day} 要求整改</a>
                      <p class="quiet">{one.issues}</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title="检查">
            {checks.length === 0 ? (
              <p class="quiet">还没有检查过。</p>
            ) : (
              <ul class="task-list">
                {checks.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/stations/checks/${one.id}`}>
                        {one.day} {one.score} 分
                      </a>
                    </div>
                    <Badge tone={one.grade.tone}>{one.grade.label}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {errands !== null && (
            <Card title="代村民办事">
              {errands.length === 0 ? (
                <p class="quiet">还没有代办。</p>
              ) : (
                <ul class="task-list">
                  {errands.map(one => (
                    <li>
                      <div>
                        <a href={`/desk/stations/errands/${one.id}`}>{one.matter}</a>
                        <p class="quiet">{[one.person, one.until].filter(Boolean).join(' · ')}</p>
                      </div>
                      <Badge tone={one.state.tone}>{one.state.label}</Badge>
                    </li>
                  ))}
                </ul>
              )}
            </Card>
          )}
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
