import type { Button } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import type { OwnView } from '../view.ts'
import { Matter } from './matter.tsx'

interface Line {
  id: string
  title: string
  number: string
  state: { label: string; tone: BadgeTone }
  at: Date
}

export function MyComplaints({
  rows,
  statements,
}: {
  rows: readonly Line[]
  statements: ReadonlyArray<Omit<Line, 'number'>>
}) {
  return (
    <div class="wrap stack">
      <PageHead
        title="我的反馈"
        lead="投诉、举报、建议、表扬。匿名提交的不在这里，凭编号和查询码查。"
        actions={
          <a class="button button-primary" href="/complaints/new">
            我要反映
          </a>
        }
      />
      <Card>
        {rows.length === 0 ? (
          <Empty
            icon="messages"
            title="还没有反映过"
            text="哪里没做好，或者有什么建议，都可以告诉我们。"
            action={{ href: '/complaints/progress', label: '凭查询码查进展' }}
          />
        ) : (
          <ul class="task-list">
            {rows.map(row => (
              <li>
                <div>
                  <a href={`/my/complaints/${row.id}`}>{row.title}</a>
                  <p class="quiet">
                    {row.number} · {date(row.at)}
                  </p>
                </div>
                <Badge tone={row.state.tone}>{row.state.label}</Badge>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {statements.length > 0 && (
        <Card title="请贵单位说明情况">
          <ul class="task-list">
            {statements.map(one => (
              <li>
                <div>
                  <a href={`/my/statements/${one.id}`}>{one.title}</a>
                  <p class="quiet">{date(one.at)}</p>
                </div>
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

export function MyComplaint({
  view,
  buttons,
  letter,
}: {
  view: OwnView
  buttons: Button[]
  letter: string | null
}) {
  return (
    <div class="wrap stack">
      <PageHead
        title={`${view.facts.kind}：${view.facts.respondent || view.facts.about}`}
        lead={`${view.number}，查询码 ${view.code}`}
      />
      {(buttons.length > 0 || letter) && (
        <Card title="您可以">
          <ActionButtons offers={buttons} back={`/my/complaints/${view.id}`} />
          {letter && (
            <p>
              <a href={letter} data-turbo="false">
                下载答复函（PDF）
              </a>
            </p>
          )}
        </Card>
      )}
      <Matter view={view} />
    </div>
  )
}

interface StatementProps {
  statement: {
    id: string
    question: string
    statement: string | null
    asked_at: Date
    given_at: Date | null
  }
  state: { label: string; tone: BadgeTone }
  deadline: { text: string; tone: BadgeTone } | null
  buttons: Button[]
  files: Parameters<typeof Files>[0]['files']
}

/** What a provider reads: the question, and its own answer; nothing of who complained. */
export function StatementPage({ statement, state, deadline, buttons, files }: StatementProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title="请说明情况"
        lead="中心收到涉及贵单位的服务反馈，按规定先听取说明。如实说明不影响后续合作。"
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>{' '}
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
      />
      <Card title="请说明">
        <p class="prose">{statement.question}</p>
        <ActionButtons offers={buttons} back={`/my/statements/${statement.id}`} />
      </Card>
      {statement.statement && (
        <Card title="贵单位的说明">
          <p class="prose">{statement.statement}</p>
          <Files files={files} />
        </Card>
      )}
      <Card>
        <Facts
          items={[
            { label: '收到日期', value: date(statement.asked_at) },
            statement.given_at !== null && { label: '说明日期', value: date(statement.given_at) },
          ]}
        />
        <p class="quiet">反映人的姓名和电话依规定不告知；请不要打听，更不得报复。</p>
      </Card>
    </div>
  )
}
