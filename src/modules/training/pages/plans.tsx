import type { Button, Told } from '#modules/actions'
import { count, money, percent } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { SurveyResult } from '../view.ts'
import { SurveyTable } from './survey.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
interface PlansProps {
  plans: ReadonlyArray<{ id: string; title: string; owner: string; change: string; state: Mark }>
  surveys: ReadonlyArray<{ id: string; title: string; closes: string; answers: number; state: Mark }>
  mayDraft: boolean
}

/** Plans of the years, and the surveys that they rest on. */
export const DeskPlans = ({ plans, surveys, mayDraft }: PlansProps) => (
  <>
    <PageHead
      title="年度培训计划"
      lead="先问需求，再定计划；批准后执行，调整要另出一版。"
      actions={
        mayDraft && (
          <>
            <a class="button" href="/act/training_survey/draft">
              新的需求调查
            </a>
            <a class="button button-primary" href="/act/training_plan/draft">
              编制年度计划
            </a>
          </>
        )
      }
    />
    <Card title="计划">
      {plans.length === 0 ? (
        <Empty icon="calendar-event" title="还没有年度计划" text="做完需求调查，就可以编制下一年的计划。" />
      ) : (
        <ul class="task-list">
          {plans.map(one => (
            <li>
              <div>
                <a href={`/desk/training-plans/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">{[one.owner, one.change].filter(Boolean).join(' · ')}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <Card title="培训需求调查">
      {surveys.length === 0 ? (
        <Empty
          icon="messages"
          title="还没有做过需求调查"
          text="发布后大家在手机上填，纸质问卷由工作人员录入。"
        />
      ) : (
        <ul class="task-list">
          {surveys.map(one => (
            <li>
              <div>
                <a href={`/desk/training-plans/surveys/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">{`${one.answers} 份 · 截止 ${one.closes}`}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </>
)

export interface ItemLine {
  title: string
  kind: string
  audience: string
  goal: string
  months: string
  course: string
  outline: string
  hours: number
  classes: number
  people: number
  budget: number
  certificate: string
  held: number
  came: number
  spent: number
}

/** All that a plan says of an item; the screen shows what matters for its progress. */
export const itemColumns: ReadonlyArray<Column<ItemLine>> = [
  { key: 'title', label: '项目', phone: 'title', long: true, width: 26, value: row => row.title },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'audience', label: '对象', long: true, aside: true, value: row => row.audience },
  { key: 'goal', label: '目标', long: true, aside: true, phone: 'hide', value: row => row.goal },
  { key: 'months', label: '时间', value: row => row.months },
  { key: 'hours', label: '学时', kind: 'number', value: row => row.hours },
  {
    key: 'classes',
    label: '期数（已办/计划）',
    value: row => `${row.held}/${row.classes}`,
  },
  { key: 'people', label: '人次（已训/计划）', value: row => `${row.came}/${row.people}` },
  { key: 'budget', label: '预算（元）', kind: 'money', value: row => row.budget },
  { key: 'spent', label: '已支出（元）', kind: 'money', value: row => row.spent },
]

interface PlanProps {
  id: string
  title: string
  state: Mark
  basis: string
  goal: string
  change: string
  owner: string
  survey: { href: string; label: string } | null
  rows: readonly ItemLine[]
  query: Record<string, string>
  buttons: readonly Button[]
  revise: readonly Button[]
  story: readonly Told[]
}

/** One version of a year's plan, with what was carried out of it. */
export const DeskPlan = ({ id, title, state, rows, query, buttons, revise, story, ...plan }: PlanProps) => {
  const here = `/desk/training-plans/${id}`
  const sum = (of: (row: ItemLine) => number) => rows.reduce((all, row) => all + of(row), 0)
  return (
    <>
      <PageHead
        title={title}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={[...buttons]} back={here} />}
      />
      <ActionButtons offers={revise} />
      <div class="stats">
        <Stat
          value={`${count(sum(row => row.held))} / ${count(sum(row => row.classes))}`}
          label="期数：已办 / 计划"
          hint={percent(sum(row => row.held) / sum(row => row.classes))}
        />
        <Stat
          value={`${count(sum(row => row.came))} / ${count(sum(row => row.people))}`}
          label="人次：已训 / 计划"
          hint={percent(sum(row => row.came) / sum(row => row.people))}
        />
        <Stat
          value={money(sum(row => row.budget))}
          label="预算"
          hint={`已支出 ${money(sum(row => row.spent))}`}
        />
      </div>
      <Card title="计划">
        <Facts
          columns={1}
          items={[
            { label: '依据', value: plan.basis },
            plan.survey && { label: '需求调查', value: <a href={plan.survey.href}>{plan.survey.label}</a> },
            { label: '总目标', value: plan.goal },
            { label: '本版的调整', value: plan.change },
            { label: '负责人', value: plan.owner },
          ]}
        />
      </Card>
      <DataTable
        path={here}
        query={query}
        columns={itemColumns}
        rows={rows}
        exportable
        empty={{ title: '没有项目' }}
      />
      {rows.some(row => row.outline || row.certificate || row.course) && (
        <Card title="大纲和证书">
          <ul class="bullets">
            {rows.map(row => (
              <li>
                {row.title}：
                {[row.course && `课程“${row.course}”`, row.outline, row.certificate]
                  .filter(Boolean)
                  .join('；') || '未写'}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </>
  )
}

interface SurveyProps {
  id: string
  title: string
  state: Mark
  about: string
  closes: string
  finding: string | null
  result: SurveyResult
  buttons: readonly Button[]
  enter: readonly Button[]
  shown: string | null
  story: readonly Told[]
}

/** A survey at the workbench: what was found, by topic and town. */
export const DeskSurvey = ({ id, title, state, result, buttons, enter, story, ...survey }: SurveyProps) => (
  <>
    <PageHead
      title={title}
      lead={`截止 ${survey.closes}`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/desk/training-plans/surveys/${id}`} />}
    />
    <ActionButtons offers={enter} />
    <div class="columns">
      <div>
        <SurveyTable result={result} />
        <Card title="说明" action={survey.shown && <a href={survey.shown}>看公开页面</a>}>
          <p class="prose">{survey.about}</p>
        </Card>
        {survey.finding !== null && (
          <Card title="调查结论">
            <p class="prose">{survey.finding}</p>
          </Card>
        )}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
