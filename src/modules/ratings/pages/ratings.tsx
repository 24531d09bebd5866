import type { Button, Told } from '#modules/actions'
import { date } from '#platform/format'
import type { Field } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Distribution } from '#ui/rating'
import { Timeline } from '#ui/timeline'

interface RateProps {
  title: string
  action: string
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  back: string | null
}

/** One rating of what was done: nothing is pre-selected, anonymous or by name. */
export function RatePage({ title, action, fields, values, errors, back }: RateProps) {
  return (
    <div class="wrap stack">
      <PageHead title="评价服务" lead={title} />
      <Card>
        <Form
          answersWithPage
          action={action}
          fields={fields}
          values={values}
          errors={errors}
          submit="提交评价"
          {...(back && { back })}
        />
      </Card>
    </div>
  )
}

export function ThanksPage({ anonymous, back }: { anonymous: boolean; back: string }) {
  return (
    <div class="wrap">
      <Empty
        icon="mood-smile"
        title="谢谢您的评价"
        text={
          anonymous
            ? '您的评价是匿名的，会和其他人的混在一起，满 5 份后公布。'
            : '如果您不满意，会有未经手此事的工作人员与您联系。'
        }
        action={{ href: back, label: '返回' }}
      />
    </div>
  )
}

export function UsedPage() {
  return (
    <div class="wrap">
      <Empty
        icon="circle-check"
        title="现在不能评价"
        text="办结后才能评价，每件只能评一次，评价期过后也不再开放。如还有意见，欢迎拨打服务热线。"
        action={{ href: '/', label: '回到首页' }}
      />
    </div>
  )
}

interface DeskProps {
  whole: { counts: readonly number[]; total: number; share: number | null }
  items: ReadonlyArray<{ name: string; total: number; share: number | null }>
  callbacks: ReadonlyArray<{
    id: string
    title: string
    state: { label: string; tone: BadgeTone }
    opened_at: Date
  }>
}

/** Only sums of five and more: no single anonymous mark is ever shown to those who handle cases. */
export function DeskRatings({ whole, items, callbacks }: DeskProps) {
  return (
    <>
      <PageHead title="评价与回访" lead="每件办结后一次一评；不足 5 份的不显示。" />
      <div class="columns">
        <div>
          <Card title="全中心，近 12 个月">
            <Distribution {...whole} />
          </Card>
          <Card title="按服务项目">
            {items.length === 0 ? (
              <p class="quiet">还没有评价。</p>
            ) : (
              <ul class="task-list">
                {items.map(item => (
                  <li>
                    <span>{item.name}</span>
                    <span class="right">
                      {item.share === null
                        ? `不足 5 份`
                        : `${(item.share * 100).toFixed(1)}% 满意（${item.total} 份）`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <aside>
          <Card title="差评回访">
            {callbacks.length === 0 ? (
              <p class="quiet">没有需要回访的差评。</p>
            ) : (
              <ul class="task-list">
                {callbacks.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/callbacks/${one.id}`}>{one.title}</a>
                      <p class="quiet">{date(one.opened_at)}</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </aside>
      </div>
    </>
  )
}

interface CallbackProps {
  callback: {
    id: string
    mark: number
    comment: string | null
    result: string | null
    opened_at: Date
  }
  mark: string
  service: { title: string; number: string; contact_name: string; contact_phone: string; desk: string }
  /** 办件 or 咨询 */
  label: string
  party: string
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
  story: Told[]
}

export function CallbackPage(props: CallbackProps) {
  const { callback, mark, service, label, party, state, buttons, story } = props
  return (
    <>
      <PageHead
        title="差评回访"
        lead={service.title}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/callbacks/${callback.id}`} />}
      />
      <div class="columns">
        <Card title="对方的评价">
          <Facts
            columns={1}
            items={[
              { label: '评价', value: mark },
              { label: '意见', value: callback.comment ?? '（没有写）' },
              { label: '服务对象', value: party },
              {
                label: '联系',
                value: (
                  <>
                    {service.contact_name} {service.contact_phone && <Phone number={service.contact_phone} />}
                  </>
                ),
              },
              { label, value: <a href={service.desk}>{service.number}</a> },
              { label: '回访结果', value: callback.result ?? '' },
            ]}
          />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
