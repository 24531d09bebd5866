import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { Tabs } from './tabs.tsx'

export interface KindLine {
  id: string
  name: string
  version: number
  rhythm: string
  days: string
  parts: number
  state: { label: string; tone: BadgeTone }
}

export const kindColumns: ReadonlyArray<Column<KindLine>> = [
  {
    key: 'name',
    label: '种类',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/briefs/kinds/${row.id}`}>{row.name}</a>,
  },
  { key: 'version', label: '版本', value: row => `第 ${row.version} 版` },
  { ...(stateColumn as Column<KindLine>) },
  { key: 'rhythm', label: '多久一期', value: row => row.rhythm },
  { key: 'days', label: '什么时候', value: row => row.days },
  { key: 'parts', label: '部分', kind: 'number', value: row => row.parts },
]

export const KindList = ({
  rows,
  query,
  mayAdd,
}: {
  rows: readonly KindLine[]
  query: Record<string, string>
  mayAdd: boolean
}) => (
  <>
    <PageHead
      title="信息种类"
      lead="每一种写什么、列哪些指标、报给谁、什么时候报，在这里改；改了由另一人审定后使用。"
      actions={
        mayAdd && (
          <a class="button" href="/act/brief_kind/draft?back=/desk/briefs/kinds">
            新增种类
          </a>
        )
      }
    />
    <Tabs current="/desk/briefs/kinds" />
    <DataTable
      path="/desk/briefs/kinds"
      query={query}
      rows={rows}
      columns={kindColumns}
      exportable
      empty={{ title: '还没有种类', text: '点“新增种类”，写清楚每一部分列哪些指标。' }}
    />
  </>
)

export interface KindView {
  id: string
  title: string
  state: { label: string; tone: BadgeTone }
  facts: ReadonlyArray<{ label: string; value: string }>
  sections: ReadonlyArray<{
    heading: string
    words: string
    events: boolean
    shows: ReadonlyArray<{ code: string; label: string }>
  }>
  others: ReadonlyArray<{ id: string; version: number; state: string }>
  buttons: readonly Button[]
  revise: string | null
  story: readonly Told[]
}

export const KindPage = ({ view }: { view: KindView }) => (
  <>
    <PageHead
      title={view.title}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={
        <>
          {view.revise && (
            <a class="button" href={view.revise}>
              修订
            </a>
          )}
          <ActionButtons offers={view.buttons} back={`/desk/briefs/kinds/${view.id}`} />
        </>
      }
    />
    <div class="columns">
      <div>
        {view.sections.map(section => (
          <Card title={section.heading}>
            {section.words && <p class="prose">{section.words}</p>}
            {section.shows.length > 0 && (
              <ul class="bullets">
                {section.shows.map(one => (
                  <li>
                    <a href={`/desk/indicators/${one.code}`}>{one.label}</a>
                  </li>
                ))}
              </ul>
            )}
            {!section.words && section.shows.length === 0 && !section.events && (
              <p class="quiet">没有固定文字和指标，由起草人写。</p>
            )}
            {section.events && <p class="quiet">这里放起草人选中的工作动态。</p>}
          </Card>
        ))}
      </div>
      <aside>
        <Card title="式样">
          <Facts columns={1} items={[...view.facts]} />
        </Card>
        {view.others.length > 0 && (
          <Card title="其他版本">
            <ul class="bullets">
              {view.others.map(one => (
                <li>
                  <a href={`/desk/briefs/kinds/${one.id}`}>第 {one.version} 版</a>（{one.state}）
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title="经过">
          <Timeline items={view.story} />
        </Card>
      </aside>
    </div>
  </>
)
