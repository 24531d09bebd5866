import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { count, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Line } from '../inputs.ts'
import type { Contest } from '../people.ts'

export interface StateMark {
  label: string
  tone: BadgeTone
}
export interface ContestLine {
  id: string
  title: string
  kind: string
  owner: string
  closes: Date
  entered: number
  eligible: number
  prizes: number
  state: StateMark
}

export const contestColumns: ReadonlyArray<Column<ContestLine>> = [
  {
    key: 'title',
    label: '大赛',
    phone: 'title',
    width: 36,
    value: row => row.title,
    cell: row => <a href={`/desk/contests/${row.id}`}>{row.title}</a>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'owner', label: '负责人', value: row => row.owner },
  { key: 'closes', label: '报名截止', kind: 'date', value: row => row.closes },
  { key: 'entered', label: '报名', kind: 'number', value: row => row.entered },
  { key: 'eligible', label: '通过审查', kind: 'number', value: row => row.eligible },
  { key: 'prizes', label: '奖金总额', kind: 'money', phone: 'hide', value: row => row.prizes },
  stateColumn,
]

interface ListProps {
  rows: readonly ContestLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayPlan: boolean
}

/** 大赛台账. */
export const ContestList = ({ rows, query, filters, next, mayPlan }: ListProps) => (
  <>
    <PageHead
      title="大赛"
      lead="创业大赛、技能大赛：方案、报名、盲评、公示、颁奖。创业沙龙和交流在“活动”里办。"
      actions={
        <>
          <a class="button" href="/desk/contests/prizes">
            奖金台账
          </a>
          <a class="button" href="/desk/activities?kind=创业交流">
            创业交流活动
          </a>
          {mayPlan && (
            <a class="button button-primary" href="/act/contest/plan?back=/desk/contests">
              策划大赛
            </a>
          )}
        </>
      }
    />
    <DataTable
      path="/desk/contests"
      query={query}
      columns={contestColumns}
      rows={rows}
      search="大赛名称"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的大赛', text: '换个条件试试，或者策划一个。' }}
    />
  </>
)

interface FrameProps {
  title: string
  lead: string
  state: StateMark
  phase: StateMark | null
  buttons: readonly Button[]
  back: string
  tabs: ReadonlyArray<{ href: string; label: string; current: boolean }>
  children: Child
}

/** What all pages of one contest share: what it is, what to do next, and its parts. */
export const ContestFrame = ({ title, lead, state, phase, buttons, back, tabs, children }: FrameProps) => (
  <>
    <PageHead
      title={title}
      lead={lead}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {phase && <Badge tone={phase.tone}>{phase.label}</Badge>}
        </>
      }
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <nav class="tabs" aria-label="大赛的各部分">
      {tabs.map(tab => (
        <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
          {tab.label}
        </a>
      ))}
    </nav>
    {children}
  </>
)

interface OverviewProps {
  facts: Parameters<typeof Facts>[0]['items']
  contest: Contest
  budget: readonly Line[]
  prizes: string
  counts: { entered: number; eligible: number }
  rounds: number
  story: readonly Told[]
}

/** 概况: notice, rules, plan and money. */
const budgetColumns: ReadonlyArray<Column<Line>> = [
  { key: 'item', label: '项目', value: one => one.item, phone: 'title' },
  { key: 'amount', label: '金额（元）', kind: 'money', value: one => one.amount_fen },
]

export const Overview = ({ facts, contest, budget, prizes, counts, rounds, story }: OverviewProps) => (
  <div class="columns">
    <div>
      <div class="stats">
        <Stat value={count(counts.entered)} label="报名" />
        <Stat value={count(counts.eligible)} label="通过审查" />
        <Stat value={`${rounds} 轮`} label="轮次" />
        <Stat value={money(contest.prize_fen)} label="批准的奖金总额" />
      </div>
      <Card title="大赛" action={contest.published_at && <a href={`/contests/${contest.id}`}>看公开页面</a>}>
        <Facts items={facts} />
        {contest.cancel_reason && <p>取消原因：{contest.cancel_reason}</p>}
        {contest.correction && <p>更正说明：{contest.correction}</p>}
      </Card>
      <Card title="大赛通知">
        <p class="prose">{contest.about}</p>
        <h3>参赛条件</h3>
        <p class="prose">{contest.eligibility}</p>
        <h3>奖项</h3>
        <p class="prose">{prizes}</p>
      </Card>
      <Card title="工作方案">
        <p class="prose">{contest.plan}</p>
      </Card>
      {budget.length > 0 && (
        <Card title="预算">
          <Table
            columns={budgetColumns}
            rows={[...budget, { item: '奖金', amount_fen: contest.prize_fen }]}
          />
        </Card>
      )}
    </div>
    <aside>
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </aside>
  </div>
)
