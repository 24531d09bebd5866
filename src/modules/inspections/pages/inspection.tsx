import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import { type OrderLine, OrderLinks, type PointLine, Points, type StateBadge } from './parts.tsx'

export interface ShownInspection {
  id: string
  target_name: string
  plan: { href: string; label: string }
  last_day: string
  /** '2026-11-24 10:21' */
  arrived: string | null
  inspected_on: string | null
  entered_later: string | null
  opinion: string | null
  score: number | null
  result: string | null
  publish: string | null
}
export interface SeatLine {
  name: string
  lead: boolean
  state: StateBadge
  reason: string | null
  buttons: Button[]
}

interface Props {
  inspection: ShownInspection
  state: StateBadge
  buttons: Button[]
  seats: readonly SeatLine[]
  points: readonly PointLine[]
  answered: number
  paper: readonly Picture[]
  orders: readonly OrderLine[]
  story: Told[]
}

/** One inspection: on the spot it is read and filled in on a phone. */
export function InspectionPage(props: Props) {
  const { inspection, state, buttons, seats, points, answered, paper, orders, story } = props
  const page = `/desk/inspections/${inspection.id}`
  return (
    <>
      <PageHead
        title={inspection.target_name}
        lead="监督检查"
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={
          <div class="actions">
            <ActionButtons offers={buttons} back={page} />
            <a class="button" href={`${page}/sheet.pdf`} data-turbo="false">
              打印检查表
            </a>
          </div>
        }
      />
      <div class="columns">
        <div>
          <Card title="检查人员">
            <ul class="task-list">
              {seats.map(seat => (
                <li>
                  <div>
                    <b>{seat.name}</b> {seat.lead && <Badge>组长</Badge>}
                    {seat.reason && <p class="quiet">{seat.reason}</p>}
                    <ActionButtons offers={seat.buttons} back={page} />
                  </div>
                  <Badge tone={seat.state.tone}>{seat.state.label}</Badge>
                </li>
              ))}
            </ul>
          </Card>
          {orders.length > 0 && (
            <Card title="整改单">
              <OrderLinks orders={orders} />
            </Card>
          )}
          <Card title={`检查表（已填 ${answered} / ${points.length}）`}>
            <Points points={points} />
            <Pictures files={paper} alt="纸质检查表" />
          </Card>
        </div>
        <aside>
          <Card title="这次检查">
            <Result inspection={inspection} />
          </Card>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Result = ({ inspection }: { inspection: ShownInspection }) => (
  <Facts
    columns={1}
    items={[
      { label: '计划', value: <a href={inspection.plan.href}>{inspection.plan.label}</a> },
      { label: '期限', value: inspection.last_day },
      inspection.inspected_on !== null && { label: '检查日期', value: inspection.inspected_on },
      inspection.arrived !== null && {
        label: inspection.entered_later ? '补录时间' : '到场时间',
        value: inspection.arrived,
      },
      inspection.entered_later !== null && { label: '补录原因', value: inspection.entered_later },
      inspection.result !== null && { label: '结果', value: inspection.result },
      inspection.score !== null && { label: '得分', value: `${inspection.score}（百分制，不适用的不计）` },
      inspection.opinion !== null && { label: '总体意见', value: inspection.opinion },
      inspection.publish !== null && { label: '结果公开', value: inspection.publish },
    ]}
  />
)

interface OwnProps {
  inspection: ShownInspection
  state: StateBadge
  points: readonly PointLine[]
  orders: readonly OrderLine[]
}

/** What was found, as those read it whose it is. */
export const OwnInspection = ({ inspection, state, points, orders }: OwnProps) => (
  <div class="wrap stack">
    <PageHead
      title="检查结果"
      lead={inspection.target_name}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <a class="button" href="/my/inspections">
          全部检查
        </a>
      }
    />
    {orders.length > 0 && (
      <Card title="整改单">
        <OrderLinks orders={orders} />
      </Card>
    )}
    <Card title="结果">
      <Result inspection={inspection} />
    </Card>
    <Card title="检查表">
      <Points points={points} />
    </Card>
  </div>
)

interface OwnListProps {
  inspections: ReadonlyArray<{ id: string; name: string; day: string; result: string; state: StateBadge }>
  orders: readonly OrderLine[]
}

export const OwnInspections = ({ inspections, orders }: OwnListProps) => (
  <div class="wrap stack">
    <PageHead title="检查与整改" lead="检查您单位的结果和要整改的问题。" />
    <Card title="要办的整改">
      {orders.length === 0 ? <p class="quiet">没有要办的整改单。</p> : <OrderLinks orders={orders} />}
    </Card>
    <Card title="检查结果" action={<a href="/inspections">公开的检查</a>}>
      {inspections.length === 0 ? (
        <p class="quiet">还没有检查过您的单位。</p>
      ) : (
        <ul class="task-list">
          {inspections.map(one => (
            <li>
              <div>
                <a href={`/my/inspections/${one.id}`}>{one.name}</a>
                <p class="quiet">
                  {one.day} · {one.result}
                </p>
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)
