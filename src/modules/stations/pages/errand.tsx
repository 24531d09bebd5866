import type { Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface ErrandView {
  id: string
  matter: string
  person: string
  phone: string
  way: string
  askedAt: Date
  station: string
  head: string
  validUntil: string | null
  state: StateBadge
  papers: readonly Picture[]
  doings: ReadonlyArray<{ flow: string; id: string; title: string; number: string; state: StateBadge }>
}

const pages: Record<string, { my: string; desk: string }> = {
  service_case: { my: '/my/cases', desk: '/desk/cases' },
  consultation: { my: '/my/consultations', desk: '/desk/consultations' },
  activity_registration: { my: '/my/activities', desk: '/desk/activities/registrations' },
}

const codeField: Field = {
  name: 'code',
  label: '村民告诉您的验证码',
  widget: 'text',
  required: true,
  maxLength: 6,
  autocomplete: 'one-time-code',
  help: '他手机上收到的 6 位数字。他不同意，就不要再问。',
}

const Matter = ({ errand }: { errand: ErrandView }) => (
  <Facts
    items={[
      { label: '村民', value: errand.person || '（未授权，已不保留）' },
      errand.phone !== '' && { label: '手机号', value: <Phone number={errand.phone} /> },
      { label: '办什么事', value: errand.matter },
      { label: '授权方式', value: errand.way },
      { label: '由谁代办', value: `${errand.station} ${errand.head}` },
      { label: '发起时间', value: dateTime(errand.askedAt) },
      { label: '有效期至', value: errand.validUntil ?? '' },
    ]}
  />
)

const Doings = ({ errand, side }: { errand: ErrandView; side: 'my' | 'desk' }) =>
  errand.doings.length === 0 ? (
    <p class="quiet">还没有办过事。</p>
  ) : (
    <ul class="task-list">
      {errand.doings.map(one => (
        <li>
          <div>
            <a href={`${pages[one.flow]?.[side]}/${one.id}`}>{one.title}</a>
            <p class="quiet">{one.number}</p>
          </div>
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </li>
      ))}
    </ul>
  )

interface MineProps {
  errand: ErrandView
  /** Waits for the code, which may still be entered. */
  waits: boolean
  over: boolean
  /** May be used now. */
  valid: boolean
  /** The villager's file, for forms that begin with it. */
  party: string | null
  minutes: number
  error: string | null
  /** In the demonstration no SMS leaves: the code is shown here. */
  shownCode: string | null
}

/** What the head asked of a villager, the code, and then what is done by it. */
export function MyErrand(props: MineProps) {
  const { errand, waits, over, valid, party, minutes, error, shownCode } = props
  return (
    <div class="wrap stack">
      <PageHead
        title="代办授权"
        lead={errand.matter}
        badges={<Badge tone={errand.state.tone}>{errand.state.label}</Badge>}
      />
      {waits && (
        <Card title="核对验证码">
          <p>
            验证码已发到 {errand.person} 的手机，{minutes} 分钟内有效。
          </p>
          {shownCode && <Alert>演示环境不发短信，验证码是 {shownCode}。</Alert>}
          <Form
            action={`/my/station/errands/${errand.id}/code`}
            fields={[codeField]}
            values={{}}
            errors={error ? { code: error } : {}}
            submit="核对"
            back="/my/station"
          />
        </Card>
      )}
      {!waits && error && <Alert tone="danger">{error}</Alert>}
      {over && (
        <Card>
          <p>验证码已过期，这次没有取得授权。</p>
          <a class="button" href="/act/errand/ask">
            重新发起
          </a>
        </Card>
      )}
      {valid && (
        <Card title="现在可以替他办">
          <p>
            办事、咨询、报名活动，都在“为谁”里选 {errand.person}
            ，只办授权的这件事。办到哪一步，本人会收到短信。
          </p>
          <p class="actions">
            <a class="button button-primary" href="/items">
              去办事
            </a>
            <a class="button" href={`/consulting/new?party=${party}`}>
              替他咨询
            </a>
            <a class="button" href="/activities">
              替他报名活动
            </a>
          </p>
        </Card>
      )}
      <Card title="授权情况">
        <Matter errand={errand} />
        <Pictures files={errand.papers} alt="授权书" />
      </Card>
      {errand.validUntil && (
        <Card title="替他办的事">
          <Doings errand={errand} side="my" />
        </Card>
      )}
      <p>
        <a href="/my/station">返回我的服务站</a>
      </p>
    </div>
  )
}

/** For staff: whether the evidence is what it should be, and what came of it. */
export function DeskErrand({
  errand,
  mandate,
  story,
}: {
  errand: ErrandView
  mandate: string | null
  story: readonly Told[]
}) {
  return (
    <>
      <PageHead
        title={`代办：${errand.matter}`}
        badges={<Badge tone={errand.state.tone}>{errand.state.label}</Badge>}
        {...(mandate !== null && {
          actions: (
            <a class="button" href={`/desk/mandates/${mandate}`}>
              查看或撤销授权
            </a>
          ),
        })}
      />
      <div class="columns">
        <div>
          <Card title="授权情况">
            <Matter errand={errand} />
            <Pictures files={errand.papers} alt="授权书" />
          </Card>
          <Card title="凭授权办的事">
            <Doings errand={errand} side="desk" />
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
