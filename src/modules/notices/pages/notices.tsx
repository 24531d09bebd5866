import type { Button, Told } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}
interface Notice {
  id: string
  title: string
  published_at: Date | null
}

export function NoticeList({ notices }: { notices: readonly Notice[] }) {
  return (
    <div class="wrap">
      <PageHead title="公告" />
      {notices.length === 0 ? (
        <Empty icon="speakerphone" title="还没有公告" />
      ) : (
        <Card>
          <NoticeLinks notices={notices} />
        </Card>
      )}
    </div>
  )
}

export const NoticeLinks = ({ notices }: { notices: readonly Notice[] }) => (
  <ul class="link-list">
    {notices.map(notice => (
      <li>
        <a href={`/notices/${notice.id}`}>{notice.title}</a>
        <small>{notice.published_at && date(notice.published_at)}</small>
      </li>
    ))}
  </ul>
)

export function NoticePage({
  title,
  body,
  publishedAt,
  source,
}: {
  title: string
  body: string
  publishedAt: Date | null
  source: string
}) {
  return (
    <article class="wrap notice">
      <h1>{title}</h1>
      <p class="quiet">
        {publishedAt && date(publishedAt)}　来源：{source}
      </p>
      <Body text={body} />
    </article>
  )
}

const Body = ({ text }: { text: string }) => (
  <div class="notice-body">
    {text.split(/\n\s*\n/).map(paragraph => (
      <p class="prose">{paragraph}</p>
    ))}
  </div>
)

export function DeskNotices({
  rows,
  query,
  mayCreate,
}: {
  rows: ReadonlyArray<Notice & { state: StateBadge; edited_at: Date }>
  query: Record<string, string>
  mayCreate: boolean
}) {
  return (
    <>
      <PageHead
        title="公告"
        lead="一人起草，另一人审核后发布。"
        actions={
          mayCreate && (
            <a class="button button-primary" href="/act/notice/write">
              写公告
            </a>
          )
        }
      />
      <DataTable
        path="/desk/notices"
        query={query}
        rows={rows}
        total={String(rows.length)}
        empty={{ title: '还没有公告' }}
        columns={[
          {
            key: 'title',
            label: '标题',
            phone: 'title',
            value: row => row.title,
            cell: row => <a href={`/desk/notices/${row.id}`}>{row.title}</a>,
          },
          { ...stateColumn, sort: true },
          { key: 'edited', label: '修改', kind: 'date', sort: true, value: row => row.edited_at },
          { key: 'published', label: '发布', kind: 'date', sort: true, value: row => row.published_at },
        ]}
      />
    </>
  )
}

export function DeskNotice({
  notice,
  state,
  buttons,
  story,
}: {
  notice: { id: string; title: string; body: string }
  state: StateBadge
  buttons: Button[]
  story: Told[]
}) {
  return (
    <>
      <PageHead
        title={notice.title}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/notices/${notice.id}`} />}
      />
      <div class="columns">
        <Card>
          <Body text={notice.body} />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
