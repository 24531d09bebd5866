import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Form } from '#ui/form'

interface Step {
  back: string
  error?: string
}

/** What stood in a form when the session turned out to be over waits for its owner. */
const Kept = () => (
  <Alert title="登录已过期">
    <p>您刚才填写的内容已经保存，登录后接着办理，不用重新填写。</p>
  </Alert>
)
const phoneField: Field = {
  name: 'phone',
  label: '手机号',
  widget: 'phone',
  required: false,
  autocomplete: 'tel',
  placeholder: '11 位手机号',
}
const codeField: Field = {
  name: 'code',
  label: '验证码',
  widget: 'text',
  required: false,
  autocomplete: 'one-time-code',
  placeholder: '6 位数字',
  maxLength: 8,
}

/** First step of the public: which phone. */
export function PhonePage({ back, phone = '', error, kept }: Step & { phone?: string; kept: boolean }) {
  return (
    <div class="stack">
      <div>
        <h1>登录</h1>
        <p class="quiet">用手机号和短信验证码登录，第一次登录即完成注册。</p>
      </div>
      {kept && <Kept />}
      <Form
        action="/sign-in"
        fields={[phoneField]}
        values={{ phone }}
        errors={error ? { phone: error } : {}}
        submit="获取验证码"
        hidden={{ back }}
      />
      <p class="quiet">
        没有手机，或收不到短信？请到窗口或就近的服务站点办理。工作人员请从
        <a href={`/sign-in/staff${back ? `?back=${encodeURIComponent(back)}` : ''}`}>这里登录</a>。
      </p>
    </div>
  )
}

/** Second step: the code that was sent. In the demonstration it is shown. */
export function CodePage({ back, phone, shown, error }: Step & { phone: string; shown: string | null }) {
  return (
    <div class="stack">
      <div>
        <h1>填写验证码</h1>
        <p class="quiet">
          已发送到 {phone.slice(0, 3)} **** {phone.slice(-4)}，5 分钟内有效。
        </p>
      </div>
      {shown && (
        <Alert title="演示环境">
          <span>不发短信，验证码是 </span>
          <b class="number">{shown}</b>
        </Alert>
      )}
      <Form
        action="/sign-in/code"
        fields={[codeField]}
        values={{}}
        errors={error ? { code: error } : {}}
        submit="登录"
        hidden={{ back }}
      />
      <p class="quiet">
        <a href={`/sign-in${back ? `?back=${encodeURIComponent(back)}` : ''}`}>换个手机号，或重新获取</a>
      </p>
    </div>
  )
}

/** Staff: name and password. */
export function StaffPage({
  back,
  username,
  error,
  demo,
  kept,
}: Step & { username: string; demo: boolean; kept: boolean }) {
  const fields: Field[] = [
    { name: 'username', label: '登录名', widget: 'text', required: false, autocomplete: 'username' },
    {
      name: 'password',
      label: '密码',
      widget: 'password',
      required: false,
      autocomplete: 'current-password',
    },
  ]
  return (
    <div class="stack">
      <div>
        <h1>工作人员登录</h1>
        <p class="quiet">中心、主管部门和评价机构的人员由此登录。</p>
      </div>
      {kept && <Kept />}
      {demo && (
        <Alert title="演示环境">
          演示账号见启动窗口，例如 <code>wangmin</code>，密码 <code>Demo-2026-centre</code>。
        </Alert>
      )}
      <Form
        action="/sign-in/staff"
        answersWithPage
        fields={fields}
        values={{ username }}
        errors={error ? { '': error } : {}}
        submit="登录"
        hidden={{ back }}
      />
      <p class="quiet">
        服务对象和服务商请用<a href="/sign-in">手机号登录</a>。忘记密码请联系本中心管理员重置。
      </p>
    </div>
  )
}

/** The second factor. */
export function TotpPage({ back, ticket, error }: Step & { ticket: string }) {
  const field: Field = {
    name: 'code',
    label: '动态码',
    widget: 'text',
    required: false,
    autocomplete: 'one-time-code',
    maxLength: 8,
  }
  return (
    <div class="stack">
      <div>
        <h1>两步验证</h1>
        <p class="quiet">请输入身份验证器应用中显示的 6 位动态码。</p>
      </div>
      <Form
        action="/sign-in/totp"
        answersWithPage
        fields={[field]}
        values={{}}
        errors={error ? { code: error } : {}}
        submit="继续"
        hidden={{ back, ticket }}
      />
    </div>
  )
}
