import type { Button, Told } from '#modules/actions'
import type { FileRow } from '#platform/files'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import type { AdmissionView } from '../view.ts'
import { Applied } from './matter.tsx'

export interface StateBadge {
  label: string
  tone: BadgeTone
}
export interface Deadline {
  text: string
  tone: BadgeTone
}
interface Line {
  id: string
  name: string
  state: StateBadge
  at: Date
}

const List = ({ rows, path }: { rows: readonly Line[]; path: string }) => (
  <ul class="task-list">
    {rows.map(row => (
      <li>
        <div>
          <a href={`${path}/${row.id}`}>{row.name}</a>
          <p class="quiet">{date(row.at)}</p>
        </div>
        <Badge tone={row.state.tone}>{row.state.label}</Badge>
      </li>
    ))}
  </ul>
)

export function MyAdmissions({
  rows,
  exits,
  mayApply,
  mayExit,
}: {
  rows: readonly Line[]
  exits: readonly Line[]
  mayApply: boolean
  mayExit: boolean
}) {
  return (
    <div class="wrap stack">
      <PageHead
        title="服务商入库"
        lead="为您办事的单位申请入库、看进展；入库后也在这里申请退出。"
        actions={
          mayApply && (
            <a class="button button-primary" href="/act/admission/apply?back=/my/admissions">
              申请入库
            </a>
          )
        }
      />
      <Card title="入库申请">
        {rows.length === 0 ? (
          <Empty
            icon="building-store"
            title="还没有申请过"
            text="企业、个体户、合作社都可以申请，先看看条件。"
            action={{ href: '/admissions', label: '条件与流程' }}
          />
        ) : (
          <List rows={rows} path="/my/admissions" />
        )}
      </Card>
      {(exits.length > 0 || mayExit) && (
        <Card title="退出">
          {exits.length > 0 && <List rows={exits} path="/my/exits" />}
          {mayExit && (
            <p>
              <a href="/act/provider_exit/ask?back=/my/admissions">申请退出服务商库</a>
            </p>
          )}
        </Card>
      )}
    </div>
  )
}

export function MyAdmission({ view }: { view: AdmissionView }) {
  const { row, state, deadline, buttons } = view
  return (
    <div class="wrap stack">
      <PageHead
        title={`${row.name}申请入库`}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {row.state === 'returned' && deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
      />
      <Card>
        {view.steps && <Steps items={view.steps} />}
        {view.lacking && (
          <Alert tone="warning" title="需要补正">
            {view.lacking}
          </Alert>
        )}
        <p>{view.next}</p>
        {view.publicUntil && <p class="quiet">公示到 {date(view.publicUntil)}。</p>}
        {view.refusal && (
          <Alert tone="warning" title={view.refusal}>
            <p>{row.refusal_text}</p>
          </Alert>
        )}
        {row.agreement && (
          <Facts
            items={[
              { label: '协议编号', value: row.agreement },
              { label: '协议期', value: `${row.first_day} 至 ${row.last_day}` },
            ]}
          />
        )}
        {row.provider_id && (
          <p>
            <a href={`/my/providers/${row.provider_id}`}>服务商资料</a>
          </p>
        )}
        <ActionButtons offers={buttons} back={`/my/admissions/${row.id}`} />
      </Card>
      <Applied view={view} />
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

export interface ExitProps {
  exit: {
    id: string
    name: string
    enforced: boolean
    reason: string
    on_day: string | null
    statement: string | null
    decision: string | null
    asked_at: Date
    ended_at: Date | null
    provider_id: string
  }
  state: StateBadge
  deadline: Deadline | null
  buttons: Button[]
  files: readonly FileRow[]
  story: Told[]
}

export const ExitFacts = ({ exit, files }: Pick<ExitProps, 'exit' | 'files'>) => (
  <>
    <Facts
      columns={1}
      items={[
        { label: '方式', value: exit.enforced ? '强制退出' : '自愿退出' },
        { label: exit.enforced ? '事由' : '原因', value: <span class="prose">{exit.reason}</span> },
        exit.on_day !== null && { label: '从哪天起', value: exit.on_day },
        exit.statement !== null && {
          label: '服务商的说明',
          value: <span class="prose">{exit.statement}</span>,
        },
        exit.decision !== null && { label: '决定', value: <span class="prose">{exit.decision}</span> },
        { label: '提出', value: date(exit.asked_at) },
        exit.ended_at !== null && { label: '办结', value: date(exit.ended_at) },
      ]}
    />
    <Files files={files} />
  </>
)

export const MyExit = ({ exit, state, deadline, buttons, files, story }: ExitProps) => (
  <div class="wrap stack">
    <PageHead
      title={`${exit.name}退出`}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
        </>
      }
    />
    <Card>
      <ExitFacts exit={exit} files={files} />
      <ActionButtons offers={buttons} back={`/my/exits/${exit.id}`} />
    </Card>
    <Card title="经过">
      <Timeline items={story} />
    </Card>
  </div>
)
