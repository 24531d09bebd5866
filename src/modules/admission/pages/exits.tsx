import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { ExitFacts, type ExitProps, type StateBadge } from './my.tsx'

export interface ExitLine {
  id: string
  name: string
  kind: string
  reason: string
  state: StateBadge
  asked_at: Date
  ended_at: Date | null
}

export const exitColumns: ReadonlyArray<Column<ExitLine>> = [
  {
    key: 'name',
    label: '服务商',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/exits/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '方式', value: row => row.kind },
  { key: 'reason', label: '事由', long: true, width: 40, value: row => row.reason },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  { key: 'asked', label: '提出', kind: 'date', value: row => row.asked_at },
  { key: 'ended', label: '办结', kind: 'date', value: row => row.ended_at },
]

interface ExitsProps {
  rows: readonly ExitLine[]
  query: Record<string, string>
  mayPropose: boolean
}

export const DeskExits = ({ rows, query, mayPropose }: ExitsProps) => (
  <>
    <PageHead
      title="服务商退出"
      lead="自愿退出到期自动办理；强制退出先听取说明，由提出人以外的人决定。"
      actions={
        mayPropose && (
          <a class="button button-danger" href="/act/provider_exit/propose?back=/desk/exits">
            提出强制退出
          </a>
        )
      }
    />
    <DataTable
      path="/desk/exits"
      query={query}
      rows={rows}
      exportable
      empty={{ title: '没有退出', text: '服务商在“我的”里申请退出，或由工作人员提出。' }}
      columns={exitColumns}
    />
  </>
)

export const DeskExit = ({ exit, state, deadline, buttons, files, story }: ExitProps) => (
  <>
    <PageHead
      title={`${exit.name}退出`}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
        </>
      }
      actions={<ActionButtons offers={buttons} back={`/desk/exits/${exit.id}`} />}
    />
    <div class="columns">
      <Card title="情况" action={<a href={`/desk/providers/${exit.provider_id}`}>名录中的资料</a>}>
        <ExitFacts exit={exit} files={files} />
      </Card>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)

export interface BlacklistLine {
  name: string
  code: string
  reason: string
  basis: string
  from_day: string
  until_day: string
  state: StateBadge
  buttons: Button[]
}

export const blacklistColumns: ReadonlyArray<Column<BlacklistLine>> = [
  { key: 'name', label: '单位', phone: 'title', width: 36, value: row => row.name },
  { key: 'code', label: '信用代码', width: 22, value: row => row.code },
  { key: 'reason', label: '事由', long: true, width: 40, value: row => row.reason },
  { key: 'basis', label: '依据', long: true, width: 30, value: row => row.basis },
  { key: 'span', label: '期限', width: 26, value: row => `${row.from_day} 至 ${row.until_day}` },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => (
      <>
        <Badge tone={row.state.tone}>{row.state.label}</Badge>
        <ActionButtons offers={row.buttons} back="/desk/blacklist" />
      </>
    ),
  },
]

interface BlacklistProps {
  rows: readonly BlacklistLine[]
  query: Record<string, string>
  mayPropose: boolean
}

export const DeskBlacklist = ({ rows, query, mayPropose }: BlacklistProps) => (
  <>
    <PageHead
      title="失信名单"
      lead="只列单位；由提出人以外的人或主管部门决定，到期自动移出。"
      actions={
        mayPropose && (
          <a class="button button-primary" href="/act/blacklisting/propose?back=/desk/blacklist">
            建议列入
          </a>
        )
      }
    />
    <DataTable
      path="/desk/blacklist"
      query={query}
      rows={rows}
      exportable
      empty={{ title: '名单是空的', text: '现在没有单位被列入或建议列入。' }}
      columns={blacklistColumns}
    />
  </>
)
