import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

interface Props {
  path: string
  title: string
  half: string
  place: string
  /** Whoever is signed in and on the list, and when they signed in here already. */
  own: { name: string; at: string | null } | null
  stranger: boolean
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
}

/** On the phone in the hall: one button, or two things to fill in. */
export const HerePage = ({ path, title, half, place, own, stranger, ...form }: Props) => (
  <div class="wrap stack">
    <PageHead title="培训签到" lead={`${title}，${half}，${place}`} />
    {own?.at ? (
      <Alert tone="success" title={`${own.name}，您已经签到`}>
        <p>签到时间 {own.at}，不用再签。</p>
      </Alert>
    ) : own ? (
      <Card title={own.name}>
        <form method="post" action={path} class="form" data-controller="submit-once" data-turbo="false">
          <input type="hidden" name="own" value="1" />
          <button type="submit" class="button button-primary button-wide">
            签到
          </button>
        </form>
      </Card>
    ) : (
      <Card title="凭报名信息签到">
        {!stranger && <p>您登录的账号不在这个班的名单里，可以凭报名时的手机号签到。</p>}
        <Form answersWithPage action={path} submit="签到" {...form} />
        {stranger && (
          <p>
            在网上报过名的，也可以
            <a href={`/sign-in?back=${encodeURIComponent(path)}`}>登录后签到</a>。
          </p>
        )}
      </Card>
    )}
    <p class="quiet">签到时给这部手机一个随机标记，只用来核对一部手机替多人签到，到期删除。</p>
  </div>
)

interface Done {
  name: string
  at: string
  title: string
  half: string
}

export const SignedInPage = ({ name, at, title, half }: Done) => (
  <div class="wrap stack">
    <PageHead title="已签到" lead={`${title}，${half}`} />
    <Alert tone="success" title={`${name}，签到成功`}>
      <p>签到时间 {at}。每个半天签一次，下个半天请再扫一次码。</p>
    </Alert>
  </div>
)
