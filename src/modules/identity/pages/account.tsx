import type { Button } from '#modules/actions'
import { dateTime, friendly } from '#platform/format'
import type { Field } from '#platform/forms'
import { maskPhone } from '#platform/identifiers'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'

interface Props {
  identity: { name: string; username: string | null; phone_number: string | null; totp_confirmed: boolean }
  consents: Array<{ version: string; given_at: Date; state: { label: string; tone: BadgeTone } }>
  consentButtons: Button[]
  /** How many keys for machines one has; null: not one's duty. */
  keys: number | null
  sessions: Array<{ id: string; created_at: Date; seen_at: Date; user_agent: string; current: boolean }>
  mustChange: boolean
  mustEnrol: boolean
  errors: Record<string, string>
  now: Date
}

export function AccountPage(props: Props) {
  const { identity, keys, sessions, mustChange, mustEnrol, errors, now } = props
  return (
    <div class="wrap stack">
      <PageHead title="账号与安全" />
      {mustChange && (
        <Alert tone="warning" title="请先更换初始密码">
          更换后才能使用工作台。
        </Alert>
      )}
      {mustEnrol && !mustChange && (
        <Alert tone="warning" title="请先开启两步验证">
          本中心要求工作人员登录时使用两步验证，设置后才能使用工作台。
        </Alert>
      )}
      {errors[''] && <Alert tone="danger">{errors['']}</Alert>}
      <Card title="账号">
        <Facts
          items={[
            { label: '姓名', value: identity.name },
            identity.username !== null && { label: '登录名', value: identity.username },
            identity.phone_number !== null && { label: '手机号', value: maskPhone(identity.phone_number) },
          ]}
        />
      </Card>
      {identity.username && <StaffSecurity totp={identity.totp_confirmed} errors={errors} />}
      {keys !== null && (
        <Card title="接口密钥">
          <p>供其他系统对接使用，现有 {keys} 把。</p>
          <a class="button" href="/account/keys">
            管理接口密钥
          </a>
        </Card>
      )}
      <Sessions sessions={sessions} now={now} />
      {!identity.username && <OwnData {...props} />}
    </div>
  )
}

const OwnData = ({ consents, consentButtons }: Props) => (
  <Card title="我的数据">
    <div class="stack">
      <p>您可以随时下载本中心保存的与您有关的全部数据，也可以注销账号。</p>
      {consents.map(consent => (
        <p class="quiet">
          {dateTime(consent.given_at)} 同意《个人信息保护告知》（{consent.version} 版）{' '}
          <Badge tone={consent.state.tone}>{consent.state.label}</Badge>
        </p>
      ))}
      <div class="actions">
        <a class="button" href="/account/data.json" data-turbo="false">
          下载我的数据
        </a>
        <ActionButtons offers={consentButtons} back="/account" />
        <a class="button button-danger" href="/account/erase">
          注销账号
        </a>
      </div>
    </div>
  </Card>
)

const totpField: Field = {
  name: 'code',
  label: '动态码',
  widget: 'text',
  required: true,
  maxLength: 6,
  autocomplete: 'one-time-code',
}

function StaffSecurity({ totp, errors }: { totp: boolean; errors: Record<string, string> }) {
  return (
    <>
      <Card title="更换密码">
        <Form
          action="/account/password"
          fields={[
            {
              name: 'present',
              label: '现在的密码',
              widget: 'password',
              required: true,
              autocomplete: 'current-password',
            },
            {
              name: 'next',
              label: '新密码',
              widget: 'password',
              required: true,
              autocomplete: 'new-password',
              help: '至少 10 个字符，含大写、小写、数字、符号中的三类。',
            },
          ]}
          values={{}}
          errors={Object.fromEntries(
            ['present', 'next'].flatMap(name => (errors[name] ? [[name, errors[name]]] : [])),
          )}
          submit="更换密码"
        />
      </Card>
      <Card title="两步验证">
        <p>
          {totp
            ? '已开启：登录时除密码外，还要输入身份验证器中的动态码。'
            : '开启后，即使密码泄露，他人也无法登录。需要一个身份验证器应用。'}
        </p>
        {totp ? (
          <Form
            action="/account/totp/remove"
            fields={[{ ...totpField, help: '关闭前请输入身份验证器中的动态码。' }]}
            values={{}}
            errors={errors.code ? { code: errors.code } : {}}
            submit="关闭两步验证"
            tone="danger"
          />
        ) : (
          <form method="post" action="/account/totp" data-turbo="false">
            <button type="submit" class="button">
              开启两步验证
            </button>
          </form>
        )}
      </Card>
    </>
  )
}

