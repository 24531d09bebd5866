import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { type ActedBy, ActedByWords } from '#modules/parties'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Coming } from '#ui/coming'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import { Outcome } from './learners.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface MyLine {
  id: string
  title: string
  when: string
  place: string
  state: Mark
  line: number | null
}
interface ListProps {
  coming: readonly MyLine[]
  past: readonly MyLine[]
  answers: ReadonlyArray<{ id: string; title: string }>
  /** The address for one's calendar, or the way to it. */
  feed: Child
}

/** One's own classes: what is to come, then what was. */
export const MyTraining = ({ coming, past, answers, feed }: ListProps) => (
  <div class="wrap stack">
    <PageHead
      title="我的培训"
      actions={
        <a class="button button-primary" href="/training">
          看看有什么培训
        </a>
      }
    />
    {coming.length === 0 && past.length === 0 && (
      <Card>
        <Empty
          icon="book"
          title="还没有报过培训班"
          text="开网店、做直播、拍短视频，从头学起，免费。"
          action={{ href: '/training', label: '去看看' }}
        />
      </Card>
    )}
    <Coming
      title="要参加的"
      coming={coming}
      past={past}
      line={one => <Line one={one} />}
      actions={() => null}
    />
    {answers.length > 0 && (
      <Card title="填过的需求问卷">
        <ul class="bullets">
          {answers.map(one => (
            <li>
              <a href={`/my/training/answers/${one.id}`}>{one.title}</a>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {feed}
  </div>
)

const Line = ({ one }: { one: MyLine }) => (
  <div>
    <a href={`/my/training/${one.id}`}>{one.title}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
    <p class="quiet">
      {one.when} · {one.place}
    </p>
    {one.line !== null && <p>您排第 {one.line} 位。</p>}
  </div>
)

interface Props {
  id: string
  classId: string
  title: string
  when: string
  state: Mark
  facts: Array<{ label: string; value: string }>
  line: number | null
  by: ActedBy | null
  lessons: ReadonlyArray<{ title: string; when: string; form: string; place: string; lecturer: string }>
  outcome: ReadonlyArray<{ rule: string; met: boolean; says: string }>
  /** What later modules show: attendance, exams, the certificate. */
  parts: readonly Child[]
  mayOpine: boolean
  buttons: readonly Button[]
  story: readonly Told[]
}

/** One's own place in a class: how it stands, when to come, how it went. */
export const MyClass = (props: Props) => {
  const back = `/my/training/${props.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={props.title}
        lead={props.when}
        badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      />
      {props.line !== null && (
        <Alert tone="info" title={`您排第 ${props.line} 位`}>
          <p>空出名额后按报名先后递补，并发消息通知您。随时可以取消。</p>
        </Alert>
      )}
      {props.mayOpine && (
        <Card title="这次培训怎么样">
          <p>花一分钟说说感受。不记名，满 5 份才混在一起统计，谁写的看不出来。</p>
          <p>
            <a class="button button-primary" href={`${back}/opinion`}>
              匿名评价
            </a>
          </p>
        </Card>
      )}
      {props.parts}
      {props.outcome.length > 0 && <Outcome outcome={props.outcome} />}
      {props.lessons.length > 0 && (
        <Card title="课程表">
          <ul class="task-list">
            {props.lessons.map(one => (
              <li>
                <div>
                  {one.title}（{one.form}）
                  <p class="quiet">{[one.when, one.place, one.lecturer].filter(Boolean).join(' · ')}</p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="报名信息" action={<a href={`/training/${props.classId}`}>看培训班介绍</a>}>
        <Facts
          items={[
            ...props.facts,
            props.by !== null && { label: '代办', value: <ActedByWords acted={props.by} /> },
          ]}
        />
        {props.buttons.length > 0 && <ActionButtons offers={props.buttons} back={back} />}
      </Card>
      <Card title="经过">
        <Timeline items={props.story} />
      </Card>
    </div>
  )
}

interface OpinionProps {
  id: string
  title: string
  fields: Parameters<typeof Form>[0]['fields']
  values: Record<string, unknown>
  errors: Record<string, string>
}

export const OpinionPage = ({ id, title, fields, values, errors }: OpinionProps) => (
  <div class="wrap stack">
    <PageHead title="匿名评价" lead={title} />
    <Card>
      <Form
        action={`/my/training/${id}/opinion`}
        fields={fields}
        values={values}
        errors={errors}
        submit="提交"
        back={`/my/training/${id}`}
      />
    </Card>
  </div>
)

interface AnswerProps {
  id: string
  title: string
  survey: string
  state: Mark
  facts: Array<{ label: string; value: string }>
  buttons: readonly Button[]
}

/** What one answered to a survey of needs. */
export const AnswerPage = ({ id, title, survey, state, facts, buttons }: AnswerProps) => (
  <div class="wrap stack">
    <PageHead title={title} badges={<Badge tone={state.tone}>{state.label}</Badge>} />
    <Card title="我填的" action={<a href={survey}>看这次调查</a>}>
      <Facts items={facts} />
      <ActionButtons offers={buttons} back={`/my/training/answers/${id}`} />
    </Card>
  </div>
)
