import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { ArticleView } from '../view.ts'
import { Articles } from './articles.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface RegulationRow {
  id: string
  name: string
  number: string
  kind: string
  version: number
  since: string
  articles: number
  unbound: number
  late: number
  state: StateBadge
}

export const regulationColumns: ReadonlyArray<Column<RegulationRow>> = [
  {
    key: 'name',
    label: '名称',
    value: row => row.name,
    cell: row => <a href={`/desk/regulations/${row.id}`}>{row.name}</a>,
    sort: true,
    long: true,
    phone: 'title',
  },
  { key: 'number', label: '文号', value: row => row.number, phone: 'line' },
  { key: 'kind', label: '类别', value: row => row.kind, sort: true, phone: 'line' },
  { key: 'version', label: '版本', value: row => row.version, kind: 'number', phone: 'hide' },
  { key: 'since', label: '施行日期', value: row => row.since, sort: true, phone: 'line' },
  { key: 'articles', label: '条文', value: row => row.articles, kind: 'number', phone: 'hide' },
  { key: 'unbound', label: '未绑定', value: row => row.unbound, kind: 'number', sort: true, phone: 'line' },
  { key: 'late', label: '现在超期', value: row => row.late, kind: 'number', sort: true, phone: 'line' },
  stateColumn,
]

interface ListProps {
  rows: readonly RegulationRow[]
  query: Record<string, string>
  mayWrite: boolean
  /** How many of the standard texts the centre has not taken over yet. */
  standard: number
}

export function RegulationList({ rows, query, mayWrite, standard }: ListProps) {
  return (
    <>
      <PageHead
        title="管理制度"
        lead="每一条绑定到执行它的设置、时限或步骤；改了设置，条文跟着变。"
        actions={
          <div class="actions">
            <a class="button" href="/regulations">
              公开页面
            </a>
            {mayWrite && (
              <a class="button button-primary" href="/act/regulation/write">
                新增制度
              </a>
            )}
          </div>
        }
      />
      {mayWrite && standard > 0 && (
        <Alert tone="info" title={`有 ${standard} 项制度可以采用示范文本`}>
          4.5.1
          要求的准入退出、服务反馈与处置、监督制度，条文已经绑定到本平台的流程；采用后由有审批职责的人批准即可施行。
          <form method="post" action="/desk/regulations/standard" data-controller="submit-once">
            <button type="submit" class="button">
              采用示范文本
            </button>
          </form>
        </Alert>
      )}
      <DataTable
        path="/desk/regulations"
        query={query}
        columns={regulationColumns}
        rows={rows}
        exportable
        empty={{ title: '还没有管理制度', text: '可以采用示范文本，也可以自己编写。' }}
      />
    </>
  )
}

export interface DeskVersion {
  version: number
  words: string
  approved: string
  shown: boolean
  /** Against the version before it. */
  changes: ReadonlyArray<{ label: string; before: string; after: string }>
}

interface PageProps {
  id: string
  name: string
  state: StateBadge
  buttons: Button[]
  facts: ReadonlyArray<{ label: string; value: string }>
  /** Which version is shown, where there are others. */
  notice: { title: string; href: string; label: string } | null
  articles: readonly ArticleView[]
  mayEdit: boolean
  mayChangeLimits: boolean
  amendments: ReadonlyArray<{ day: string; text: string; by: string }>
  versions: readonly DeskVersion[]
  inForce: boolean
  story: Told[]
}

export function RegulationPage(props: PageProps) {
  const { id, articles, amendments, versions } = props
  const unbound = articles.filter(one => one.unbound).length
  const late = articles.flatMap(one => one.lines).filter(line => line.bad).length
  return (
    <>
      <PageHead
        title={props.name}
        badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
        actions={<ActionButtons offers={props.buttons} />}
      />
      {props.notice && (
        <Alert tone="info" title={props.notice.title}>
          <a href={props.notice.href}>{props.notice.label}</a>
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card>
            <Articles
              articles={articles}
              staff
              editHref={props.mayEdit ? rank => `/act/regulation/editArticle/${id}?article=${rank}` : null}
              limitHref={
                props.mayChangeLimits ? code => `/act/regulation/changeLimit/${id}?code=${code}` : null
              }
            />
          </Card>
          <Card title="历次版本">
            <ul class="link-list">
              {versions.map(one => (
                <li>
                  {one.shown ? (
                    <b>第 {one.version} 版</b>
                  ) : (
                    <a href={`/desk/regulations/${id}?version=${one.version}`}>第 {one.version} 版</a>
                  )}
                  <small>{[one.words, one.approved].filter(Boolean).join(' · ')}</small>
                  {one.changes.length > 0 && (
                    <details>
                      <summary>与前一版比较（{one.changes.length} 处不同）</summary>
                      <Diff fields={one.changes} />
                    </details>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        </div>
        <aside>
          <Card title="概况">
            <Facts
              columns={1}
              items={[
                ...props.facts,
                { label: '没有绑定到程序', value: unbound === 0 ? '没有' : `${unbound} 条，靠人执行` },
                { label: '有超期的时限', value: late === 0 ? '没有' : `${late} 处，见条文下的红字` },
              ]}
            />
            <p class="actions">
              <a class="button" href={`/desk/regulations/${id}/wall.pdf`}>
                上墙版 A4
              </a>
              <a class="button" href={`/desk/regulations/${id}/wall.pdf?paper=a3`}>
                上墙版 A3
              </a>
              {props.inForce && (
                <a class="button" href={`/regulations/${id}`}>
                  公开页面
                </a>
              )}
            </p>
          </Card>
          <Card title="随设置的修改">
            {amendments.length === 0 ? (
              <p class="quiet">施行以来，条文里的时限没有改过。</p>
            ) : (
              <ul class="link-list">
                {amendments.map(one => (
                  <li>
                    {one.text}
                    <small>
                      {one.by}，{one.day}
                    </small>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card title="经过">
            <Timeline items={props.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