function Sessions({ sessions, now }: Pick<Props, 'sessions' | 'now'>) {
  return (
    <Card title="登录的设备">
      <ul class="task-list">
        {sessions.map(session => (
          <li>
            <div>
              <p>
                {deviceOf(session.user_agent)}
                {session.current && '（本机）'}
              </p>
              <p class="quiet">最近使用 {friendly(session.seen_at, now)}</p>
            </div>
            {!session.current && (
              <form method="post" action={`/account/sessions/${session.id}/end`}>
                <button type="submit" class="button">
                  退出
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/sessions/end-all">
        <button type="submit" class="button button-danger">
          在所有设备上退出
        </button>
      </form>
    </Card>
  )
}

/** A device in words that its owner recognises. */
function deviceOf(agent: string): string {
  const system = /iPhone/.test(agent)
    ? '苹果手机'
    : /Android/.test(agent)
      ? '安卓手机'
      : /Windows/.test(agent)
        ? 'Windows 电脑'
        : /Mac/.test(agent)
          ? '苹果电脑'
          : /Linux/.test(agent)
            ? 'Linux 电脑'
            : '未知设备'
  return /MicroMessenger/.test(agent) ? `${system}上的微信` : system
}

export function TotpSetupPage({ qr, secret }: { qr: string; secret: string }) {
  return (
    <div class="wrap stack">
      <PageHead title="开启两步验证" />
      <Card>
        <div class="stack">
          <p>用身份验证器应用扫描二维码，再输入它显示的 6 位动态码。</p>
          <QrCode svg={qr} alt="两步验证二维码" size={220} />
          <p class="quiet">不能扫码时，手动输入密钥：{secret}</p>
          <Form
            action="/account/totp/confirm"
            fields={[totpField]}
            values={{}}
            errors={{}}
            submit="确认开启"
            back="/account"
          />
        </div>
      </Card>
    </div>
  )
}

const understood: Field = {
  name: 'understood',
  label: '我已了解以上内容，确定注销，注销后无法恢复。',
  widget: 'checkbox',
  required: true,
}

/** What deleting one's account takes away and ends, and the tick without which nothing happens. */
export function ErasePage({
  staff,
  ends = [],
  error,
}: {
  staff: boolean
  ends?: readonly string[]
  error?: string
}) {
  return (
    <div class="wrap stack">
      <PageHead title="注销账号" />
      <Card>
        {staff ? (
          <p>工作人员的账号由管理员办理离岗，不能自行注销。</p>
        ) : (
          <div class="stack">
            {ends.length > 0 && (
              <Alert tone="warning" title="还有事情没有办完">
                {ends.map(sentence => (
                  <p>{sentence}</p>
                ))}
              </Alert>
            )}
            <p>
              注销后：您的授权立即终止，姓名、手机号、证件号和草稿被删除，您在各处留下的文字不再显示姓名，账号无法恢复。
            </p>
            <p>依法必须保留的内容仍会保留：什么时间办过什么事（不含姓名）、单位的办件和材料。</p>
            <Form
              action="/account/erase"
              answersWithPage
              fields={[understood]}
              values={{}}
              errors={error ? { understood: error } : {}}
              submit="注销账号"
              tone="danger"
              back="/account"
            />
          </div>
        )}
      </Card>
    </div>
  )
}

export const ErasedPage = () => (
  <Empty
    icon="circle-check"
    title="账号已注销"
    text="您的姓名、手机号等个人信息已从本平台删除。今后需要办事，用手机号重新登录即可。"
    action={{ href: '/', label: '回到首页' }}
  />
)
