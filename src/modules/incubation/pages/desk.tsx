import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Steps } from '#ui/steps'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { DeskProjectView } from '../view.ts'
import {
  AgreementCard,
  AssessmentsCard,
  EndingCard,
  MonthsCard,
  PlacesCard,
  PlanCard,
  type StateBadge,
  TaskList,
  TrackingCard,
} from './parts.tsx'

export interface ProjectLine {
  id: string
  name: string
  party: string
  state: StateBadge
  owner: string
  score: string
  until: string
  late: number
  applied_at: Date
}
const nameColumn: Column<{ id: string; name: string }> = {
  key: 'name',
  label: '项目',
  phone: 'title',
  width: 28,
  long: true,
  value: row => row.name,
  cell: row => <a href={`/desk/incubation/${row.id}`}>{row.name}</a>,
}

export const projectColumns: ReadonlyArray<Column<ProjectLine>> = [
  nameColumn as Column<ProjectLine>,
  { key: 'party', label: '申请人', width: 28, long: true, value: row => row.party },
  stateColumn as Column<ProjectLine>,
  { key: 'until', label: '届满', phone: 'hide', value: row => row.until },
  { key: 'owner', label: '孵化专员', phone: 'hide', value: row => row.owner },
  { key: 'score', label: '评审', value: row => row.score },
  {
    key: 'late',
    label: '逾期月报',
    kind: 'number',
    value: row => row.late,
    cell: row => (row.late > 0 ? <Badge tone="red">{row.late}</Badge> : '—'),
  },
  { key: 'applied', label: '申请', kind: 'date', phone: 'hide', value: row => row.applied_at },
]

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
}

export const DeskProjects = ({
  rows,
  query,
  next,
  filters,
  oversees,
}: ListProps<ProjectLine> & { oversees: boolean }) => (
  <>
    <PageHead
      title="孵化"
      lead="审查、评审、审定由不同的人办理；没有手机的，从服务对象的档案页代为申请。"
      actions={
        <>
          {oversees && (
            <>
              <a class="button" href="/desk/incubation/figures">
                月报
              </a>
              <a class="button" href="/desk/incubation/exits">
                退出与毕业
              </a>
              <a class="button" href="/desk/incubation/indicators">
                指标
              </a>
            </>
          )}
          <a class="button" href="/desk/incubation/guide">
            条件与流程
          </a>
        </>
      }
    />
    <DataTable
      path="/desk/incubation"
      query={query}
      rows={rows}
      search="项目或申请人"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有孵化项目', text: '换个条件试试，或者还没有人申请。' }}
      columns={projectColumns}
    />
  </>
)

export function DeskProject({ view }: { view: DeskProjectView }) {
  const { row, state, deadline, buttons } = view
  const back = `/desk/incubation/${row.id}`
  return (
    <>
      <PageHead
        title={row.name}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          {view.steps && (
            <Card>
              <Steps items={view.steps} />
            </Card>
          )}
          <Result view={view} />
          <Objections view={view} back={back} />
          <Reviews view={view} back={back} />
          <EndingCard view={view} />
          <AgreementCard view={view} pdf={`${back}/agreement.pdf`} />
          <PlacesCard view={view} />
          <AssessmentsCard view={view} back={back} />
          <MonthsCard view={view} back={back} />
          <Sessions view={view} back={back} />
          <TrackingCard view={view} back={back} />
          <PlanCard view={view} />
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

function Result({ view: { row, refusal, score, publicUntil } }: { view: DeskProjectView }) {
  if (score === null && !refusal) return null
  return (
    <Card title="评审结果">
      <Facts
        items={[
          score !== null && { label: '评审平均', value: `${score} 分` },
          row.vetoes > 0 && { label: '一票否决', value: `${row.vetoes} 人` },
          publicUntil !== null && { label: '公示到', value: date(publicUntil) },
          row.opinion !== null && { label: '审定意见', value: row.opinion },
          refusal !== null && { label: '未通过', value: `${refusal}：${row.refusal_text}` },
        ]}
      />
    </Card>
  )
}

const Reviews = ({ view: { reviews, seed }, back }: { view: DeskProjectView; back: string }) =>
  reviews.length === 0 ? null : (
    <Card title="评审组">
      {reviews.map(one => (
        <article class="case">
          <h3>
            {one.seat}：{one.reviewer} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.total !== null && <b> {one.total} 分</b>}
          </h3>
          {one.hidden && <p class="quiet">评审表全部交齐后，才能看到别人的。</p>}
          {one.marks.length > 0 && (
            <p class="quiet">
              {one.marks.map(mark => `${mark.label} ${mark.mark}（${mark.weight}%）`).join(' · ')}
            </p>
          )}
          {one.veto && (
            <Alert tone="danger" title="一票否决">
              <p class="prose">{one.veto}</p>
            </Alert>
          )}
          {one.opinion && <p class="prose">{one.opinion}</p>}
          {one.conflict && <p class="prose">回避原因：{one.conflict}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </article>
      ))}
      {seed && (
        <p class="quiet">
          抽取用的随机数（可据此重算）：{seed.slice(0, 16)} {seed.slice(16)}
        </p>
      )}
    </Card>
  )

const Objections = ({ view: { objections }, back }: { view: DeskProjectView; back: string }) =>
  objections.length === 0 ? null : (
    <Card title="公示异议">
      {objections.map(one => (
        <Alert
          tone={one.answer === null ? 'warning' : 'info'}
          title={`${one.raised_by}，${date(one.raised_at)}`}
        >
          <p class="prose">{one.body}</p>
          <p>
            <Badge tone={one.state.tone}>{one.state.label}</Badge> 电话 {one.phone}
          </p>
          {one.answer && <p class="prose">答复：{one.answer}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </Alert>
      ))}
    </Card>
  )

const Sessions = ({ view, back }: { view: DeskProjectView; back: string }) =>
  view.sessions.length === 0 && view.tasks.length === 0 && view.bookable.length === 0 ? null : (
    <Card title="导师辅导">
      {view.sessions.length === 0 && <p class="quiet">还没有约过导师。</p>}
      <ul class="link-list">
        {view.sessions.map(one => (
          <li>
            <a href={`/desk/mentors/sessions/${one.id}`}>
              {one.when} {one.mentor}：{one.topic}
            </a>
            <small>{one.state.label}</small>
          </li>
        ))}
      </ul>
      <TaskList tasks={view.tasks} back={back} />
      {view.bookable.length > 0 && (
        <p>
          不会在手机上约的，可以代约：
          {view.bookable.map(one => (
            <>
              {' '}
              <a
                class="button"
                href={`/act/mentoring_session/bookFor?mentor_id=${one.id}&incubation_id=${view.row.id}`}
              >
                代约{one.name}
              </a>
            </>
          ))}
        </p>
      )}
    </Card>
  )
