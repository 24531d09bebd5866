import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import { Month, type MonthView } from './month.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface ErrandLine {
  id: string
  person: string
  matter: string
  state: StateBadge
  until: string | null
}

export interface CheckLine {
  id: string
  day: string
  score: string
  grade: StateBadge
  remarks: string
}

interface Props {
  station: {
    name: string
    code: string
    place: string
    address: string
    phone: string
    hours: string
    offers: string
    keeper: string
    closedReason: string | null
  }
  state: StateBadge
  /** Whether it serves people now. */
  working: boolean
  today: { done: string | null; enterAt: string } | null
  rectification: { id: string; issues: string; until: string; state: StateBadge; buttons: Button[] } | null
  month: MonthView | null
  errands: readonly ErrandLine[]
  checks: readonly CheckLine[]
  story: readonly Told[]
}

/** The head's own place: today first, then what is asked of the station. */
export function MyStation(props: Props) {
  const { station, state, working, today, rectification, month, errands, checks, story } = props
  return (
    <div class="wrap stack">
      <PageHead
        title={station.name}
        lead={station.place}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
      />
      {station.closedReason && (
        <Alert tone="warning" title="站点已撤销">
          <p>{station.closedReason}</p>
          <p>以前的记录还可以查看。有疑问请联系中心。</p>
        </Alert>
      )}
      {rectification && (
        <Card title="需要整改">
          <p>
            <Badge tone={rectification.state.tone}>{rectification.state.label}</Badge> {rectification.until}
          </p>
          <p class="prose">{rectification.issues}</p>
          <ActionButtons offers={rectification.buttons} back="/my/station" />
        </Card>
      )}
      {today && (
        <Card title="今天的日报">
          {today.done ? (
            <p>{today.done}</p>
          ) : (
            <>
              <p>今天还没有登记。没有业务也登记一下，填 0 就行。</p>
              <a class="button button-primary" href={today.enterAt}>
                登记今天的日报
              </a>
            </>
          )}
        </Card>
      )}
      {(working || errands.length > 0) && (
        <Card title="代村民办事">
          {errands.length === 0 ? (
            <p>村民不方便上网的，得到他本人同意后，您可以替他申请中心的服务。</p>
          ) : (
            <ul class="task-list">
              {errands.map(one => (
                <li>
                  <div>
                    <a href={`/my/station/errands/${one.id}`}>{one.matter}</a>
                    <p class="quiet">{[one.person, one.until].filter(Boolean).join(' · ')}</p>
                  </div>
                  <Badge tone={one.state.tone}>{one.state.label}</Badge>
                </li>
              ))}
            </ul>
          )}
          {working && (
            <p>
              <a class="button" href="/act/errand/ask">
                取得代办授权
              </a>
            </p>
          )}
        </Card>
      )}
      {checks.length > 0 && (
        <Card title="检查结果">
          <ul class="task-list">
            {checks.map(one => (
              <li>
                <div>
                  <b>
                    {one.day} {one.score} 分
                  </b>
                  <p class="quiet">{one.remarks}</p>
                </div>
                <Badge tone={one.grade.tone}>{one.grade.label}</Badge>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {month && (
        <Card title="每天的记录">
          <Month view={month} path="/my/station" entryPath="/my/station/entries" />
        </Card>
      )}
      <Card title="站点资料">
        <Facts
          items={[
            { label: '编码', value: station.code },
            { label: '地址', value: station.address },
            { label: '对外电话', value: station.phone },
            { label: '开放时间', value: station.hours },
            { label: '提供', value: station.offers },
            { label: '中心联系人', value: station.keeper },
          ]}
        />
        <p class="quiet">资料有变动，请告诉中心联系人更新。</p>
      </Card>
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </div>
  )
}

/** Somebody who leads no station. */
export const NoStation = ({ claimable }: { claimable: ReadonlyArray<{ id: string; name: string }> }) => (
  <div class="wrap stack">
    <PageHead title="我的服务站" />
    {claimable.length > 0 ? (
      <ClaimStations stations={claimable} />
    ) : (
      <Card>
        <Empty
          icon="map-pin"
          title="您现在没有管理服务站"
          text="要建站的，请向乡镇或中心提出；已是站长的，请核对登记的手机号是不是这一个。"
          action={{ href: '/stations', label: '看看有哪些服务站' }}
        />
      </Card>
    )}
  </div>
)

/** 登记的站长 takes the station over, by the phone that they signed in with. */
export const ClaimStations = ({ stations }: { stations: ReadonlyArray<{ id: string; name: string }> }) => (
  <>
    {stations.map(one => (
      <Alert title={`您登记为「${one.name}」的站长`}>
        <form method="post" action={`/act/station/claim/${one.id}`} data-controller="submit-once">
          <input type="hidden" name="_back" value="/my/station" />
          <button type="submit" class="button">
            接管站点
          </button>
        </form>
      </Alert>
    ))}
  </>
)
