import { date, fileSize } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { ArticleBody } from './body.tsx'

export interface Line {
  id: string
  title: string
  summary: string
  cover_file: string | null
  cover_alt: string
  published_at: Date | null
  corrected_at: Date | null
  column: string
  source: string
  expired: boolean
}

interface ListProps {
  rows: readonly Line[]
  columns: ReadonlyArray<{ id: string; name: string; about: string }>
  column: { id: string; name: string; about: string } | null
  page: number
  more: boolean
}

const path = '/news'
const at = (column: string | undefined, page: number): string => {
  const params = new URLSearchParams({
    ...(column && { column }),
    ...(page > 1 && { page: String(page) }),
  })
  return params.size > 0 ? `${path}?${params}` : path
}

/** 宣传动态: by column, the newest first. */
export function NewsList({ rows, columns, column, page, more }: ListProps) {
  const feed = (format: string): string => `${path}.${format}${column ? `?column=${column.id}` : ''}`
  return (
    <div class="wrap stack">
      <PageHead title="宣传动态" lead={column?.about || '政策怎么用、中心在做什么、乡亲们怎么卖得更好。'} />
      <nav class="facet" aria-label="栏目">
        <a href={path} aria-current={column ? undefined : 'true'}>
          全部
        </a>
        {columns.map(one => (
          <a href={at(one.id, 1)} aria-current={one.id === column?.id ? 'true' : undefined}>
            {one.name}
          </a>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Empty icon="speakerphone" title="这里还没有文章" text="换个栏目看看，或过几天再来。" />
      ) : (
        <ul class="news-list">
          {rows.map(row => (
            <NewsCard row={row} heading="h2" />
          ))}
        </ul>
      )}
      {(page > 1 || more) && (
        <nav class="actions" aria-label="翻页">
          {page > 1 && (
            <a class="button" href={at(column?.id, page - 1)} rel="prev">
              上一页
            </a>
          )}
          {more && (
            <a class="button" href={at(column?.id, page + 1)} rel="next">
              下一页
            </a>
          )}
        </nav>
      )}
      <p class="quiet">
        订阅{column ? `“${column.name}”` : '全部文章'}：用阅读器订阅 <a href={feed('atom')}>Atom</a>、
        <a href={feed('rss')}>RSS</a>、<a href={feed('json')}>JSON</a>。
      </p>
    </div>
  )
}

/** One article in a list; `heading` is the level below that of the list's own. */
export const NewsCard = ({ row, heading: Heading }: { row: Line; heading: 'h2' | 'h3' }) => (
  <li class="card news-card">
    {row.cover_file && (
      <img
        src={`/files/${row.cover_file}/preview`}
        alt={row.cover_alt}
        width={480}
        height={270}
        loading="lazy"
      />
    )}
    <div>
      <Heading>
        <a href={`${path}/${row.id}`}>{row.title}</a>
      </Heading>
      <p>{row.summary}</p>
      <p class="quiet">
        {[row.column, row.published_at && date(row.published_at)].filter(Boolean).join(' · ')}{' '}
        {row.corrected_at && <Badge tone="blue">已更正</Badge>}
        {row.expired && <Badge tone="grey">已过期</Badge>}
      </p>
    </div>
  </li>
)

export interface PublicView {
  id: string
  title: string
  summary: string
  body: string
  column: string
  columnId: string
  byline: string
  source: string
  reprint: boolean
  source_link: string | null
  cover: { id: string; alt: string } | null
  publishedAt: Date | null
  validUntil: string | null
  expired: boolean
  corrections: ReadonlyArray<{ correction: string | null; published_at: Date | null }>
  attachments: ReadonlyArray<{ id: string; name: string; size: number }>
  policy: { id: string; title: string } | null
}

interface PageProps {
  article: PublicView
  older: { id: string; title: string } | null
  newer: { id: string; title: string } | null
}

/** One article: what was corrected stands before the text, what has run out says so. */
export const NewsPage = ({ article, older, newer }: PageProps) => (
  <div class="wrap stack">
    <article class="news">
      <header>
        <p class="quiet">
          <a href={path}>宣传动态</a> / <a href={at(article.columnId, 1)}>{article.column}</a>
        </p>
        <h1>{article.title}</h1>
        <p class="quiet">
          {[
            article.publishedAt && date(article.publishedAt),
            `来源：${article.source}${article.reprint ? '（经授权转载）' : ''}`,
            `作者：${article.byline}`,
            article.validUntil && `有效期至 ${article.validUntil}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      {article.expired && (
        <Alert tone="warning" title="已过期">
          这篇文章的有效期到 {article.validUntil}，内容可能已经变化，办事前请先问一问。
        </Alert>
      )}
      {article.corrections.map(one => (
        <Alert tone="info" title={`更正说明${one.published_at ? `（${date(one.published_at)}）` : ''}`}>
          {one.correction}
        </Alert>
      ))}
      {article.cover && (
        <img
          class="news-cover"
          src={`/files/${article.cover.id}/preview?size=large`}
          alt={article.cover.alt}
          width={1200}
          height={675}
        />
      )}
      <ArticleBody html={article.body} />
      {article.source_link && (
        <p>
          <a href={article.source_link}>阅读原文</a>
        </p>
      )}
      <turbo-frame id="reads" src={`${path}/${article.id}/reads`} loading="lazy" />
    </article>
    {article.attachments.length > 0 && (
      <Card title="附件">
        <ul class="bullets">
          {article.attachments.map(file => (
            <li>
              <a href={`/files/${file.id}`} data-turbo="false">
                {file.name}
              </a>
              （{fileSize(file.size)}）
            </li>
          ))}
        </ul>
      </Card>
    )}
    {article.policy && (
      <Card title="相关政策">
        <p>
          <a href={`/policies/${article.policy.id}`}>{article.policy.title}</a>
        </p>
      </Card>
    )}
    <nav class="news-neighbours" aria-label="前后文章">
      {older && (
        <a href={`${path}/${older.id}`} rel="prev">
          <small>上一篇</small>
          {older.title}
        </a>
      )}
      {newer && (
        <a href={`${path}/${newer.id}`} rel="next">
          <small>下一篇</small>
          {newer.title}
        </a>
      )}
    </nav>
  </div>
)

/** The answer to the frame that counts: how often it was read so far. */
export const ReadsPage = ({ id, title, reads }: { id: string; title: string; reads: number }) => (
  <div class="wrap stack">
    <PageHead title={title} />
    <turbo-frame id="reads">
      <p class="quiet">阅读 {reads} 次</p>
    </turbo-frame>
    <p>
      <a href={`${path}/${id}`}>回到文章</a>
    </p>
  </div>
)
