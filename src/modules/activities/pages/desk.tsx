import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { count, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { PublicActivity } from '../view.ts'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface ActivityLine {
  id: string
  title: string
  kind: string
  when: string
  place: string
  owner: string
  capacity: number
  taken: number
  waiting: number
  came: number
  missed: number
  budget: number
  cost: number
  state: Mark
}

export const activityColumns: ReadonlyArray<Column<ActivityLine>> = [
  {
    key: 'title',
    label: '活动',
    phone: 'title',
    width: 36,
    value: row => row.title,
    cell: row => <a href={`/desk/activities/${row.id}`}>{row.title}</a>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'when', label: '时间', long: true, width: 30, value: row => row.when },
  { key: 'place', label: '地点', long: true, phone: 'hide', width: 26, value: row => row.place },
  { key: 'owner', label: '负责人', value: row => row.owner },
  { key: 'capacity', label: '名额', kind: 'number', value: row => row.capacity },
  { key: 'taken', label: '报名', kind: 'number', value: row => row.taken },
  { key: 'waiting', label: '候补', kind: 'number', phone: 'hide', value: row => row.waiting },
  { key: 'came', label: '到场人次', kind: 'number', value: row => row.came },
  { key: 'missed', label: '未到', kind: 'number', phone: 'hide', value: row => row.missed },
  { key: 'cost', label: '支出', kind: 'money', phone: 'hide', value: row => row.cost || null },
  stateColumn,
]

interface ListProps {
  rows: readonly ActivityLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayPlan: boolean
  year: { label: string; held: number; times: number; persons: number }
}

/** 活动台账. */
export const DeskActivities = ({ rows, query, filters, next, mayPlan, year }: ListProps) => (
  <>
    <PageHead
      title="活动"
      lead="沙龙、讲座、参观、考察：策划、审批、报名、签到、归档。"
      actions={
        mayPlan && (
          <a class="button button-primary" href="/act/activity/plan?back=/desk/activities">
            策划活动
          </a>
        )
      }
    />
    <div class="stats">
      <Stat value={`${count(year.held)} 场`} label={`${year.label}已举办`} />
      <Stat value={`${count(year.times)} 人次`} label="到场人次" hint="每到场一次算一次" />
      <Stat value={`${count(year.persons)} 人`} label="到场人数" hint="同一手机号只算一人" />
    </div>
    <DataTable
      path="/desk/activities"
      query={query}
      columns={activityColumns}
      rows={rows}
      search="活动名称"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的活动', text: '换个条件试试，或者策划一个。' }}
    />
  </>
)

export interface Tab {
  href: string
  label: string
  current: boolean
}
interface FrameProps {
  title: string
  when: string
  state: Mark
  phase: Mark | null
  buttons: readonly Button[]
  back: string
  tabs: readonly Tab[]
  children: Child
}

/** What all pages of one activity share: what it is, what to do next, and its parts. */
export const ActivityFrame = ({ title, when, state, phase, buttons, back, tabs, children }: FrameProps) => (
  <>
    <PageHead
      title={title}
      lead={when}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {phase && <Badge tone={phase.tone}>{phase.label}</Badge>}
        </>
      }
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <nav class="tabs" aria-label="活动的各部分">
      {tabs.map(tab => (
        <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
          {tab.label}
        </a>
      ))}
    </nav>
    {children}
  </>
)

export interface Money {
  item: string
  amount_fen: number
}
interface Props {
  activity: PublicActivity
  plan: string
  owner: string
  booking: { href: string; label: string; tone: BadgeTone } | null
  budget: readonly Money[]
  costs: readonly Money[]
  costsNote: string
  minutes: string | null
  counts: { taken: number; waiting: number; came: number; missed: number }
  groups: ReadonlyArray<{ label: string; seats: number; taken: number }>
  story: readonly Told[]
  /** Where the public reads of it; null while it cannot. */
  shown: string | null
}

const groupColumns: ReadonlyArray<Column<Props['groups'][number]>> = [
  { key: 'label', label: '人群', value: one => one.label, phone: 'title' },
  { key: 'seats', label: '预留', kind: 'number', value: one => one.seats },
  { key: 'taken', label: '已报', kind: 'number', value: one => one.taken },
]

/** 概况: plan, seats, money, what was said, what happened. */
export function DeskActivity(props: Props) {
  const { activity, counts, budget, costs, groups } = props
  return (
    <div class="columns">
      <div>
        <div class="stats">
          <Stat value={`${count(counts.taken)} / ${count(activity.capacity)}`} label="报名 / 名额" />
          <Stat value={count(counts.waiting)} label="候补" />
          <Stat
            value={count(counts.came)}
            label="到场人次"
            {...(counts.missed > 0 && { hint: `未到 ${counts.missed}` })}
          />
        </div>
        <Card title="活动" action={props.shown && <a href={props.shown}>看公开页面</a>}>
          <Facts
            items={[
              { label: '类别', value: [activity.kind, activity.series].filter(Boolean).join(' · ') },
              { label: '负责人', value: props.owner },
              { label: '地点', value: activity.place },
              props.booking && {
                label: '场地预约',
                value: (
                  <a href={props.booking.href}>
                    <Badge tone={props.booking.tone}>{props.booking.label}</Badge>
                  </a>
                ),
              },
              { label: '主办', value: activity.organiser },
              { label: '适合', value: activity.audience },
              { label: '报名', value: activity.registration },
              { label: '费用', value: activity.fee },
              { label: '预留', value: activity.groups },
            ]}
          />
          <p class="prose">{activity.about}</p>
        </Card>
        {groups.length > 0 && (
          <Card title="预留名额">
            <Table columns={groupColumns} rows={groups} />
          </Card>
        )}
        <Card title="活动方案">
          <p class="prose">{props.plan}</p>
        </Card>
        {props.minutes !== null && (
          <Card title="活动纪要">
            <p class="prose">{props.minutes}</p>
          </Card>
        )}
        <Budget budget={budget} costs={costs} note={props.costsNote} />
      </div>
      <aside>
        <Card
          title="经过"
          action={
            <a href={`/desk/activities/${activity.id}/file.pdf`} data-turbo="false">
              活动档案
            </a>
          }
        >
          <Timeline items={props.story} />
        </Card>
      </aside>
    </div>
  )
}

const total = (lines: readonly Money[]): number => lines.reduce((sum, one) => sum + one.amount_fen, 0)

const moneyColumns: ReadonlyArray<Column<Money & { of: string }>> = [
  { key: 'item', label: '项目', value: one => one.item, phone: 'title' },
  { key: 'of', label: '预算或支出', value: one => one.of },
  { key: 'amount', label: '金额', kind: 'number', value: one => money(one.amount_fen) },
]

/** 经费: what was planned against what was spent. */
function Budget({
  budget,
  costs,
  note,
}: {
  budget: readonly Money[]
  costs: readonly Money[]
  note: string
}) {
  if (budget.length === 0 && costs.length === 0) return null
  return (
    <Card title="经费">
      <p class="quiet">
        预算 {money(total(budget))}
        {costs.length > 0 && `，支出 ${money(total(costs))}`}
      </p>
      <Table
        columns={moneyColumns}
        rows={[...budget.map(one => ({ ...one, of: '预算' })), ...costs.map(one => ({ ...one, of: '支出' }))]}
      />
      {note && <p>超出预算的原因：{note}</p>}
    </Card>
  )
}
