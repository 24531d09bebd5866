import { date } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { type Column, DataTable, type Filter, Table, TableWrap } from '#ui/table'
import { NewButton, type StateBadge } from './parts.tsx'

export interface PublicationRow {
  id: string
  subject: string
  title: string
  columnLabel: string
  page: string
  at: Date
  where: string[]
  readings: number
}

export const publicationColumns: ReadonlyArray<Column<PublicationRow>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    value: row => row.title,
    cell: row => <a href={row.page}>{row.title}</a>,
  },
  { key: 'column', label: '栏目', sort: true, value: row => row.columnLabel },
  { key: 'at', label: '发布', kind: 'date', sort: true, value: row => row.at },
  { key: 'where', label: '已上平台', value: row => row.where.join('、') },
  { key: 'readings', label: '站内统计阅读', kind: 'number', sort: true, value: row => row.readings },
]

export const PublicationsPage = ({
  rows,
  query,
  filters,
  mayPlan,
}: {
  rows: readonly PublicationRow[]
  query: Record<string, string>
  filters: readonly Filter[]
  mayPlan: boolean
}) => (
  <>
    <PageHead
      title="传播渠道"
      lead="对外公开的内容，都从这里传到各个渠道。邮件、群和推送自动发；公众号等平台做好图文包，人工发布后登记链接。"
      actions={mayPlan && <NewButton href="/act/publicity_plan/plan" label="加一条计划" />}
    />
    <DataTable
      path="/desk/channels"
      query={query}
      rows={rows}
      columns={publicationColumns}
      filters={filters}
      total={String(rows.length)}
      exportable
      empty={{ title: '还没有公开的内容', text: '公告、政策、活动发布后会列在这里。' }}
    />
  </>
)

interface ChannelRow {
  channel: string
  label: string
  post: { href: string; url: string | null; state: StateBadge } | null
  prepare: string
}

const channelColumns = (mayPrepare: boolean): ReadonlyArray<Column<ChannelRow>> => [
  { key: 'channel', label: '平台', value: one => one.label, phone: 'title' },
  {
    key: 'state',
    label: '状态',
    value: one => one.post?.state.label ?? '还没有发',
    cell: ({ post }) => (post ? <Badge tone={post.state.tone}>{post.state.label}</Badge> : '还没有发'),
  },
  {
    key: 'next',
    label: '下一步',
    value: () => null,
    cell: one =>
      one.post ? (
        <a href={one.post.href}>打开{one.label}的发布页</a>
      ) : mayPrepare ? (
        <a href={one.prepare}>做{one.label}图文包</a>
      ) : (
        '—'
      ),
  },
]

export const PublicationPage = ({
  publication,
  channels,
  mayPrepare,
  counted,
  qr,
}: {
  publication: { title: string; summary: string; href: string; at: Date; columnLabel: string }
  channels: readonly ChannelRow[]
  mayPrepare: boolean
  counted: ReadonlyArray<{ label: string; readings: number }>
  qr: string
}) => (
  <>
    <PageHead title={publication.title} lead={`${publication.columnLabel}，${date(publication.at)} 发布`} />
    <div class="stack">
      <Card title="摘要">
        <p>{publication.summary}</p>
        <p>
          <a href={publication.href}>看公开页面</a>
        </p>
      </Card>
      <Card title="人工发布的平台">
        <Table columns={channelColumns(mayPrepare)} rows={channels} />
      </Card>
      <Card title="近一年的阅读（站内统计）">
        <TableWrap>
          <table class="table">
            <thead>
              <tr>
                {counted.map(one => (
                  <th scope="col" class="right">
                    {one.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {counted.map(one => (
                  <td class="right">{one.readings}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </TableWrap>
        <p class="quiet">带渠道标记的链接被打开一次算一次，同一读者一天只算一次；不记是谁。</p>
      </Card>
      <Card title="扫码阅读">
        <QrCode svg={qr} alt="打开这一条的二维码" />
      </Card>
    </div>
  </>
)
