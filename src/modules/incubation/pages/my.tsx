import type { Child } from 'hono/jsx'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import type { Todo } from '../todo.ts'
import type { ProjectView } from '../view.ts'
import { MentorFacts, type MentorView } from './mentors.tsx'
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
import { SessionBody, type SessionView } from './session.tsx'

interface HomeProps {
  projects: ReadonlyArray<{ id: string; name: string; state: StateBadge; todos: readonly Todo[] }>
  mentors: ReadonlyArray<{ mentor: MentorView; sessions: readonly Sitting[]; unclaimed: boolean }>
  /** Asked of an expert from outside. */
  reviews: ReadonlyArray<{ id: string; name: string; seat: string; state: StateBadge }>
  mayApply: boolean
  feed: Child | null
}
interface Sitting {
  id: string
  when: string
  with: string
  state: StateBadge
}

const Todos = ({ todos }: { todos: readonly Todo[] }) =>
  todos.length === 0 ? (
    <p class="quiet">现在没有要办的。</p>
  ) : (
    <ul class="task-list">
      {todos.map((one, at) => (
        <li>
          <a class={at === 0 ? 'button button-primary' : ''} href={one.href}>
            {one.label}
          </a>
          {one.urgent && <Badge tone="red">要紧</Badge>}
        </li>
      ))}
    </ul>
  )

/** 我的孵化: for a start-up what to do first, for a mentor whom they see when. */
export const MyIncubation = ({ projects, mentors, reviews, mayApply, feed }: HomeProps) => (
  <div class="wrap stack">
    <PageHead
      title="我的孵化"
      lead="申请入孵、填月报、约导师、看考核，都在这里。"
      actions={
        mayApply && (
          <a class="button button-primary" href="/act/incubation/apply?back=/my/incubation">
            申请入孵
          </a>
        )
      }
    />
    {reviews.length > 0 && (
      <Card title="请您评审">
        <ul class="task-list">
          {reviews.map(one => (
            <li>
              <a href={`/my/incubation/reviews/${one.id}`}>
                {one.name}（{one.seat}席）
              </a>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {mentors.map(one => (
      <MentorDesk {...one} />
    ))}
    {projects.map(one => (
      <Card title={one.name} action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}>
        <Todos todos={one.todos} />
        <p>
          <a href={`/my/incubation/${one.id}`}>看「{one.name}」的全部情况</a>
        </p>
      </Card>
    ))}
    {projects.length === 0 && mentors.length === 0 && (
      <Card>
        <Empty
          icon="rocket"
          title="还没有孵化项目"
          text="有好点子、刚起步的，先看看条件和能得到什么。"
          action={{ href: '/incubation', label: '条件与流程' }}
        />
      </Card>
    )}
    {feed}
  </div>
)

const MentorDesk = ({ mentor, sessions, unclaimed }: HomeProps['mentors'][number]) => (
  <Card
    title={`${mentor.name}老师的辅导`}
    action={<Badge tone={mentor.state.tone}>{mentor.state.label}</Badge>}
  >
    {unclaimed && (
      <Alert tone="info" title="中心请您担任创业导师">
        确认后就能安排每周时间，孵化企业约了会发短信。
      </Alert>
    )}
    <ul class="task-list">
      {sessions.map(one => (
        <li>
          <a href={`/my/incubation/sessions/${one.id}`}>
            {one.when} {one.with}
          </a>
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </li>
      ))}
    </ul>
    {sessions.length === 0 && !unclaimed && <p class="quiet">还没有人约。</p>}
    <ActionButtons offers={mentor.buttons} back="/my/incubation" />
    <details>
      <summary>我的资料和时间</summary>
      <MentorFacts mentor={mentor} />
    </details>
  </Card>
)

interface MentorChoice {
  id: string
  name: string
  work: string
  topics: string
  load: string
}

export function MyProject({
  view,
  todos,
  mentors,
}: {
  view: ProjectView
  todos: readonly Todo[]
  mentors: readonly MentorChoice[]
}) {
  const { row, state, deadline } = view
  const back = `/my/incubation/${row.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={row.name}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
      />
      <Card title="接下来">
        {view.steps && <Steps items={view.steps} />}
        <p>{view.expect}</p>
        {view.lacking && (
          <Alert tone="warning" title="需要补正">
            {view.lacking}
          </Alert>
        )}
        {view.publicUntil && <p class="quiet">公示到 {date(view.publicUntil)}。</p>}
        {view.refusal && (
          <Alert tone="warning" title={view.refusal}>
            <p>{row.refusal_text}</p>
          </Alert>
        )}
        <Todos todos={todos} />
        <ActionButtons offers={view.buttons} back={back} />
      </Card>
      <EndingCard view={view} />
      <MonthsCard view={view} back={back} />
      {mentors.length > 0 && <Mentors mentors={mentors} />}
      {view.sessions.length > 0 && (
        <Card title="我的辅导">
          <ul class="task-list">
            {view.sessions.map(one => (
              <li>
                <a href={`/my/incubation/sessions/${one.id}`}>
                  {one.when} {one.mentor}
                </a>
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {view.tasks.length > 0 && (
        <Card title="任务">
          <TaskList tasks={view.tasks} back={back} />
        </Card>
      )}
      <AssessmentsCard view={view} back={back} />
      <AgreementCard view={view} pdf={`${back}/agreement.pdf`} />
      <PlacesCard view={view} />
      <TrackingCard view={view} back={back} />
      <PlanCard view={view} />
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

const Mentors = ({ mentors }: { mentors: readonly MentorChoice[] }) => (
  <Card title="约导师" id="mentors">
    <p class="quiet">本月约得少的排在前面。拿不准找谁，也可以先在网上咨询。</p>
    {mentors.map(one => (
      <article class="case">
        <h3>
          <a href={`/my/incubation/mentors/${one.id}`}>{one.name}</a>
        </h3>
        <p>{one.work}</p>
        <p class="quiet">
          {one.topics}；{one.load}
        </p>
      </article>
    ))}
  </Card>
)

export const MentorForStartup = ({
  mentor,
  free,
  mayBook,
}: {
  mentor: MentorView
  free: readonly { value: string; words: string }[]
  mayBook: boolean
}) => (
  <div class="wrap stack">
    <PageHead title={mentor.name} lead={mentor.work} />
    <Card>
      <MentorFacts mentor={mentor} />
    </Card>
    <Card title="可约的时间">
      {free.length === 0 && <p>近期没有空档，请另选一位，或过几天再看。</p>}
      <ul class="link-list">
        {free.slice(0, 40).map(slot => (
          <li>
            {mayBook ? (
              <a
                href={`/act/mentoring_session/book?mentor_id=${mentor.id}&slot=${encodeURIComponent(slot.value)}&back=/my/incubation`}
              >
                {slot.words}
              </a>
            ) : (
              slot.words
            )}
          </li>
        ))}
      </ul>
    </Card>
  </div>
)

export const MySession = ({ view }: { view: SessionView }) => (
  <div class="wrap stack">
    <PageHead title={`辅导 ${view.when}`} badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>} />
    <SessionBody view={view} back={`/my/incubation/sessions/${view.id}`} />
    <Card title="经过">
      <Timeline items={view.story} />
    </Card>
  </div>
)
