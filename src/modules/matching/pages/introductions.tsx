import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type IntroductionView, Results, type StateBadge } from './parts.tsx'

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
const nextPage = (next: string | null) => (next ? { after: next } : null)

export interface IntroductionLine {
  id: string
  title: string
  asker: string
  owner: string
  officer: string
  askedOn: string
  intent_fen: number
  contract_fen: number
  actual_fen: number
  paid_fen: number
  term: string
  yearly: string
  outcome: string
  state: StateBadge
}

/** 对接台账: the figures stand in columns of their own. */
export const introductionColumns: ReadonlyArray<Column<IntroductionLine>> = [
  {
    key: 'title',
    label: '对接',
    phone: 'title',
    width: 26,
    value: row => row.title,
    cell: row => <a href={`/desk/introductions/${row.id}`}>{row.title}</a>,
  },
  stateColumn as Column<IntroductionLine>,
  { key: 'asker', label: '申请方', width: 24, long: true, value: row => row.asker },
  { key: 'owner', label: '对方', width: 24, long: true, value: row => row.owner },
  { key: 'officer', label: '承办人', value: row => row.officer },
  { key: 'asked', label: '提出', value: row => row.askedOn },
  { key: 'intent', label: '意向额', kind: 'money', value: row => row.intent_fen },
  { key: 'contract', label: '合同额', kind: 'money', value: row => row.contract_fen },
  { key: 'actual', label: '实际成交额', kind: 'money', value: row => row.actual_fen },
  { key: 'paid', label: '回款', kind: 'money', value: row => row.paid_fen },
  { key: 'term', label: '合同期限', phone: 'hide', long: true, value: row => row.term },
  { key: 'yearly', label: '年供货量', phone: 'hide', value: row => row.yearly },
]

export const IntroductionList = ({ rows, query, filters, next }: ListProps<IntroductionLine>) => (
  <>
    <PageHead
      title="供需对接"
      lead="意向、合同、实际成交、回款分列，各有凭证，不相加；金额单位为元。"
      actions={
        <div class="actions">
          <a class="button" href="/desk/introductions/figures">
            分季成果
          </a>
          <a class="button" href="/desk/introductions/shares">
            各家机会
          </a>
        </div>
      }
    />
    <DataTable
      path="/desk/introductions"
      query={query}
      columns={introductionColumns}
      rows={rows}
      next={nextPage(next)}
      search="名称或任何一方"
      filters={filters}
      exportable
      empty={{ title: '没有这样的对接', text: '在供需信息的匹配里可以提议对接。' }}
    />
  </>
)

export function DeskIntroduction({ view, mayReadParty }: { view: IntroductionView; mayReadParty: boolean }) {
  const back = `/desk/introductions/${view.id}`
  const sideFacts = (label: string, side: IntroductionView['asker']) => [
    {
      label,
      value: mayReadParty ? <a href={`/desk/parties/${side.id}`}>{side.name}</a> : side.name,
    },
    side.contact && {
      label: `${label}联系人`,
      value: (
        <>
          {side.contact.name} <Phone number={side.contact.phone} />
        </>
      ),
    },
  ]
  return (
    <>
      <PageHead
        title={`对接「${view.title}」`}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={
          <>
            <ActionButtons offers={view.buttons} back={back} />
            <a class="button" href={`${back}/sheet.pdf`} data-turbo="false">
              对接登记表
            </a>
          </>
        }
      />
      <div class="columns">
        <div>
          <Card
            title="双方"
            action={<a href={`/desk/postings/${view.posting.id}`}>这条{view.posting.kind}</a>}
          >
            <Facts
              items={[
                ...sideFacts('申请方', view.asker),
                ...sideFacts('对方', view.owner),
                { label: '理由', value: view.words },
                { label: '提出', value: view.askedOn },
                { label: '开始洽谈', value: view.talkingOn },
                { label: '承办人', value: view.officer },
                { label: '利益冲突', value: view.conflict || (view.officer ? '承办人声明没有' : '') },
                { label: '结果', value: [view.outcome, view.reason].filter(Boolean).join('：') },
                { label: '公开成交消息', value: view.publicWords },
                { label: '成交消息', value: view.notice },
              ]}
            />
          </Card>
          <Results view={view} back={back} />
          {view.followUps.length > 0 && (
            <Card title="回访">
              <ul class="task-list">
                {view.followUps.map(one => (
                  <li>
                    <div>
                      <b>成交 {one.days} 天</b>
                      {one.body && (
                        <p class="quiet">
                          {one.how}：{one.body}（{one.goingOn ? '还在供货' : '已经停了'}）
                        </p>
                      )}
                      <ActionButtons offers={one.buttons} back={back} />
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
