import { date } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { type Basis, forms, type Kind, kinds } from '../codes.ts'
import { BasisList, Paragraphs } from './text.tsx'

interface Line {
  id: string
  title: string
  form: string
  kind: string
  topic: string | null
  reads: number
}

interface ListProps {
  rows: readonly Line[]
  topics: ReadonlyArray<{ id: string; kind: string; name: string }>
  query: { q?: string; kind?: string; topic?: string }
}

const path = '/knowledge'
const at = (query: Record<string, string | undefined>): string => {
  const params = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])),
  )
  return params.size > 0 ? `${path}?${params}` : path
}

/** 知识库: search while one types, by kind and topic, what was read most first. */
export function KnowledgePage({ rows, topics, query }: ListProps) {
  const { q, kind, topic } = query
  return (
    <div class="wrap stack">
      <PageHead title="知识库" lead="开网店、卖农产品常遇到的问题，都有出处，定期核对。" />
      <Find
        path={path}
        question={q ?? ''}
        placeholder="想问什么，如 营业执照、快递包装"
        kept={{ kind, topic }}
        frame="knowledge"
      />
      <turbo-frame id="knowledge" target="_top">
        <div class="stack">
          <div class="facets">
            <nav class="facet" aria-label="类型">
              <a href={at({ ...(q && { q }) })} aria-current={kind ? undefined : 'true'}>
                全部
              </a>
              {Object.entries(kinds).map(([value, label]) => (
                <a
                  href={at({ ...(q && { q }), kind: value })}
                  aria-current={kind === value ? 'true' : undefined}
                >
                  {label}
                </a>
              ))}
            </nav>
            {kind && topics.some(one => one.kind === kind) && (
              <nav class="facet" aria-label="主题">
                {topics
                  .filter(one => one.kind === kind)
                  .map(one => (
                    <a
                      href={at({ ...(q && { q }), kind, topic: topic === one.id ? undefined : one.id })}
                      aria-current={topic === one.id ? 'true' : undefined}
                    >
                      {one.name}
                    </a>
                  ))}
              </nav>
            )}
          </div>
          {rows.length === 0 ? (
            <Empty
              icon="list-search"
              title="没有找到相关的内容"
              text="换个说法试试，或者直接问我们。"
              action={{ href: '/consulting', label: '去咨询' }}
            />
          ) : (
            <Card title={q || kind ? `找到 ${rows.length} 条` : '看得最多的'}>
              <EntryLinks rows={rows} />
            </Card>
          )}
        </div>
      </turbo-frame>
      <AskInstead />
    </div>
  )
}

export const EntryLinks = ({ rows }: { rows: readonly Omit<Line, 'reads'>[] }) => (
  <ul class="link-list">
    {rows.map(row => (
      <li>
        <a href={`${path}/${row.id}`}>{row.title}</a>
        <small>{[kinds[row.kind as Kind], row.topic].filter(Boolean).join(' · ')}</small>
      </li>
    ))}
  </ul>
)

const AskInstead = () => (
  <p>
    没找到答案？<a href="/consulting">去咨询</a>，不用登录也能问。
  </p>
)

interface EntryProps {
  entry: {
    id: string
    form: string
    kind: string
    topic: string | null
    title: string
    body: string
    basis: readonly Basis[]
    validUntil: string | null
    confirmedAt: Date | null
  }
  related: ReadonlyArray<{ id: string; title: string }>
}

/** One entry: the answer first, what it rests on, whether it helped, and what is alike. */
export function EntryPage({ entry, related }: EntryProps) {
  return (
    <div class="wrap stack">
      <article class="notice">
        <h1>{entry.title}</h1>
        <p class="quiet">
          {[
            forms[entry.form as keyof typeof forms],
            kinds[entry.kind as Kind],
            entry.topic,
            entry.confirmedAt && `${date(entry.confirmedAt)} 核对`,
            entry.validUntil && `有效期至 ${entry.validUntil}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div id="answer">
          <Paragraphs text={entry.body} />
        </div>
      </article>
      {entry.basis.length > 0 && (
        <Card title="依据">
          <BasisList basis={entry.basis} />
        </Card>
      )}
      <turbo-frame id="voice" src={`${path}/${entry.id}/voice`}>
        <VoiceForm id={entry.id} said={null} />
      </turbo-frame>
      {related.length > 0 && (
        <Card title="相关的问题">
          <ul class="link-list">
            {related.map(one => (
              <li>
                <a href={`${path}/${one.id}`}>{one.title}</a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <AskInstead />
    </div>
  )
}

/** Whether it helped; no name, no account, one voice a day. */
export const VoiceForm = ({ id, said }: { id: string; said: string | null }) => (
  <Card title={said ? '谢谢您告诉我们' : '这条有帮助吗？'}>
    {said === 'helpful' && <p class="quiet">您觉得有帮助。</p>}
    {said === 'unhelpful' && (
      <p>
        我们会改进这一条。还没解决的，
        <a href="/consulting" data-turbo-frame="_top">
          去咨询
        </a>
        。
      </p>
    )}
    {!said && (
      <form method="post" action={`${path}/${id}/voice`} class="actions" data-controller="submit-once">
        <button type="submit" class="button button-secondary" name="voice" value="helpful">
          有帮助
        </button>
        <button type="submit" class="button button-secondary" name="voice" value="unhelpful">
          没帮助
        </button>
      </form>
    )}
  </Card>
)

/** The answer to the frame, which is a page by itself where there is no script. */
export const VoicePage = ({ id, title, said }: { id: string; title: string; said: string | null }) => (
  <div class="wrap stack">
    <PageHead title={title} />
    <turbo-frame id="voice">
      <VoiceForm id={id} said={said} />
    </turbo-frame>
    <p>
      <a href={`${path}/${id}`}>回到这一条</a>
    </p>
  </div>
)
