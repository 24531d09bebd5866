import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

interface State {
  label: string
  tone: BadgeTone
}

export interface ArticleLine {
  id: string
  title: string
  column: string
  state: State
  expired: boolean
  /** Who wrote it, and who let it pass, in order. */
  writers: string
  reviewers: string
  /** Whom it waits for: 负责「稿件一审」的人员; nobody where it waits for nobody. */
  waits: string
  origin: string
  source: string
  published_at: Date | null
  corrected_at: Date | null
  valid_until: string | null
  reads: number
}

export const articleColumns: ReadonlyArray<Column<ArticleLine>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    long: true,
    value: row => row.title,
    cell: row => (
      <a class="ledger-text" href={`/desk/articles/${row.id}`}>
        {row.title}
      </a>
    ),
  },
  { key: 'column', label: '栏目', value: row => row.column },
  {
    key: 'state',
    label: '状态',
    value: row => (row.expired ? `${row.state.label}，已过期` : row.state.label),
    cell: row => (
      <>
        <Badge tone={row.state.tone}>{row.state.label}</Badge>{' '}
        {row.expired && <Badge tone="grey">已过期</Badge>}
      </>
    ),
  },
  { key: 'waits', label: '等待', value: row => row.waits },
  { key: 'writers', label: '采编', value: row => row.writers },
  { key: 'reviewers', label: '审核签发', value: row => row.reviewers },
  { key: 'published', label: '发布', kind: 'date', value: row => row.published_at },
  { key: 'reads', label: '阅读', kind: 'number', value: row => row.reads },
  { key: 'corrected', label: '更正', kind: 'date', aside: true, value: row => row.corrected_at },
  { key: 'valid', label: '有效期至', phone: 'hide', value: row => row.valid_until ?? '' },
  { key: 'origin', label: '原创或转载', phone: 'hide', value: row => row.origin },
  { key: 'source', label: '来源', phone: 'hide', value: row => row.source },
]

interface ListProps {
  rows: readonly ArticleLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  broken: number
  mayWrite: boolean
}

export const ArticleList = ({ rows, query, filters, next, broken, mayWrite }: ListProps) => (
  <>
    <PageHead
      title="宣传稿件"
      lead="三审三校：采编、一审、二审、三审签发，每一步由不同的人办理。"
      actions={
        <>
          <a class="button" href="/desk/articles/links">
            失效链接
          </a>
          <a class="button" href="/desk/articles/terms">
            用词提示
          </a>
          <a class="button" href="/desk/articles/columns">
            栏目
          </a>
          {mayWrite && (
            <a class="button button-primary" href="/act/article/write">
              写稿件
            </a>
          )}
        </>
      }
    />
    {broken > 0 && (
      <Alert tone="warning" title={`巡检发现 ${broken} 个链接打不开`}>
        <a href="/desk/articles/links?state=broken">去看看</a>
      </Alert>
    )}
    <DataTable
      path="/desk/articles"
      query={query}
      columns={articleColumns}
      rows={rows}
      search="标题里的词"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有相符的稿件', text: '换个条件试试，或者写第一篇。' }}
    />
  </>
)
