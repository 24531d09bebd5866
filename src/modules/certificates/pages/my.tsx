import type { Told } from '#modules/actions'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { Timeline } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
interface Line {
  id: string
  name: string
  serial: string
  className: string
  issuedOn: string
  state: Mark
}

/** 我的证书. */
export const MyCertificates = ({ rows }: { rows: readonly Line[] }) => (
  <div class="wrap stack">
    <PageHead title="我的证书" />
    {rows.length === 0 ? (
      <Card>
        <Empty
          icon="certificate"
          title="还没有证书"
          text="参加培训，出勤和考核合格，结业后会在这里收到证书。"
          action={{ href: '/training', label: '看看有什么培训' }}
        />
      </Card>
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(one => (
            <li>
              <div>
                <a href={`/my/certificates/${one.id}`}>{one.name}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p>{one.className}</p>
                <p class="quiet">
                  编号 {one.serial}，{one.issuedOn} 颁发
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </div>
)

interface One {
  id: string
  name: string
  state: Mark & { code: string }
  facts: Array<{ label: string; value: string }>
  reason: string | null
  next: { id: string; serial: string } | null
  hasCredential: boolean
  checkAddress: string
  qr: string
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

/** One certificate: what it says, the paper, the file, and how others check it. */
export const MyCertificate = ({ id, name, state, facts, reason, next, qr, ...more }: One) => (
  <div class="wrap stack">
    <PageHead title={name} badges={<Badge tone={state.tone}>{state.label}</Badge>} />
    {reason && (
      <Alert tone="danger" title="这张证书已撤销">
        <p>原因：{reason}</p>
      </Alert>
    )}
    {next && (
      <Alert tone="info" title="已换发新证">
        <p>
          请用新证书 <a href={`/my/certificates/${next.id}`}>{next.serial}</a>。
        </p>
      </Alert>
    )}
    <Card>
      <Facts items={facts} />
      <div class="actions">
        <a class="button button-primary" href={`/my/certificates/${id}/certificate.pdf`} data-turbo="false">
          下载证书（PDF）
        </a>
        {more.hasCredential && (
          <a class="button" href={`/my/certificates/${id}/credential.jwt`} data-turbo="false">
            下载电子凭证
          </a>
        )}
      </div>
      {more.buttons.length > 0 && <ActionButtons offers={more.buttons} back={`/my/certificates/${id}`} />}
    </Card>
    <Card title="给别人查验">
      <QrCode svg={qr} alt="扫码查验这张证书" />
      <p>
        让对方扫这个码，或者<a href={more.checkAddress}>打开查验页</a>
        ：只显示是否有效、姓名、培训班和发证日期。
      </p>
      {more.hasCredential && (
        <p class="quiet">
          电子凭证是签了名的文件，可以交给用人单位；对方<a href="/certificates/verify">不联网也能验证</a>。
        </p>
      )}
    </Card>
    <Card title="经过">
      <Timeline items={more.story} />
    </Card>
  </div>
)
