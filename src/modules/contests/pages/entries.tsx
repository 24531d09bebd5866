import type { Button } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { EntryView } from '../view.ts'
import type { StateMark } from './desk.tsx'

export interface EntryLine {
  id: string
  turn: number
  number: number | null
  title: string
  who: string
  form: string
  phone: string
  at: Date
  rank: number | null
  prize: string
  state: StateMark
}

export const entryColumns: ReadonlyArray<Column<EntryLine>> = [
  { key: 'turn', label: '序号', kind: 'number', phone: 'hide', value: row => row.turn },
  {
    key: 'title',
    label: '项目或作品',
    phone: 'title',
    width: 32,
    value: row => row.title,
    cell: row => <a href={`/desk/contests/entries/${row.id}`}>{row.title}</a>,
  },
  { key: 'who', label: '参赛人', long: true, width: 30, value: row => row.who },
  { key: 'form', label: '形式', value: row => row.form },
  { key: 'phone', label: '电话', phone: 'hide', value: row => row.phone },
  { key: 'at', label: '报名', kind: 'date', phone: 'hide', value: row => row.at },
  { key: 'number', label: '编号', kind: 'number', value: row => row.number },
  { key: 'rank', label: '名次', kind: 'number', value: row => row.rank },
  { key: 'prize', label: '奖项', value: row => row.prize },
  stateColumn,
]

interface PartProps {
  path: string
  rows: readonly EntryLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

/** 报名: who entered. Who judges the contest finds it empty. */
export const EntriesPart = ({ path, rows, query, filters, next }: PartProps) => (
  <DataTable
    path={path}
    query={query}
    columns={entryColumns}
    rows={rows}
    search="项目、参赛人"
    filters={filters}
    next={next}
    exportable
    empty={{ title: '没有这样的报名', text: '报名后在这里审查资格。担任本大赛评委的人看不到报名。' }}
  />
)

export const EntryFacts = ({ view }: { view: EntryView }) => (
  <>
    <Facts
      items={[
        { label: '大赛', value: <a href={`/contests/${view.contest.id}`}>{view.contest.title}</a> },
        { label: '参赛人', value: view.who },
        { label: '电话', value: view.phone },
        { label: '队员', value: view.members.join('\n') },
        view.row.number !== null && { label: '编号', value: `${view.row.number} 号` },
        view.rank !== null && { label: '名次', value: `第 ${view.rank} 名（${view.value}）` },
        { label: '公开展示', value: view.row.shown ? '同意' : '不展示' },
      ]}
    />
    <h3>介绍</h3>
    <p class="prose">{view.row.about}</p>
    <h3>作品内容</h3>
    <p class="prose">{view.row.works}</p>
    {view.row.links.length > 0 && (
      <ul class="bullets">
        {view.row.links.map(link => (
          <li>
            <a href={link} rel="noreferrer nofollow">
              {link}
            </a>
          </li>
        ))}
      </ul>
    )}
    <Files files={view.files} />
  </>
)

/** One entry at the desk. */
export const EntryPage = ({ view }: { view: EntryView }) => (
  <>
    <PageHead
      title={view.row.title}
      lead={view.contest.title}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={
        view.buttons.length > 0 && (
          <ActionButtons offers={view.buttons} back={`/desk/contests/entries/${view.row.id}`} />
        )
      }
    />
    <div class="columns">
      <div>
        <Card title="报名">
          <EntryFacts view={view} />
        </Card>
        {view.prizes.length > 0 && (
          <Card
            title="奖项"
            action={
              <a href={`/desk/contests/entries/${view.row.id}/honour.pdf`} data-turbo="false">
                荣誉证书
              </a>
            }
          >
            {view.prizes.map(one => (
              <p>
                {one.name}，{money(one.amount_fen)}（税前）{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
              </p>
            ))}
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

export interface PrizeLine {
  id: string
  contest_id: string
  entry_id: string
  contest: string
  work: string
  party: string
  name: string
  amount_fen: number
  tax_fen: number
  paid_on: string | null
  voucher: string | null
  state: StateMark
  buttons: Button[]
}

export const prizeColumns: ReadonlyArray<Column<PrizeLine>> = [
  {
    key: 'work',
    label: '项目或作品',
    phone: 'title',
    width: 30,
    value: row => row.work,
    cell: row => <a href={`/desk/contests/entries/${row.entry_id}`}>{row.work}</a>,
  },
  { key: 'contest', label: '大赛', long: true, phone: 'hide', value: row => row.contest },
  { key: 'party', label: '获奖者', long: true, value: row => row.party },
  { key: 'name', label: '奖项', value: row => row.name },
  { key: 'amount', label: '税前', kind: 'money', value: row => row.amount_fen },
  { key: 'tax', label: '代扣税', kind: 'money', phone: 'hide', value: row => row.tax_fen },
  {
    key: 'net',
    label: '实发',
    kind: 'money',
    value: row => (row.paid_on ? row.amount_fen - row.tax_fen : null),
  },
  { key: 'paid', label: '发放日期', value: row => row.paid_on ?? '' },
  { key: 'voucher', label: '凭证号', value: row => row.voucher ?? '' },
  stateColumn,
]

interface LedgerProps {
  rows: readonly PrizeLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

/** 奖金台账. */
export const PrizeLedger = ({ rows, query, filters, next }: LedgerProps) => (
  <>
    <PageHead title="奖金台账" lead="按批准的奖金总额发放，登记税款和凭证号。" />
    <DataTable
      path="/desk/contests/prizes"
      query={query}
      columns={[
        ...prizeColumns,
        {
          key: 'act',
          label: '办理',
          value: () => '',
          cell: row =>
            row.buttons.length > 0 ? <ActionButtons offers={row.buttons} back="/desk/contests/prizes" /> : '',
        },
      ]}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有奖金', text: '大赛公布结果后在这里发放。' }}
    />
  </>
)
