import type { Button } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import type { OwnView } from '../view.ts'
import { Question } from './question.tsx'

interface State {
  label: string
  tone: BadgeTone
}

interface Line {
  id: string
  number: string
  question: string
  state: State
  at: Date
}

export const MyConsultations = ({ rows, expert }: { rows: readonly Line[]; expert: boolean }) => (
  <div class="wrap stack">
    <PageHead
      title="我的咨询"
      lead="问过的和答复都在这里。"
      actions={
        <>
          {expert && (
            <a class="button" href="/my/consulting">
              我的咨询任务
            </a>
          )}
          <a class="button button-primary" href="/consulting/new">
            我要咨询
          </a>
        </>
      }
    />
    <Card>
      {rows.length === 0 ? (
        <Empty
          icon="messages"
          title="还没有问过"
          text="政策、技术、业务上的事都可以问。没登录时问的，凭查询码看。"
          action={{ href: '/consulting/progress', label: '凭查询码看答复' }}
        />
      ) : (
        <ul class="task-list">
          {rows.map(row => (
            <li>
              <div>
                <a href={`/my/consultations/${row.id}`}>{row.question}</a>
                <p class="quiet">
                  {row.number} · {date(row.at)}
                </p>
              </div>
              <Badge tone={row.state.tone}>{row.state.label}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)

export const MyConsultation = ({ view, buttons }: { view: OwnView; buttons: Button[] }) => (
  <div class="wrap stack">
    <PageHead title="我的咨询" lead={`${view.number}，查询码 ${view.code}`} />
    {buttons.length > 0 && (
      <Card title={view.state.label === '已答复' ? '解决了吗？' : '您可以'}>
        <ActionButtons offers={buttons} back={`/my/consultations/${view.id}`} />
      </Card>
    )}
    <Question view={view} />
  </div>
)

interface Task {
  id: string
  question: string
  kind: string
  state: State
  deadline: { text: string; tone: BadgeTone } | null
  at: Date
}
interface Role {
  name: string
  introduction: string
  leaves: string
  buttons: Button[]
}

/** An expert from outside, or a provider: what was passed on to them. */
export const MyTasks = ({ roles, tasks }: { roles: readonly Role[]; tasks: readonly Task[] }) => (
  <div class="wrap stack">
    <PageHead title="我的咨询任务" lead="中心转给您的问题。能答的直接答，不合适的退回。" />
    {roles.map(role => (
      <Card title={`咨询专家：${role.name}`}>
        <p class="quiet">{role.introduction}</p>
        {role.leaves && <p>请假：{role.leaves}</p>}
        <ActionButtons offers={role.buttons} back="/my/consulting" />
      </Card>
    ))}
    <Card title="转给我的">
      {tasks.length === 0 ? (
        <Empty icon="inbox" title="现在没有转给您的问题" text="有了会发短信告诉您。" />
      ) : (
        <ul class="task-list">
          {tasks.map(task => (
            <li>
              <div>
                <a href={`/my/consulting/${task.id}`}>{task.question}</a>
                <p class="quiet">
                  {task.kind} · {date(task.at)}{' '}
                  {task.deadline && <Badge tone={task.deadline.tone}>{task.deadline.text}</Badge>}
                </p>
              </div>
              <Badge tone={task.state.tone}>{task.state.label}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)

interface TaskProps {
  transfer: {
    id: string
    question: string
    reason: string
    kind: string
    answer: string | null
    answer_basis: string
    declined: string | null
    offered_at: Date
  }
  state: State
  deadline: { text: string; tone: BadgeTone } | null
  buttons: Button[]
}

/** What an expert reads: the question as it was passed on; nothing of who asked. */
export const TaskPage = ({ transfer, state, deadline, buttons }: TaskProps) => (
  <div class="wrap stack">
    <PageHead
      title="转来的咨询"
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
        </>
      }
    />
    <Card title="问题">
      <p class="prose">{transfer.question}</p>
      <Facts
        items={[
          { label: '类型', value: transfer.kind },
          { label: '为什么转您', value: transfer.reason },
          { label: '转来', value: date(transfer.offered_at) },
        ]}
      />
    </Card>
    {buttons.length > 0 && (
      <Card title="请您">
        <ActionButtons offers={buttons} back={`/my/consulting/${transfer.id}`} />
      </Card>
    )}
    {transfer.answer && (
      <Card title="您的答复">
        <p class="prose">{transfer.answer}</p>
        {transfer.answer_basis && <p class="quiet">依据：{transfer.answer_basis}</p>}
      </Card>
    )}
    {transfer.declined && (
      <Card title="退回的原因">
        <p class="prose">{transfer.declined}</p>
      </Card>
    )}
    <p>
      <a href="/my/consulting">全部任务</a>
    </p>
  </div>
)
