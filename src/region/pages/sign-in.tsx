import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Form } from '#ui/form'

interface Props {
  back: string
  username?: string
  error?: string
  demo: boolean
}

const fields: Field[] = [
  { name: 'username', label: '登录名', widget: 'text', required: false, autocomplete: 'username' },
  { name: 'password', label: '密码', widget: 'password', required: false, autocomplete: 'current-password' },
]

/** The only page for whoever has not signed in. */
export const SignInPage = ({ back, username = '', error, demo }: Props) => (
  <div class="stack">
    <div>
      <h1>登录</h1>
      <p class="quiet">供市、省主管部门查阅各县中心的汇总数据，只能查看，不能修改。</p>
    </div>
    {demo && (
      <Alert title="演示环境">
        登录名 <code>zhoumin</code>，密码 <code>Demo-2026-centre</code>。
      </Alert>
    )}
    <Form
      action="/sign-in"
      answersWithPage
      fields={fields}
      values={{ username }}
      errors={error ? { '': error } : {}}
      submit="登录"
      hidden={{ back }}
    />
    <p class="quiet">账号由平台管理员开通。县级中心的工作人员请到本县平台登录。</p>
  </div>
)
