import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Mark, Rules } from '../view.ts'

export interface ProgrammeLine {
  id: string
  code: string
  name: string
  budget: number
  available: number
  reserved: number
  due: number
  paid: number
  issued: number
  closes: string
  owner: string
  state: Mark
}

export const programmeColumns: ReadonlyArray<Column<ProgrammeLine>> = [
  { key: 'code', label: '编号', value: row => row.code },
  {
    key: 'name',
    label: '计划',
    phone: 'title',
    width: 30,
    value: row => row.name,
    cell: row => <a href={`/desk/vouchers/programmes/${row.id}`}>{row.name}</a>,
  },
  {
    key: 'budget',
    label: '预算（元）',
    kind: 'money',
    value: row => row.budget,
    cell: row => money(row.budget),
  },
  {
    key: 'available',
    label: '可用（元）',
    kind: 'money',
    value: row => row.available,
    cell: row => money(row.available),
  },
  {
    key: 'reserved',
    label: '已预留（元）',
    kind: 'money',
    value: row => row.reserved,
    cell: row => money(row.reserved),
  },
  {
    key: 'due',
    label: '已核销待付（元）',
    kind: 'money',
    value: row => row.due,
    cell: row => money(row.due),
  },
  { key: 'paid', label: '已付（元）', kind: 'money', value: row => row.paid, cell: row => money(row.paid) },
  { key: 'issued', label: '占用张数', kind: 'number', value: row => row.issued },
  { key: 'closes', label: '停止领取', phone: 'hide', value: row => row.closes },
  { key: 'owner', label: '负责人', phone: 'hide', value: row => row.owner },
  stateColumn,
]

interface ListProps {
  rows: readonly ProgrammeLine[]
  query: Record<string, string>
  mayDraft: boolean
}

/** All programmes with how their money stands: for who manages them, and for the bureau's overview. */
export const DeskProgrammes = ({ rows, query, mayDraft }: ListProps) => {
  const sum = (of: (row: ProgrammeLine) => number) => money(rows.reduce((all, row) => all + of(row), 0))
  return (
    <>
      <PageHead
        title="服务券计划"
        lead="中心编制，主管部门批准；预算＝可用＋已预留＋已核销待付＋已付。"
        actions={
          mayDraft && (
            <a
              class="button button-primary"
              href="/act/voucher_programme/draft?back=/desk/vouchers/programmes"
            >
              编制计划
            </a>
          )
        }
      />
      <div class="stats">
        <Stat value={sum(row => row.budget)} label="预算合计" />
        <Stat value={sum(row => row.reserved)} label="已预留" />
        <Stat value={sum(row => row.due)} label="已核销待付" />
        <Stat value={sum(row => row.paid)} label="已付" />
      </div>
      <DataTable
        path="/desk/vouchers/programmes"
        query={query}
        columns={programmeColumns}
        rows={rows}
        exportable
        empty={{ title: '还没有服务券计划', text: '有专项资金时，可以编制一个，报主管部门批准。' }}
      />
    </>
  )
}

interface FrameProps {
  id: string
  title: string
  code: string
  state: Mark
  phase: Mark | null
  buttons: readonly Button[]
  part: '' | '/ledger' | '/checks'
  children: Child
}

const parts = [
  ['', '概况'],
  ['/ledger', '资金台账'],
  ['/checks', '对账'],
] as const

/** What all pages of one programme share. */
export const ProgrammeFrame = ({ id, title, code, state, phase, buttons, part, children }: FrameProps) => {
  const here = `/desk/vouchers/programmes/${id}`
  return (
    <>
      <PageHead
        title={title}
        lead={`编号 ${code}`}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {phase && <Badge tone={phase.tone}>{phase.label}</Badge>}
          </>
        }
        actions={buttons.length > 0 && <ActionButtons offers={buttons} back={here} />}
      />
      <nav class="tabs" aria-label="计划的各部分">
        {parts.map(([path, label]) => (
          <a href={here + path} {...(path === part && { 'aria-current': 'page' })}>
            {label}
          </a>
        ))}
      </nav>
      {children}
    </>
  )
}

interface Props {
  id: string
  code: string
  about: string
  rules: Rules
  parts: ReadonlyArray<{ label: string; value: string }>
  left: string
  owner: string
  income: { href: string; label: string } | null
  endReason: string | null
  counts: ReadonlyArray<{ state: string; label: string; count: number }>
  /** Where the public reads of it; null while it cannot. */
  shown: string | null
  files: Parameters<typeof Files>[0]['files']
  story: readonly Told[]
}

/** 概况: money, rules, vouchers by state, what happened. */
export const DeskProgramme = (props: Props) => (
  <div class="columns">
    <div>
      <div class="stats">
        {props.parts.map(one => (
          <Stat value={one.value} label={one.label} />
        ))}
      </div>
      {props.counts.length > 0 && (
        <Card title="券" action={<a href={`/desk/vouchers?programme=${props.code}`}>全部</a>}>
          <ul class="bullets">
            {props.counts.map(one => (
              <li>
                <a href={`/desk/vouchers?programme=${props.code}&state=${one.state}`}>
                  {one.label} {one.count} 张
                </a>
              </li>
            ))}
          </ul>
          <p class="quiet">{props.left}</p>
        </Card>
      )}
      <Card title="规则" action={props.shown && <a href={props.shown}>看公开页面</a>}>
        <Facts
          items={[
            {
              label: '谁可以领',
              value: props.rules.who
                .map(group => (group.any ? '满足一项即可：' : '') + group.lines.join('；'))
                .join('\n'),
            },
            ...props.rules.facts,
            { label: '负责人', value: props.owner },
            props.income && {
              label: '资金收入',
              value: <a href={props.income.href}>{props.income.label}</a>,
            },
            { label: '停止或取消的原因', value: props.endReason ?? '' },
          ]}
        />
        <p class="prose">{props.about}</p>
        <Files files={props.files} />
      </Card>
    </div>
    <aside>
      <Card title="经过">
        <Timeline items={props.story} />
      </Card>
    </aside>
  </div>
)
