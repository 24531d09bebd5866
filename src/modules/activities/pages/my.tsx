import type { Child } from 'hono/jsx'
import type { Button } from '#modules/actions'
import { ActedByWords } from '#modules/parties'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Coming } from '#ui/coming'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { Timeline } from '#ui/timeline'
import type { RegistrationView } from '../view.ts'

export interface MyLine {
  id: string
  title: string
  when: string
  place: string
  state: { label: string; tone: BadgeTone }
  line: number | null
  until: string | null
}
interface ListProps {
  coming: ReadonlyArray<MyLine & { buttons: Button[] }>
  past: readonly MyLine[]
  /** The address for one's calendar, or the way to it. */
  feed: Child
}

/** One's own activities: what waits for an answer and what is to come, then what was. */
export function MyActivities({ coming, past, feed }: ListProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title="我的活动"
        actions={
          <a class="button button-primary" href="/activities">
            看看有什么活动
          </a>
        }
      />
      {coming.length === 0 && past.length === 0 && (
        <Card>
          <Empty
            icon="calendar-event"
            title="还没有报过活动"
            text="沙龙、讲座、参观、考察，多数免费。"
            action={{ href: '/activities', label: '去看看' }}
          />
        </Card>
      )}
      <Coming
        title="要参加的"
        coming={coming}
        past={past}
        line={one => <Line one={one} />}
        actions={one => <ActionButtons offers={one.buttons} back="/my/activities" />}
      />
      {feed}
    </div>
  )
}

const Line = ({ one }: { one: MyLine }) => (
  <div>
    <a href={`/my/activities/${one.id}`}>{one.title}</a>{' '}
    <Badge tone={one.state.tone}>{one.state.label}</Badge>
    <p class="quiet">
      {one.when} · {one.place}
    </p>
    {one.line !== null && <p>您排第 {one.line} 位。</p>}
    {one.until && <p>请在 {one.until} 前答复。</p>}
  </div>
)

interface Props {
  view: RegistrationView
  /** SVG of the ticket; null where there is none to show. */
  ticket: string | null
  mayOpine: boolean
}

/** One registration: the ticket, or what there is to wait for and to answer. */
export function MyRegistration({ view, ticket, mayOpine }: Props) {
  const { row } = view
  const back = `/my/activities/${row.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={view.title}
        lead={view.when}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      />
      <Standing view={view} />
      {view.buttons.length > 0 && <ActionButtons offers={view.buttons} back={back} />}
      {ticket && (
        <Card title="签到码">
          <div class="ticket">
            <QrCode svg={ticket} alt="签到二维码" size={240} />
            <p>到场后给工作人员扫一扫。没带手机也没关系，报姓名和手机号后四位。</p>
          </div>
        </Card>
      )}
      {mayOpine && (
        <Card title="这次活动怎么样">
          <p>花一分钟说说感受。不记名，满 5 份才混在一起统计，谁写的看不出来。</p>
          <p>
            <a class="button button-primary" href={`${back}/opinion`}>
              匿名评价
            </a>
          </p>
        </Card>
      )}
      <Card>
        <RegistrationFacts view={view} />
        {row.state === 'registered' && (
          <p>
            <a class="button" href={`${back}/ticket.ics`} data-turbo="false">
              加到手机日历
            </a>
          </p>
        )}
      </Card>
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

/** What the state means for the reader, in a sentence. */
function Standing({ view }: { view: RegistrationView }) {
  switch (view.row.state) {
    case 'waiting':
      return (
        <Alert tone="info" title={`您排第 ${view.line} 位`}>
          <p>空出名额后按先后通知您，通知里写明答复的时限。随时可以退出。</p>
        </Alert>
      )
    case 'offered':
      return (
        <Alert tone="warning" title="有名额了，请确认">
          <p>请在 {view.until} 前确认，过时让给下一位。</p>
        </Alert>
      )
    case 'confirming':
      return (
        <Alert tone="warning" title="活动改期了，还能来吗？">
          <p>
            原因：{view.moved}。请在 {view.until} 前确认，过时名额让给候补的人。
          </p>
        </Alert>
      )
    case 'cancelled':
      return view.cancelled ? (
        <Alert tone="danger" title="活动已取消">
          <p>原因：{view.cancelled}</p>
        </Alert>
      ) : null
    case 'missed':
      return (
        <Alert tone="warning" title="记录为未到">
          <p>如果您到了场，或有特殊情况，请告诉工作人员，核实后会更正或注明。</p>
        </Alert>
      )
    default:
      return null
  }
}

export const RegistrationFacts = ({ view }: { view: RegistrationView }) => (
  <Facts
    items={[
      { label: '时间', value: view.when },
      { label: '地点', value: view.place },
      { label: '费用', value: view.fee },
      {
        label: '参加的人',
        value: view.people.map(one => [one.name, one.phone].filter(Boolean).join(' ')).join('\n'),
      },
      {
        label: '到场',
        value: view.people.flatMap(one => (one.arrived ? [`${one.name} ${one.arrived}`] : [])).join('\n'),
      },
      view.acted !== null && { label: '代办', value: <ActedByWords acted={view.acted} /> },
      { label: '人群', value: view.group },
      ...view.answers,
      view.paid !== null && { label: '收费', value: view.paid },
      view.row.excuse !== null && { label: '情况', value: view.row.excuse },
    ]}
  />
)

export const OpinionPage = ({
  id,
  title,
  fields,
  values,
  errors,
}: {
  id: string
  title: string
  fields: Parameters<typeof Form>[0]['fields']
  values: Record<string, unknown>
  errors: Record<string, string>
}) => (
  <div class="wrap stack">
    <PageHead title="匿名评价" lead={title} />
    <Card>
      <Form
        action={`/my/activities/${id}/opinion`}
        fields={fields}
        values={values}
        errors={errors}
        submit="提交"
        back={`/my/activities/${id}`}
      />
    </Card>
  </div>
)
