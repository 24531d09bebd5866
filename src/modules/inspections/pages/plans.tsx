import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import {
  DrawCard,
  type OrderLine,
  OrderLinks,
  type Place,
  PoolsCard,
  Sections,
  type ShownDraw,
  type ShownPools,
  type StateBadge,
} from './parts.tsx'

export interface PlanLine {
  id: string
  number: string
  title: string
  scope: string
  span: string
  state: StateBadge
}

const planColumns: ReadonlyArray<Column<PlanLine>> = [
  {
    key: 'number',
    label: '编号',
    value: row => row.number,
    cell: row => <span class="nowrap">{row.number}</span>,
  },
  {
    key: 'title',
    label: '计划',
    phone: 'title',
    long: true,
    value: row => row.title,
    cell: row => <a href={`/desk/inspections/plans/${row.id}`}>{row.title}</a>,
  },
  { key: 'scope', label: '范围', long: true, value: row => row.scope },
  { key: 'span', label: '检查时间', value: row => row.span },
  stateColumn,
]

export interface VisitLine {
  id: string
  name: string
  hint: string
  late: boolean
  state: StateBadge
}

interface HomeProps {
  place: Place
  plans: readonly PlanLine[]
  mine: readonly VisitLine[]
  late: readonly OrderLine[]
  counts: { visits: number; open: number; late: number; waiting: number } | null
  query: Record<string, string>
  mayPlan: boolean
}

/** The bureau's desk of 监督检查: what is due comes before what is planned. */
export function InspectionsHome({ place, plans, mine, late, counts, query, mayPlan }: HomeProps) {
  return (
    <>
      <PageHead
        title="监督检查"
        lead="计划先公示，对象和人员当众抽取，问题整改后由没有参加检查的人核查、销号。"
        actions={
          <div class="actions">
            <a class="button" href="/inspections">
              公开页面
            </a>
            {mayPlan && (
              <a class="button button-primary" href="/act/inspection_plan/plan">
                拟订计划
              </a>
            )}
          </div>
        }
      />
      <Sections place={place} />
      {counts && (
        <div class="stats inspection-stats">
          <Stat value={String(counts.visits)} label="待检查" />
          <Stat value={String(counts.open)} label="待整改" href="/desk/inspections/orders?state=open" />
          <Stat value={String(counts.late)} label="整改逾期" href="/desk/inspections/orders?state=late" />
          <Stat
            value={String(counts.waiting)}
            label="待核查、待销号"
            href="/desk/inspections/orders?state=reported"
          />
        </div>
      )}
      {mine.length > 0 && (
        <Card title="我的检查">
          <ul class="task-list">
            {mine.map(one => (
              <li>
                <div>
                  <a href={`/desk/inspections/${one.id}`}>{one.name}</a>
                  <p class="quiet">{one.hint}</p>
                </div>
                <span>
                  {one.late && <Badge tone="red">已过期限</Badge>}{' '}
                  <Badge tone={one.state.tone}>{one.state.label}</Badge>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {late.length > 0 && (
        <Card title="整改逾期">
          <OrderLinks orders={late} />
        </Card>
      )}
      <DataTable
        path="/desk/inspections"
        query={query}
        rows={plans}
        columns={planColumns}
        empty={{ title: '还没有检查计划', text: '主管部门公示计划后，这里显示从抽取到销号的全过程。' }}
      />
    </>
  )
}

interface PlanProps {
  plan: {
    id: string
    title: string
    number: string
    basis: string
    scope: string
    each: number
    sheet: { id: string; label: string }
    span: string
    source: string
    announced: string | null
    drawableFrom: string | null
  }
  state: StateBadge
  buttons: Button[]
  pools: ShownPools | null
  draw: ShownDraw | null
  public: boolean
  story: Told[]
}

export function PlanPage({ plan, state, buttons, pools, draw, story, ...props }: PlanProps) {
  const page = `/desk/inspections/plans/${plan.id}`
  const open = `/inspections/${plan.id}`
  return (
    <>
      <PageHead
        title={plan.title}
        lead={`检查计划 ${plan.number}`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={page} />}
      />
      <div class="columns">
        <div>
          <Card title="计划" {...(props.public && { action: <a href={open}>公开页面</a> })}>
            <Facts
              columns={1}
              items={[
                { label: '依据', value: plan.basis },
                { label: '范围', value: plan.scope },
                { label: '检查人员', value: `每个对象 ${plan.each} 名` },
                {
                  label: '检查表',
                  value: <a href={`/desk/inspections/sheets/${plan.sheet.id}`}>{plan.sheet.label}</a>,
                },
                { label: '检查时间', value: plan.span },
                { label: '抽取号码', value: plan.source },
                plan.announced !== null && { label: '公示', value: `${plan.announced} 起` },
                plan.drawableFrom !== null &&
                  !draw && { label: '可以抽取', value: `${plan.drawableFrom} 起` },
              ]}
            />
          </Card>
          {draw && <DrawCard draw={draw} check={`${open}/check`} source={plan.source} />}
          {pools && <PoolsCard pools={pools} file={`${open}/draw.txt`} />}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
