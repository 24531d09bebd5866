import type { Button, Told } from '#modules/actions'
import { weekday } from '#platform/format'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn, TableWrap } from '#ui/table'
import { NewButton, RecordPage, type StateBadge } from './parts.tsx'

export interface PlanLine {
  id: string
  day: string
  title: string
  column: string
  channels: string
  assignee: string
  state: StateBadge
  publication: string | null
}
interface PlanDay {
  day: string
  within: boolean
  working: boolean
  today: boolean
  plans: PlanLine[]
}

export const planColumns: ReadonlyArray<Column<PlanLine>> = [
  { key: 'day', label: '日期', sort: true, value: row => row.day },
  {
    key: 'title',
    label: '主题',
    phone: 'title',
    value: row => row.title,
    cell: row => <a href={`/desk/channels/plans/${row.id}`}>{row.title}</a>,
  },
  { key: 'column', label: '栏目', sort: true, value: row => row.column },
  { key: 'channels', label: '渠道', value: row => row.channels },
  { key: 'assignee', label: '负责', sort: true, value: row => row.assignee },
  stateColumn as Column<PlanLine>,
  { key: 'publication', label: '发布的内容', value: row => row.publication },
]

interface MonthProps {
  month: string
  before: string
  after: string
  weeks: ReadonlyArray<readonly PlanDay[]>
  rows: readonly PlanLine[]
  query: Record<string, string>
  mayPlan: boolean
}

export const PlansPage = ({ month, before, after, weeks, rows, query, mayPlan }: MonthProps) => (
  <>
    <PageHead
      title="宣传计划"
      lead={`${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`}
      actions={
        <div class="actions">
          <a class="button" href={`/desk/channels/plans?month=${before}`}>
            上个月
          </a>
          <a class="button" href={`/desk/channels/plans?month=${after}`}>
            下个月
          </a>
          {mayPlan && <NewButton href="/act/publicity_plan/plan" label="加一条计划" />}
        </div>
      }
    />
    <div class="stack">
      <Card title="月历">
        <Calendar weeks={weeks} />
      </Card>
      <DataTable
        path="/desk/channels/plans"
        query={{ ...query, month }}
        rows={rows}
        columns={planColumns}
        total={String(rows.length)}
        exportable
        empty={{ title: '这个月还没有计划', text: '先把节日、农时和活动列进来，到时候不手忙脚乱。' }}
      />
    </div>
  </>
)

const Calendar = ({ weeks }: { weeks: MonthProps['weeks'] }) => (
  <TableWrap>
    <table class="table month">
      <thead>
        <tr>
          {weeks[0]?.map(({ day }) => (
            <th scope="col">{weekday(day)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr>
            {week.map(one => (
              <td
                class={one.within ? (one.working ? '' : 'rest') : 'outside'}
                {...(one.today && { 'aria-current': 'date' })}
              >
                <span class="month-day">
                  {Number(one.day.slice(8))}
                  {one.within && !one.working && <small>休</small>}
                </span>
                {one.plans.map(plan => (
                  <a class={`month-plan ${plan.state.tone}`} href={`/desk/channels/plans/${plan.id}`}>
                    {plan.title}
                    <small>{plan.state.label}</small>
                  </a>
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </TableWrap>
)

export const PlanPage = ({
  path,
  plan,
  remark,
  reason,
  publication,
  buttons,
  story,
}: {
  path: string
  plan: PlanLine
  remark: string
  reason: string | null
  publication: string | null
  buttons: Button[]
  story: Told[]
}) => (
  <RecordPage title={plan.title} path={path} state={plan.state} buttons={buttons} story={story}>
    <Card title="计划">
      <Facts
        items={[
          { label: '哪天', value: `${plan.day}（${weekday(plan.day)}）` },
          { label: '栏目', value: plan.column },
          { label: '渠道', value: plan.channels },
          { label: '负责', value: plan.assignee },
          remark !== '' && { label: '要点', value: remark },
          publication !== null && {
            label: '发布的内容',
            value: <a href={publication}>{plan.publication}</a>,
          },
          reason !== null && { label: '取消原因', value: reason },
        ]}
      />
    </Card>
  </RecordPage>
)
