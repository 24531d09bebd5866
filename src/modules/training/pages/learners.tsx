import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

export interface LearnerLine {
  id: string
  turn: number
  name: string
  phone: string
  number: string
  town: string
  groups: string
  education: string
  channel: string
  applied: Date
  state: { label: string; tone: BadgeTone }
}

export const learnerColumns: ReadonlyArray<Column<LearnerLine>> = [
  { key: 'turn', label: '序号', kind: 'number', phone: 'hide', value: row => row.turn },
  {
    key: 'name',
    label: '姓名',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/classes/enrolments/${row.id}`}>{row.name}</a>,
  },
  { key: 'phone', label: '手机号', value: row => row.phone },
  { key: 'number', label: '身份证号', width: 22, value: row => row.number },
  { key: 'town', label: '乡镇、村', long: true, value: row => row.town },
  { key: 'groups', label: '身份类型', long: true, value: row => row.groups },
  { key: 'education', label: '学历', phone: 'hide', value: row => row.education },
  { key: 'channel', label: '报名方式', aside: true, value: row => row.channel },
  { key: 'applied', label: '报名时间', kind: 'dateTime', aside: true, value: row => row.applied },
  stateColumn,
]

interface Props {
  here: string
  query: Record<string, string>
  rows: readonly LearnerLine[]
  filters: readonly Filter[]
  actions: readonly Button[]
  /** 人次 by group. */
  groups: string
}

/** 学员: everybody who enrolled, in the order of the line. */
export const Learners = ({ here, query, rows, filters, actions, groups }: Props) => (
  <>
    {groups && <p class="quiet">{groups}</p>}
    <ActionButtons offers={actions} />
    <DataTable
      path={here}
      query={query}
      columns={learnerColumns}
      rows={rows}
      filters={filters}
      exportable
      empty={{
        title: '还没有人报名',
        text: '发布以后，学员在手机上报名；也可以代为登记，或用表格批量导入。',
      }}
    />
  </>
)

export interface EnrolmentView {
  title: string
  state: { label: string; tone: BadgeTone }
  facts: Array<{ label: string; value: string }>
  party: string | null
  reason: string | null
  outcome: ReadonlyArray<{ rule: string; met: boolean; says: string }>
  buttons: readonly Button[]
  back: string
  story: readonly Told[]
}

/** One enrolment at the workbench. */
export const DeskEnrolment = (view: EnrolmentView) => (
  <>
    <PageHead
      title={view.title}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={<ActionButtons offers={view.buttons} back={view.back} />}
    />
    <div class="columns">
      <div>
        <Card title="报名信息" action={view.party && <a href={view.party}>服务对象档案</a>}>
          <Facts items={[...view.facts, { label: '原因', value: view.reason ?? '' }]} />
        </Card>
        {view.outcome.length > 0 && <Outcome outcome={view.outcome} />}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={view.story} />
        </Card>
      </aside>
    </div>
  </>
)

/** By which conditions somebody completed a class, or did not. */
export const Outcome = ({ outcome }: { outcome: EnrolmentView['outcome'] }) => (
  <Card title="结业条件">
    <ul class="bullets">
      {outcome.map(one => (
        <li>
          <Badge tone={one.met ? 'green' : 'red'}>{one.met ? '达到' : '未达到'}</Badge> {one.rule}：{one.says}
        </li>
      ))}
    </ul>
  </Card>
)
