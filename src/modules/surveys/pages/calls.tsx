import type { Told } from '#modules/actions'
import type { Field } from '#platform/forms'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { Timeline } from '#ui/timeline'

interface CallProps {
  id: string
  surveyId: string
  title: string
  state: { label: string; tone: BadgeTone }
  facts: Array<{ label: string; value: string }>
  opening: string
  /** The questions; null: who looks has not taken the call. */
  fields: readonly Field[] | null
  values: Record<string, unknown>
  errors: Record<string, string>
  counter: boolean
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

/** Everything that a caller needs on one screen: whom, what to say first, the questions, and what else may come of it. */
export const CallPage = ({ id, surveyId, title, state, facts, opening, fields, ...more }: CallProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          {more.buttons.length > 0 && (
            <ActionButtons offers={more.buttons} back={`/desk/surveys/calls/${id}`} />
          )}
          {more.counter && (
            <form method="post" action={`/desk/surveys/calls/${id}/counter`} data-turbo="false">
              <button type="submit" class="button">
                在窗口请对方填写
              </button>
            </form>
          )}
        </>
      }
    />
    <div class="columns">
      <div>
        <Card title="打给谁、怎么说">
          <Facts items={facts} />
          <p>您好，我是县电子商务公共服务中心的访问员，没有经手过您的事。{opening}您现在方便吗？</p>
          <p class="quiet">照着念，不解释、不引导；对方不愿意答，道谢就好，不追问原因。</p>
        </Card>
        {fields && (
          <Card title="边问边记">
            <Form
              action={`/desk/surveys/calls/${id}`}
              fields={fields}
              values={more.values}
              errors={more.errors}
              submit="登记回答"
              back={`/desk/surveys/${surveyId}`}
            />
          </Card>
        )}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={more.story} />
        </Card>
      </aside>
    </div>
  </>
)

export const CounterPage = ({ address, qr, back }: { address: string; qr: string; back: string }) => (
  <>
    <PageHead title="在窗口填写" lead="请对方用窗口的平板或自己的手机扫码填写，半小时内有效。" />
    <Card>
      <QrCode svg={qr} alt="扫码填写问卷" size={260} />
      <p class="code">{address}</p>
      <p class="quiet">请让对方自己填，不在旁边看，也不代填。</p>
      <a class="button" href={back}>
        返回
      </a>
    </Card>
  </>
)
