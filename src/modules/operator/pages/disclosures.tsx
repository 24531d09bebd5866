import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type FileLink, Files, type StateBadge } from './contract.tsx'

export interface DisclosureLine {
  id: string
  title: string
  category: string
  made_at: Date
  state: StateBadge
}

const disclosureColumns: ReadonlyArray<Column<DisclosureLine>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    long: true,
    value: row => row.title,
    cell: row => <a href={`/desk/operator/disclosures/${row.id}`}>{row.title}</a>,
  },
  { key: 'category', label: '栏目', sort: true, value: row => row.category },
  { key: 'made', label: '提交', kind: 'date', sort: true, value: row => row.made_at },
  { ...stateColumn, sort: true },
]

export function DisclosureList(props: {
  rows: readonly DisclosureLine[]
  query: Record<string, string>
  mayPrepare: boolean
}) {
  const { rows, query, mayPrepare } = props
  return (
    <>
      <PageHead
        title="信息公开"
        lead="一人提交，另一人审核后公开。"
        actions={
          mayPrepare && (
            <a class="button button-primary" href="/act/disclosure/prepare">
              新增公开内容
            </a>
          )
        }
      />
      <DataTable
        path="/desk/operator/disclosures"
        query={query}
        rows={rows}
        empty={{ title: '还没有公开的内容' }}
        columns={disclosureColumns}
      />
    </>
  )
}

export function DisclosurePage(props: {
  disclosure: { id: string; title: string; category: string; body: string; published_at: Date | null }
  state: StateBadge
  buttons: Button[]
  files: readonly FileLink[]
  story: Told[]
}) {
  const { disclosure, state, buttons, files, story } = props
  return (
    <>
      <PageHead
        title={disclosure.title}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/operator/disclosures/${disclosure.id}`} />}
      />
      <div class="columns">
        <Card title={disclosure.category}>
          {disclosure.body && <p class="prose">{disclosure.body}</p>}
          <Files files={files} />
          {files.length === 0 && <p class="quiet">没有文件。</p>}
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
