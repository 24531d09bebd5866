import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, Table } from '#ui/table'

const headers = [
  ['webhook-id', '消息编号。重试和重新发送时不变，请据此去重。'],
  ['webhook-timestamp', '这次发送的时间，从 1970 年起的秒数。与本机时间相差 5 分钟以上的请拒收。'],
  ['webhook-signature', '一个或几个签名，以空格分开，任何一个对得上就有效。换密钥期间会有两个。'],
] as const
const types = [
  ['publication.published', '新发布了一条公开内容'],
  ['publication.corrected', '已发布的内容有更正，请按链接重新读取'],
  ['publication.withdrawn', '已撤回，请删除您那里的副本'],
] as const
const fields = [
  ['type', '事件名，见上表'],
  ['timestamp', '事件发生的时间'],
  ['data.id', '内容的编号，同一内容不变'],
  ['data.kind', '内容的种类'],
  ['data.centre', '哪个中心'],
  ['data.title', '标题'],
  ['data.summary', '摘要；撤回的没有这一项'],
  ['data.column', '栏目；撤回的没有这一项'],
  ['data.url', '网页链接；撤回的没有这一项'],
  ['data.published_at', '发布时间；撤回的没有这一项'],
] as const

type Line = readonly [name: string, words: string]

const lineColumns = ([name, words]: Line): ReadonlyArray<Column<Line>> => [
  { key: 'name', label: name, value: one => one[0], cell: one => <code>{one[0]}</code>, phone: 'title' },
  { key: 'words', label: words, value: one => one[1], long: true },
]

const Rows = ({ head, rows }: { head: Line; rows: readonly Line[] }) => (
  <Table columns={lineColumns(head)} rows={rows} />
)

/** What somebody who receives pushes has to know: Standard Webhooks 1.0 (standardwebhooks.com), in words. */
export const WebhookGuide = () => (
  <div class="wrap stack">
    <PageHead
      title="推送接入说明"
      lead="融媒体、政务网站等系统可以接收本中心公开内容的推送。请把接收网址交给中心登记，并领取密钥。"
    />
    <Card title="怎么收">
      <ul class="bullets">
        <li>
          按 <code>Standard Webhooks</code> 规范推送：向您的网址（<code>https</code>）发出一个{' '}
          <code>POST</code> 请求，正文是 JSON。
        </li>
        <li>收到后请在 10 秒内答复 200 到 299 之间的状态码；其他答复和超时都算没有收到。不跟随跳转。</li>
        <li>没有收到的，在大约一天内再试八次，间隔越来越长；同一条可能收到不止一次。</li>
        <li>答复 410 表示不再接收，中心随即停用。连续几天收不到的，也会停用。</li>
      </ul>
    </Card>
    <Card title="怎么验签">
      <Rows head={['信头', '含义']} rows={headers} />
      <p>
        把编号、时间、正文原样用英文句点连起来，以密钥（去掉 <code>whsec_</code> 后按 <code>Base64</code>{' '}
        还原）做 HMAC-SHA256， 再转成 <code>Base64</code>，前面加 <code>v1,</code>
        ，与签名比较。各种语言都有现成的验签程序。
      </p>
    </Card>
    <Card title="有哪些事件">
      <Rows head={['事件', '含义']} rows={types} />
    </Card>
    <Card title="正文里有什么">
      <Rows head={['字段', '含义']} rows={fields} />
      <p>只推送已经公开的内容，没有任何个人信息。要全文，请打开链接。</p>
    </Card>
  </div>
)
