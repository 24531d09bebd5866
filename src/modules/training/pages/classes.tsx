import type { Told } from '#modules/actions'
import { count, money } from '#platform/format'
import { Alert } from '#ui/alert'
import type { BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

export interface ClassLine {
  id: string
  number: string
  title: string
  kind: string
  when: string
  owner: string
  capacity: number
  learners: number
  waiting: number
  budget: number
  spent: number
  state: { label: string; tone: BadgeTone }
}

export const classColumns: ReadonlyArray<Column<ClassLine>> = [
  { key: 'number', label: '期号', phone: 'hide', value: row => row.number },
  {
    key: 'title',
    label: '培训班',
    phone: 'title',
    width: 36,
    value: row => row.title,
    cell: row => <a href={`/desk/classes/${row.id}`}>{row.title}</a>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'when', label: '时间', long: true, width: 26, value: row => row.when },
  { key: 'owner', label: '负责人', phone: 'hide', value: row => row.owner },
  { key: 'capacity', label: '名额', kind: 'number', phone: 'hide', value: row => row.capacity },
  { key: 'learners', label: '学员', kind: 'number', value: row => row.learners },
  { key: 'waiting', label: '候补', kind: 'number', phone: 'hide', value: row => row.waiting },
  { key: 'budget', label: '预算（元）', kind: 'money', phone: 'hide', value: row => row.budget },
  { key: 'spent', label: '支出（元）', kind: 'money', phone: 'hide', value: row => row.spent || null },
  stateColumn,
]

interface ListProps {
  rows: readonly ClassLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayPlan: boolean
  year: { label: string; classes: number; times: number; persons: number }
}

/** 培训班台账. */
export const DeskClasses = ({ rows, query, filters, next, mayPlan, year }: ListProps) => (
  <>
    <PageHead
      title="培训班"
      lead="申请、审批、报名、上课、结业、归档，一期一档。"
      actions={
        mayPlan && (
          <a class="button button-primary" href="/act/training_class/plan?back=/desk/classes">
            新开培训班
          </a>
        )
      }
    />
    <div class="stats">
      <Stat value={`${count(year.classes)} 期`} label={`${year.label}已开班`} />
      <Stat value={`${count(year.times)} 人次`} label="培训人次" hint="每人每班算一次" />
      <Stat value={`${count(year.persons)} 人`} label="培训人数" hint="同一身份证号只算一人" />
    </div>
    <DataTable
      path="/desk/classes"
      query={query}
      columns={classColumns}
      rows={rows}
      search="班名"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的培训班', text: '换个条件试试，或者新开一个。' }}
    />
  </>
)

export interface Overview {
  facts: Array<{ label: string; value: string }>
  about: string
  teachingPlan: string
  examPlan: string
  summary: string | null
  cancelReason: string | null
  counts: { applied: number; waiting: number; learners: number; completed: number }
  capacity: number
  /** What keeps it from its completion; none while that is not asked. */
  missing: readonly string[]
  quotas: ReadonlyArray<{ label: string; seats: number; taken: number }>
  budget: ReadonlyArray<{ item: string; amount_fen: number }>
  plan: { href: string; label: string } | null
  course: { href: string; label: string } | null
  shown: string | null
  story: readonly Told[]
}

/** 概况: what was applied for, how many came, what is still to be done, what happened. */
export const ClassOverview = (view: Overview) => (
  <div class="columns">
    <div>
      <div class="stats">
        <Stat value={`${count(view.counts.learners)} / ${count(view.capacity)}`} label="学员 / 名额" />
        <Stat value={count(view.counts.applied)} label="待审核" />
        <Stat value={count(view.counts.waiting)} label="候补" />
        <Stat value={count(view.counts.completed)} label="结业" />
      </div>
      {view.missing.length > 0 && (
        <Alert tone="warning" title="还不能办理结业">
          <ul class="bullets">
            {view.missing.map(one => (
              <li>{one}</li>
            ))}
          </ul>
        </Alert>
      )}
      {view.cancelReason !== null && (
        <Alert tone="danger" title="培训班已取消">
          <p>原因：{view.cancelReason}</p>
        </Alert>
      )}
      <Card title="开班申请" action={view.shown && <a href={view.shown}>看公开页面</a>}>
        <Facts
          items={[
            ...view.facts,
            view.plan && { label: '年度计划', value: <a href={view.plan.href}>{view.plan.label}</a> },
            view.course && { label: '课程', value: <a href={view.course.href}>{view.course.label}</a> },
            view.budget.length > 0 && {
              label: '预算',
              value: view.budget.map(one => `${one.item} ${money(one.amount_fen)}`).join('，'),
            },
          ]}
        />
        <p class="prose">{view.about}</p>
      </Card>
      {view.quotas.length > 0 && (
        <Card title="预留名额">
          <ul class="bullets">
            {view.quotas.map(one => (
              <li>{`${one.label}：预留 ${one.seats}，已录取 ${one.taken}`}</li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="教学计划">
        <p class="prose">{view.teachingPlan}</p>
      </Card>
      {view.examPlan && (
        <Card title="考核方案">
          <p class="prose">{view.examPlan}</p>
        </Card>
      )}
      {view.summary !== null && (
        <Card title="培训总结">
          <p class="prose">{view.summary}</p>
        </Card>
      )}
    </div>
    <aside>
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </aside>
  </div>
)
