import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import type { ArticleView } from '../view.ts'
import { Articles } from './articles.tsx'

interface ListProps {
  groups: ReadonlyArray<{
    kind: string
    rows: ReadonlyArray<{ id: string; name: string; number: string; since: string }>
  }>
}

/** 4.5.1 For everyone: the regulations in force. */
export function PublicList({ groups }: ListProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title="管理制度"
        lead="中心按什么规矩办事、每一步多长时间、现在做得怎么样。条文里的时限就是系统里执行的时限。"
      />
      {groups.length === 0 && (
        <Card>
          <Empty icon="book" title="还没有公布的制度" text="制度批准施行后会在这里公布。" />
        </Card>
      )}
      {groups.map(group => (
        <Card title={group.kind}>
          <ul class="link-list">
            {group.rows.map(row => (
              <li>
                <a href={`/regulations/${row.id}`}>{row.name}</a>
                <small>{[row.number, `${row.since} 起施行`].filter(Boolean).join(' · ')}</small>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}

export interface PastVersion {
  version: number
  number: string
  /** 2026-01-05 至 2026-11-24 */
  span: string
  current: boolean
}

interface PageProps {
  id: string
  name: string
  facts: ReadonlyArray<{ label: string; value: string }>
  articles: readonly ArticleView[]
  amendments: ReadonlyArray<{ day: string; text: string }>
  versions: readonly PastVersion[]
  /** An older version is being read. */
  ended: string | null
}

/** A regulation in force, or one of its older texts. */
export function PublicPage({ id, name, facts, articles, amendments, versions, ended }: PageProps) {
  return (
    <div class="wrap stack">
      <PageHead title={name} />
      {ended && (
        <Alert tone="warning" title={`这是旧版，${ended}`}>
          条文里的时限是停止施行时的。<a href={`/regulations/${id}`}>看现行版本</a>
        </Alert>
      )}
      <Card>
        <Facts items={[...facts]} />
      </Card>
      <Card>
        <Articles articles={articles} />
      </Card>
      {!ended && (
        <p class="quiet">
          按时率：近 90 天计时结束的事项中，在时限内办完的占比，按工作日计；不足 5 件的不计。
        </p>
      )}
      {amendments.length > 0 && (
        <Card title="施行以来的修改">
          <ul class="link-list">
            {amendments.map(one => (
              <li>
                {one.text}
                <small>{one.day}</small>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {versions.length > 1 && (
        <Card title="历次版本">
          <ul class="link-list">
            {versions.map(one => (
              <li>
                {one.current ? (
                  <b>第 {one.version} 版（现行）</b>
                ) : (
                  <a href={`/regulations/${id}?version=${one.version}`}>第 {one.version} 版</a>
                )}
                <small>{[one.number, one.span].filter(Boolean).join(' · ')}</small>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
