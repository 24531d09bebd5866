import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import type { Move } from '#platform/publications'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn, Table } from '#ui/table'
import { LetterState, letterNote, NewButton, RecordPage, type StateBadge } from './parts.tsx'

interface WebhookRow {
  id: string
  name: string
  host: string
  columns: string
  failing: Date | null
  state: StateBadge
}

const webhookColumns: ReadonlyArray<Column<WebhookRow>> = [
  {
    key: 'name',
    label: '接收方',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/channels/webhooks/${row.id}`}>{row.name}</a>,
  },
  { key: 'host', label: '网址', value: row => row.host, cell: row => <code>{row.host}</code> },
  { key: 'columns', label: '栏目', value: row => row.columns },
  stateColumn as Column<WebhookRow>,
  { key: 'failing', label: '开始失败', kind: 'date', value: row => row.failing },
]

export const WebhooksPage = ({
  rows,
  query,
  mayRegister,
}: {
  rows: readonly WebhookRow[]
  query: Record<string, string>
  mayRegister: boolean
}) => (
  <>
    <PageHead
      title="对外推送"
      lead="县融媒体、政务服务网等系统：有新内容时带签名推送，对方自动收录。"
      actions={
        <div class="actions">
          <a class="button" href="/webhooks">
            给对方的接入说明
          </a>
          {mayRegister && <NewButton href="/act/webhook/register" label="登记对外推送" />}
        </div>
      }
    />
    <DataTable
      path="/desk/channels/webhooks"
      query={query}
      rows={rows}
      columns={webhookColumns}
      total={String(rows.length)}
      empty={{ title: '还没有对外推送', text: '请对方提供接收网址，登记后把密钥当面交给对方。' }}
    />
  </>
)

interface Delivery {
  id: string
  move: string
  title: string
  at: Date
  state: string
  tries: number
  error: string | null
  due_at: Date
  sent_at: Date | null
}
const moves: Record<Move, string> = { published: '新发布', corrected: '有更正', withdrawn: '已撤回' }

interface WebhookProps {
  path: string
  id: string
  name: string
  url: string
  events: string
  columns: string
  state: StateBadge
  mayReveal: boolean
  mayResend: boolean
  formerUntil: Date | null
  failingSince: Date | null
  buttons: Button[]
  deliveries: readonly Delivery[]
  story: Told[]
}

export const WebhookPage = (props: WebhookProps) => (
  <RecordPage
    title={props.name}
    path={props.path}
    state={props.state}
    buttons={props.buttons}
    story={props.story}
  >
    {props.failingSince && (
      <Alert tone="warning">{`从 ${dateTime(props.failingSince)} 起推送没有成功过，请和对方联系。`}</Alert>
    )}
    <Card title="推送设置">
      <Facts
        items={[
          { label: '推送地址', value: props.url },
          { label: '推送哪些事', value: props.events },
          { label: '栏目', value: props.columns },
          props.formerUntil !== null && { label: '旧密钥有效至', value: dateTime(props.formerUntil) },
        ]}
      />
      {props.mayReveal ? (
        <form method="post" action={`${props.path}/secret`} data-turbo="false">
          <p>密钥只显示一次，请准备好当面或用安全的方式交给对方。</p>
          <button type="submit" class="button">
            显示密钥
          </button>
        </form>
      ) : (
        <p class="quiet">密钥已经显示过，不再显示；丢了请“更换密钥”。</p>
      )}
    </Card>
    <Card title="推送记录">
      <Deliveries {...props} />
    </Card>
  </RecordPage>
)

const Deliveries = (props: WebhookProps) =>
  props.deliveries.length === 0 ? (
    <p class="quiet">还没有推送过。下一次发布内容时会推送。</p>
  ) : (
    <Table columns={deliveryColumns(props)} rows={props.deliveries} />
  )

const deliveryColumns = ({ id, path, mayResend }: WebhookProps): ReadonlyArray<Column<Delivery>> => [
  { key: 'title', label: '内容', value: one => one.title, phone: 'title' },
  { key: 'move', label: '事件', value: one => moves[one.move as Move] },
  { key: 'at', label: '时间', kind: 'dateTime', value: one => one.at },
  { key: 'state', label: '状态', value: letterNote, cell: one => <LetterState state={one.state} /> },
  { key: 'note', label: '说明', value: letterNote, long: true },
  {
    key: 'act',
    label: '操作',
    value: () => null,
    cell: one =>
      mayResend && one.state !== 'queued' ? (
        <form method="post" action={`/act/webhook/resend/${id}`} data-controller="submit-once">
          <input type="hidden" name="_back" value={path} />
          <input type="hidden" name="delivery_id" value={one.id} />
          <button type="submit" class="button">
            重新发送
          </button>
        </form>
      ) : (
        '—'
      ),
  },
]

export const SecretPage = ({ name, secret, back }: { name: string; secret: string; back: string }) => (
  <>
    <PageHead title="推送密钥" lead={`${name}的密钥，只显示这一次。`} />
    <Card>
      <p>
        <code>{secret}</code>
      </p>
      <p>请现在抄下并交给对方；离开这一页后就看不到了。</p>
      <div class="actions">
        <a class="button button-primary" href={back}>
          已经交给对方
        </a>
      </div>
    </Card>
  </>
)
