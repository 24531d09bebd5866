import type { Button, Told } from '#modules/actions'
import { date } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { RecordPage, type StateBadge } from './parts.tsx'

interface Reported {
  on_day: string
  readings: number
}
export interface PostRow {
  id: string
  channel: string
  publication_title: string
  title: string
  url: string | null
  posted_at: Date | null
  poster: string | null
  state: StateBadge
  reported: Reported | null
}

export const postColumns: ReadonlyArray<Column<PostRow>> = [
  {
    key: 'title',
    label: '内容',
    phone: 'title',
    value: row => row.publication_title,
    cell: row => <a href={`/desk/channels/posts/${row.id}`}>{row.publication_title}</a>,
  },
  { key: 'channel', label: '平台', value: row => row.channel },
  stateColumn as Column<PostRow>,
  {
    key: 'url',
    label: '链接',
    value: row => row.url,
    cell: row =>
      row.url ? (
        <a href={row.url} rel="noreferrer">
          打开
        </a>
      ) : (
        '—'
      ),
  },
  { key: 'posted', label: '发布', kind: 'date', value: row => row.posted_at },
  { key: 'poster', label: '发布人', value: row => row.poster },
  {
    key: 'readings',
    label: '平台阅读（填报）',
    kind: 'number',
    value: row => row.reported?.readings ?? null,
  },
  { key: 'until', label: '截至', value: row => row.reported?.on_day ?? null },
]

