import type { Button } from '#modules/actions'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { type Place, type PointLine, Points, Sections, type StateBadge } from './parts.tsx'

export interface LedgerLine {
  id: string
  plan: string
  target: string
  kind: string
  day: string | null
  inspectors: string
  result: string
  score: number | null
  findings: number
  struck: number
  closed: string | null
  state: StateBadge
}

export const ledgerColumns: ReadonlyArray<Column<LedgerLine>> = [
  { key: 'plan', label: '计划', value: row => row.plan, cell: row => <span class="nowrap">{row.plan}</span> },
  {
    key: 'target',
    label: '检查对象',
    phone: 'title',
    long: true,
    value: row => row.target,
    cell: row => <a href={`/desk/inspections/${row.id}`}>{row.target}</a>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'day', label: '检查日期', kind: 'date', sort: true, value: row => row.day },
  { key: 'inspectors', label: '检查人员', long: true, value: row => row.inspectors },
  { key: 'result', label: '结果', value: row => row.result },
  { key: 'score', label: '得分', kind: 'number', value: row => row.score },
  { key: 'findings', label: '问题', kind: 'number', value: row => row.findings },
  { key: 'struck', label: '已销号', kind: 'number', value: row => row.struck },
  { key: 'closed', label: '销号日期', kind: 'date', value: row => row.closed },
  stateColumn,
]

interface LedgerProps {
  place: Place
  year: number
  /** The years beside it that one can go to. */
  others: readonly number[]
  rows: readonly LedgerLine[]
  query: Record<string, string>
}

/** 工作台账 of a year. */
export const LedgerPage = ({ place, year, others, rows, query }: LedgerProps) => (
  <>
    <PageHead
      title={`${year} 年监督检查工作台账`}
      lead="按计划逐个对象登记，导出的表格与这里一致。"
      actions={
        <div class="actions">
          {others.map(other => (
            <a class="button" href={`/desk/inspections/ledger?year=${other}`}>
              {other} 年
            </a>
          ))}
        </div>
      }
    />
    <Sections place={place} />
    <DataTable
      path="/desk/inspections/ledger"
      query={query}
      rows={rows}
      columns={ledgerColumns}
      exportable
      empty={{ title: '这一年还没有检查' }}
    />
  </>
)

export interface ExceptionLine {
  at: Date | null
  kind: string
  target: string
  text: string
  href: string
}

export const exceptionColumns: ReadonlyArray<Column<ExceptionLine>> = [
  {
    key: 'target',
    label: '检查对象',
    phone: 'title',
    long: true,
    value: row => row.target,
    cell: row => <a href={row.href}>{row.target}</a>,
  },
  {
    key: 'kind',
    label: '例外',
    value: row => row.kind,
    cell: row => <Badge tone="orange">{row.kind}</Badge>,
  },
  { key: 'text', label: '说明', long: true, value: row => row.text },
  { key: 'at', label: '时间', kind: 'dateTime', sort: true, value: row => row.at },
]

interface ExceptionsProps {
  place: Place
  rows: readonly ExceptionLine[]
  query: Record<string, string>
}

export const ExceptionsPage = ({ place, rows, query }: ExceptionsProps) => (
  <>
    <PageHead title="例外" lead="没有照常规办的：换人、迟填、补录、免检、延期、撤销，都写明原因。" />
    <Sections place={place} />
    <DataTable
      path="/desk/inspections/exceptions"
      query={query}
      rows={rows}
      columns={exceptionColumns}
      exportable
      empty={{ title: '没有例外' }}
    />
  </>
)

interface SheetsProps {
  place: Place
  sheets: ReadonlyArray<{ id: string; name: string; version: number; state: StateBadge }>
  mayDesign: boolean
}

export const SheetsPage = ({ place, sheets, mayDesign }: SheetsProps) => (
  <>
    <PageHead
      title="检查表"
      lead="现场看什么、怎样算合格。修订会存为新的版本，已公示的计划仍用原来的版本。"
      actions={
        mayDesign && (
          <a class="button button-primary" href="/act/inspection_sheet/design">
            设计检查表
          </a>
        )
      }
    />
    <Sections place={place} />
    {sheets.length === 0 ? (
      <Empty icon="list-search" title="还没有检查表" text="主管部门先设计检查表，再拟订计划。" />
    ) : (
      <Card>
        <ul class="task-list">
          {sheets.map(one => (
            <li>
              <div>
                <a href={`/desk/inspections/sheets/${one.id}`}>{one.name}</a>
                <p class="quiet">第 {one.version} 版</p>
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </>
)

interface SheetProps {
  sheet: { id: string; name: string; version: number }
  state: StateBadge
  buttons: Button[]
  versions: ReadonlyArray<{ number: number; madeAt: Date; points: readonly PointLine[] }>
}

export const SheetPage = ({ sheet, state, buttons, versions }: SheetProps) => (
  <>
    <PageHead
      title={sheet.name}
      lead={`检查表，现行第 ${sheet.version} 版`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/desk/inspections/sheets/${sheet.id}`} />}
    />
    {versions.map(one => (
      <Card title={`第 ${one.number} 版（${dateTime(one.madeAt)}）`}>
        <Points points={one.points} />
      </Card>
    ))}
  </>
)

interface AvoidProps {
  place: Place
  rows: ReadonlyArray<{
    id: string
    who: string
    target: string
    reason: string
    declared: string
    state: StateBadge
    buttons: Button[]
  }>
  mayDeclare: boolean
  all: boolean
}

/** 回避事项: for the bureau all, for an inspector their own. */
export const AvoidPage = ({ place, rows, mayDeclare, all }: AvoidProps) => (
  <>
    <PageHead
      title="回避事项"
      lead="检查人员事先申报与谁有利害关系，锁定名单时按此回避。替服务商办事的人自动回避，中心的人员不参加检查。"
      actions={
        mayDeclare && (
          <a
            class="button button-primary"
            href="/act/inspection_conflict/declare?back=/desk/inspections/avoid"
          >
            申报回避事项
          </a>
        )
      }
    />
    <Sections place={place} />
    {rows.length === 0 ? (
      <Empty icon="inbox" title={all ? '还没有人申报' : '您没有申报过'} />
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(one => (
            <li>
              <div>
                <b>
                  {one.who}：{one.target}
                </b>
                <p>{one.reason}</p>
                <p class="quiet">{one.declared}</p>
                <ActionButtons offers={one.buttons} back="/desk/inspections/avoid" />
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </>
)
