import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type Basis, forms, type Kind, kinds } from '../codes.ts'
import { BasisList, Paragraphs } from './text.tsx'

interface State {
  label: string
  tone: BadgeTone
}

export interface EntryLine {
  id: string
  title: string
  form: string
  kind: string
  topic: string
  basis: string
  author: string
  reviewer: string
  fromConsultation: boolean
  state: State
  valid_until: string | null
  published_at: Date | null
  reads: number
  helpful: number
  unhelpful: number
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

export const entryColumns: ReadonlyArray<Column<EntryLine>> = [
  {
    key: 'title',
    label: '标题或问题',
    phone: 'title',
    long: true,
    value: row => row.title,
    cell: row => (
      <a class="ledger-text" href={`/desk/knowledge/${row.id}`}>
        {row.title}
      </a>
    ),
  },
  { key: 'kind', label: '类型', value: row => [row.kind, row.topic].filter(Boolean).join(' · ') },
  { key: 'form', label: '形式', phone: 'hide', value: row => row.form },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  {
    key: 'basis',
    label: '依据',
    long: true,
    phone: 'hide',
    value: row => row.basis,
    cell: row => (row.basis ? <span class="ledger-text">{brief(row.basis)}</span> : '—'),
  },
  { key: 'author', label: '编写', value: row => row.author },
  { key: 'reviewer', label: '审核', value: row => row.reviewer },
  { key: 'published', label: '发布', kind: 'date', value: row => row.published_at },
  { key: 'valid', label: '有效期至', value: row => row.valid_until ?? '' },
  { key: 'source', label: '来自咨询', phone: 'hide', value: row => (row.fromConsultation ? '是' : '') },
  { key: 'reads', label: '阅读', kind: 'number', value: row => row.reads },
  { key: 'helpful', label: '有帮助', kind: 'number', value: row => row.helpful },
  { key: 'unhelpful', label: '没帮助', kind: 'number', value: row => row.unhelpful },
]

interface ListProps {
  rows: readonly EntryLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  doubted: number
  mayWrite: boolean
}

export const EntryList = ({ rows, query, filters, next, doubted, mayWrite }: ListProps) => (
  <>
    <PageHead
      title="知识库"
      lead="一人编写，另一人审核后发布；到期确认一次，没人确认的自动隐藏。"
      actions={
        <>
          <a class="button" href="/desk/knowledge/topics">
            主题
          </a>
          {mayWrite && (
            <a class="button button-primary" href="/act/knowledge_entry/write">
              写知识
            </a>
          )}
        </>
      }
    />
    {doubted > 0 && (
      <Alert tone="warning" title={`有 ${doubted} 条被说“没帮助”的多，请看看怎么改`}>
        <a href="/desk/knowledge?which=doubted">看这些条目</a>
      </Alert>
    )}
    <DataTable
      path="/desk/knowledge"
      query={query}
      columns={entryColumns}
      rows={rows}
      search="标题里的词"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有相符的条目', text: '换个条件试试，或者写第一条。' }}
    />
  </>
)

interface EntryProps {
  id: string
  state: State
  shown: boolean
  title: string
  latest: {
    form: string
    kind: string
    topic: string | null
    body: string
    basis: readonly Basis[]
    valid_until: string | null
  } | null
  validUntil: string | null
  author: string
  reviewer: string
  sourceId: string | null
  counts: { reads: number; helpful: number; unhelpful: number } | null
  versions: ReadonlyArray<{
    version: number
    words: string
    author: string
    changes: ReadonlyArray<{ label: string; before: string; after: string }>
  }>
  buttons: Button[]
  story: Told[]
}

/** One entry: the text as it was written last, what it rests on, its versions and what differs. */
export function DeskEntry(entry: EntryProps) {
  const { latest, counts } = entry
  return (
    <>
      <PageHead
        title={entry.title}
        badges={<Badge tone={entry.state.tone}>{entry.state.label}</Badge>}
        actions={<ActionButtons offers={entry.buttons} back={`/desk/knowledge/${entry.id}`} />}
      />
      <div class="columns">
        <div>
          {latest && (
            <Card
              title={forms[latest.form as keyof typeof forms]}
              action={entry.shown && <a href={`/knowledge/${entry.id}`}>公开页面</a>}
            >
              <Paragraphs text={latest.body} />
              {latest.basis.length > 0 && <h3>依据</h3>}
              <BasisList basis={latest.basis} />
            </Card>
          )}
          <Card title="版本">
            {entry.versions.map(one => (
              <details class="more" open={one.changes.length > 0 && one === entry.versions[0]}>
                <summary>
                  第 {one.version} 版 · {one.words} · {one.author}
                </summary>
                {one.changes.length > 0 ? (
                  <Diff fields={one.changes} />
                ) : (
                  <p class="quiet">{one.version === 1 ? '最初的版本。' : '与前一版内容相同。'}</p>
                )}
              </details>
            ))}
          </Card>
        </div>
        <aside>
          <Card title="情况">
            <Facts
              columns={1}
              items={[
                latest && {
                  label: '类型',
                  value: [kinds[latest.kind as Kind], latest.topic].filter(Boolean).join(' · '),
                },
                { label: '编写', value: entry.author },
                { label: '审核', value: entry.reviewer },
                { label: '有效期至', value: entry.validUntil ?? latest?.valid_until ?? '' },
                counts && { label: '阅读', value: `${counts.reads} 次` },
                counts && {
                  label: '读者说',
                  value: `有帮助 ${counts.helpful}，没帮助 ${counts.unhelpful}`,
                },
                entry.sourceId !== null && {
                  label: '来源',
                  value: <a href={`/go/consultation/${entry.sourceId}`}>一件咨询</a>,
                },
              ]}
            />
          </Card>
          <Card title="经过">
            <Timeline items={entry.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

interface TopicLine {
  id: string
  name: string
  kind: string
  state: State
  buttons: Button[]
}

export const TopicsPage = ({ rows, mayAdd }: { rows: readonly TopicLine[]; mayAdd: boolean }) => (
  <>
    <PageHead
      title="知识主题"
      lead="政策、技术、业务下面的细分，知识库和专家库都用它。"
      actions={
        mayAdd && (
          <a class="button button-primary" href="/act/knowledge_topic/add">
            新增主题
          </a>
        )
      }
    />
    {rows.length === 0 ? (
      <Empty icon="list-search" title="还没有主题" text="没有主题也能写知识，先按政策、技术、业务分。" />
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(row => (
            <li>
              <div>
                {row.name}
                <p class="quiet">
                  {row.kind} <Badge tone={row.state.tone}>{row.state.label}</Badge>
                </p>
              </div>
              <ActionButtons offers={row.buttons} back="/desk/knowledge/topics" />
            </li>
          ))}
        </ul>
      </Card>
    )}
  </>
)