export const PostsPage = ({
  rows,
  query,
  filters,
  next,
}: {
  rows: readonly PostRow[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}) => (
  <>
    <PageHead title="平台发布" lead="没有接口的平台：做好图文包，人工发布，登记链接，定期填报阅读量。" />
    <DataTable
      path="/desk/channels/posts"
      query={query}
      rows={rows}
      columns={postColumns}
      filters={filters}
      search="内容标题"
      next={next}
      exportable
      empty={{
        title: '还没有发到平台的内容',
        text: '在“公开内容”里选一条，做图文包。',
        action: { href: '/desk/channels', label: '看公开内容' },
      }}
    />
  </>
)

interface PostProps {
  path: string
  post: {
    title: string
    summary: string
    body: string
    tags: string[]
    publication_title: string
    url: string | null
    posted_at: Date | null
    reason: string | null
  }
  channel: string
  state: StateBadge
  buttons: Button[]
  counts: ReadonlyArray<{ part: string; count: number; most: number; over: number }>
  layout: 'article' | 'plain'
  plain: string
  pictures: ReadonlyArray<{ name: string; width: number; height: number }>
  hasCover: boolean
  publication: string | null
  link: string
  qr: string
  reports: ReadonlyArray<Reported & { reporter: string | null }>
  screenshots: ReadonlyArray<{ id: string; name: string; media_type: string; size: number }>
  story: Told[]
}

export const PostPage = (props: PostProps) => (
  <RecordPage
    title={`${props.channel}：${props.post.publication_title}`}
    path={props.path}
    state={props.state}
    buttons={props.buttons}
    story={props.story}
  >
    <Card title="怎么发">
      <Facts
        items={[
          props.publication !== null && {
            label: '原内容',
            value: <a href={props.publication}>{props.post.publication_title}</a>,
          },
          props.publication === null && { label: '原内容', value: '已撤回' },
          props.post.url !== null && {
            label: '发出后的链接',
            value: (
              <a href={props.post.url} rel="noreferrer">
                打开
              </a>
            ),
          },
          props.post.posted_at !== null && { label: '发布', value: date(props.post.posted_at) },
          props.post.reason !== null && { label: '说明', value: props.post.reason },
        ]}
      />
      <ol class="bullets">
        <li>核对下面的字数，超出的先“修改文字”。</li>
        <li>逐项复制到平台的编辑器，图片从“图片”里下载。</li>
        <li>发出后点“登记链接”，过几天再填报阅读量。</li>
      </ol>
    </Card>
    <Card title="字数">
      <Table columns={countColumns} rows={props.counts} />
      <p class="quiet">以平台当前规则为准；上限可以在“设置”的“传播平台字数”里改。</p>
    </Card>
    <Card title="文字">
      <Copy label="标题" text={props.post.title} rows={2} />
      {props.post.summary !== '' && props.layout === 'article' && (
        <Copy label="摘要" text={props.post.summary} rows={3} />
      )}
      {props.layout === 'article' ? (
        <Article path={props.path} />
      ) : (
        <Copy label="正文和话题" text={props.plain} rows={14} />
      )}
    </Card>
    <Pictures {...props} />
    <Reports {...props} />
  </RecordPage>
)

const countColumns: ReadonlyArray<Column<PostProps['counts'][number]>> = [
  { key: 'part', label: '部分', value: one => one.part, phone: 'title' },
  { key: 'count', label: '字数', kind: 'number', value: one => one.count },
  { key: 'most', label: '上限', kind: 'number', value: one => one.most },
  {
    key: 'over',
    label: '结果',
    value: one => (one.over > 0 ? `超出 ${one.over} 字` : '合适'),
    cell: ({ over }) =>
      over > 0 ? <Badge tone="red">超出 {over} 字</Badge> : <Badge tone="green">合适</Badge>,
  },
]

/** A text to be copied by one press; without a script it is marked and copied by hand. */
const Copy = ({ label, text, rows }: { label: string; text: string; rows: number }) => (
  <div class="field" data-controller="copy">
    <label>
      <span>{label}</span>
      <textarea readonly rows={rows} data-copy-target="source">
        {text}
      </textarea>
    </label>
    <p>
      <button type="button" class="button" data-copy-target="button" data-action="copy#copy" hidden>
        复制{label}
      </button>
      <span class="quiet" role="status" data-copy-target="said" />
    </p>
  </div>
)

/** The article stands on a page of its own, in a frame: only there it may carry its styles. */
const Article = ({ path }: { path: string }) => (
  <div class="field" data-controller="copy" data-copy-from-value={`${path}/article`}>
    <p>正文（带排版）</p>
    <iframe class="article-frame" src={`${path}/article`} title="排版好的正文" />
    <p class="actions">
      <button type="button" class="button" data-copy-target="button" data-action="copy#copy" hidden>
        复制排版好的正文
      </button>
      <a class="button" href={`${path}/article`} data-turbo="false">
        单独打开，全选复制
      </a>
      <span class="quiet" role="status" data-copy-target="said" />
    </p>
  </div>
)

const Pictures = ({ path, pictures, hasCover, link, qr }: PostProps) => (
  <Card title="图片">
    <p>
      {hasCover
        ? `封面已裁成平台的尺寸：${pictures.map(one => `${one.name} ${one.width}×${one.height}`).join('、')}。`
        : '这条内容没有封面图片，只有二维码；要封面请给原内容换上封面。'}
    </p>
    <div class="actions">
      <a class="button" href={`${path}/pictures.zip`} data-turbo="false">
        下载图片
      </a>
    </div>
    <p>正文里的链接和二维码请用这一个，能分清读者从哪个平台来：</p>
    <p class="number">{link}</p>
    <QrCode svg={qr} alt="带平台标记的二维码" />
  </Card>
)

const Reports = ({ reports, screenshots }: PostProps) => (
  <Card title="平台阅读量（填报）">
    {reports.length === 0 ? (
      <p class="quiet">还没有填报。发布后点“填报阅读量”，附上平台后台的截图。</p>
    ) : (
      <Table columns={reportColumns} rows={reports} />
    )}
    <Files files={screenshots} />
  </Card>
)

const reportColumns: ReadonlyArray<Column<PostProps['reports'][number]>> = [
  { key: 'until', label: '截至', value: one => one.on_day, phone: 'title' },
  { key: 'readings', label: '累计次数', kind: 'number', value: one => one.readings },
  { key: 'reporter', label: '填报人', value: one => one.reporter },
]
