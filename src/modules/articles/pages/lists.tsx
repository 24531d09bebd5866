import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

interface State {
  label: string
  tone: BadgeTone
}

interface ColumnLine {
  id: string
  name: string
  about: string
  position: number
  state: State
  buttons: Button[]
}

/** 栏目: in their order, each with what can be done. */
export const ColumnsPage = ({ rows, mayAdd }: { rows: readonly ColumnLine[]; mayAdd: boolean }) => (
  <>
    <PageHead
      title="宣传栏目"
      lead="名称、顺序由中心自己定；停用的不再列出，已发布的文章仍能打开。"
      actions={
        mayAdd && (
          <a class="button button-primary" href="/act/article_column/add?back=/desk/articles/columns">
            新增栏目
          </a>
        )
      }
    />
    {rows.length === 0 ? (
      <Empty icon="list-details" title="还没有栏目" text="先新增一个栏目，稿件才有地方刊登。" />
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(row => (
            <li>
              <div>
                {row.position} {row.name} <Badge tone={row.state.tone}>{row.state.label}</Badge>
                {row.about && <p class="quiet">{row.about}</p>}
              </div>
              <ActionButtons offers={row.buttons} back="/desk/articles/columns" />
            </li>
          ))}
        </ul>
      </Card>
    )}
  </>
)

export interface TermLine {
  id: string
  term: string
  kind: string
  suggestion: string
  fine: string
  blocks: boolean
  state: State
  buttons: Button[]
}

export const termColumns: ReadonlyArray<Column<TermLine>> = [
  { key: 'term', label: '词', phone: 'title', value: row => row.term },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'suggestion', label: '建议', long: true, value: row => row.suggestion },
  { key: 'fine', label: '不算的词', long: true, phone: 'hide', value: row => row.fine },
  { key: 'blocks', label: '作用', value: row => (row.blocks ? '必须改正' : '提示核对') },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  {
    key: 'do',
    label: '操作',
    value: () => '',
    cell: row => <ActionButtons offers={row.buttons} back="/desk/articles/terms" />,
  },
]

interface TermsProps {
  rows: readonly TermLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayAdd: boolean
}

/** 用词提示: what every text is held against. */
export const TermsPage = ({ rows, query, filters, next, mayAdd }: TermsProps) => (
  <>
    <PageHead
      title="用词提示"
      lead="稿件里出现这些词时提示采编和每一审；哪些类别必须改正才能往下走，在设置中定。"
      actions={
        mayAdd && (
          <a class="button button-primary" href="/act/article_term/add?back=/desk/articles/terms">
            新增词
          </a>
        )
      }
    />
    <DataTable
      path="/desk/articles/terms"
      query={query}
      columns={termColumns}
      rows={rows}
      search="词"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有相符的词', text: '换个条件试试，或者新增。' }}
    />
  </>
)

export interface LinkLine {
  id: string
  article: { id: string; title: string }
  url: string
  label: string
  finding: string
  found_at: Date
  settled_at: Date | null
  state: State
  buttons: Button[]
}

export const linkColumns: ReadonlyArray<Column<LinkLine>> = [
  {
    key: 'url',
    label: '网址',
    phone: 'title',
    long: true,
    value: row => row.url,
    cell: row => (
      <a class="ledger-text" href={row.url} rel="noreferrer">
        {row.url}
      </a>
    ),
  },
  { key: 'label', label: '链接文字', value: row => row.label },
  {
    key: 'article',
    label: '所在文章',
    long: true,
    value: row => row.article.title,
    cell: row => <a href={`/desk/articles/${row.article.id}`}>{row.article.title}</a>,
  },
  { key: 'finding', label: '情况', value: row => row.finding },
  { key: 'found', label: '发现', kind: 'date', value: row => row.found_at },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  { key: 'settled', label: '处理', kind: 'date', phone: 'hide', value: row => row.settled_at },
  {
    key: 'do',
    label: '操作',
    value: () => '',
    cell: row => <ActionButtons offers={row.buttons} back="/desk/articles/links" />,
  },
]

/** 失效链接: what the nightly patrol found. */
export const LinksPage = ({
  rows,
  query,
  filters,
}: {
  rows: readonly LinkLine[]
  query: Record<string, string>
  filters: readonly Filter[]
}) => (
  <>
    <PageHead
      title="失效链接"
      lead="每晚检查已发布文章里的网址。打不开的请更正文章；人能打开的，核对后注明。更正后自动销号。"
    />
    <DataTable
      path="/desk/articles/links"
      query={query}
      columns={linkColumns}
      rows={rows}
      filters={filters}
      exportable
      empty={{ title: '没有失效链接', text: '已发布文章里的网址都能打开，或还没有检查到。' }}
    />
  </>
)
