import type { Button, Told } from '#modules/actions'
import { dateTime, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Figure } from '../reconcile.ts'
import type { Mark } from '../view.ts'

/** A line of the ledger; the first and the last of a month only say how the money stood. */
export interface LedgerLine {
  turn: number | null
  at: Date | null
  kind: string
  amount: number | null
  number: string
  party: string
  href: string | null
  by: string
  available: number
  reserved: number
  due: number
  paid: number
}

const sum = (key: string, label: string, value: (row: LedgerLine) => number | null): Column<LedgerLine> => ({
  key,
  label,
  kind: 'money',
  value,
  cell: row => {
    const found = value(row)
    return found === null ? '' : money(found)
  },
})

export const ledgerColumns: ReadonlyArray<Column<LedgerLine>> = [
  { key: 'turn', label: '序号', kind: 'number', width: 8, value: row => row.turn },
  {
    key: 'at',
    label: '时间',
    kind: 'dateTime',
    value: row => row.at,
    cell: row => (row.at ? dateTime(row.at) : ''),
  },
  { key: 'kind', label: '类别', phone: 'title', value: row => row.kind },
  {
    key: 'number',
    label: '券号',
    value: row => row.number,
    cell: row => (row.href ? <a href={row.href}>{row.number}</a> : row.number),
  },
  { key: 'party', label: '对象', long: true, width: 26, value: row => row.party },
  sum('amount', '金额（元）', row => row.amount),
  sum('available', '可用（元）', row => row.available),
  sum('reserved', '已预留（元）', row => row.reserved),
  sum('due', '待付（元）', row => row.due),
  sum('paid', '已付（元）', row => row.paid),
  { key: 'by', label: '经办', phone: 'hide', value: row => row.by },
]

interface LedgerProps {
  path: string
  rows: readonly LedgerLine[]
  query: Record<string, string>
  months: readonly string[]
  month: string
}

/** 资金台账 of a month, with how the money stood before and after. */
export const LedgerPage = ({ path, rows, query, months, month }: LedgerProps) => (
  <>
    <p class="quiet">
      台账只增不改，每一笔都对应一次办理。导出的表格和 PDF 与本页数字一致，可作月度报表打印、签字。
    </p>
    <DataTable
      path={path}
      query={{ ...query, month }}
      columns={ledgerColumns}
      rows={rows}
      filters={[
        { name: 'month', label: '月份', options: months.map(value => ({ value, label: monthWords(value) })) },
      ]}
      exportable
      empty={{ title: '这个月没有收支', text: '换个月份看看。' }}
    />
  </>
)

/** '2026-11' → '2026 年 11 月' */
export const monthWords = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

const shown = (value: number, count?: true): string => (count ? `${value} 张` : money(value))

const resultOf = ({ ledger, computed, count }: Figure): string =>
  ledger === computed ? '相符' : `差 ${shown(ledger - computed, count)}`

const figureColumns: ReadonlyArray<Column<Figure>> = [
  { key: 'label', label: '项目', value: one => one.label, phone: 'title' },
  { key: 'ledger', label: '资金台账', kind: 'number', value: one => shown(one.ledger, one.count) },
  {
    key: 'computed',
    label: '按券和兑付重新计算',
    kind: 'number',
    value: one => shown(one.computed, one.count),
  },
  {
    key: 'result',
    label: '结果',
    value: resultOf,
    cell: one => <Badge tone={one.ledger === one.computed ? 'green' : 'red'}>{resultOf(one)}</Badge>,
  },
]

const Figures = ({ figures }: { figures: readonly Figure[] }) => (
  <Table columns={figureColumns} rows={figures} />
)

const Findings = ({ findings }: { findings: readonly string[] }) =>
  findings.length === 0 ? (
    <Alert tone="success" title="全部相符">
      <p>预算＝可用＋已预留＋已核销待付＋已付，一分不差。</p>
    </Alert>
  ) : (
    <Alert tone="warning" title={`有 ${findings.length} 处不符`}>
      <ul class="bullets">
        {findings.map(one => (
          <li>{one}</li>
        ))}
      </ul>
    </Alert>
  )

interface ChecksProps {
  figures: readonly Figure[]
  findings: readonly string[]
  bank: { href: string; matched: number; open: number; aside: number; missing: number }
  checks: ReadonlyArray<{ id: string; at: string; findings: number; state: Mark }>
  run: Button[]
}

/** 对账: as it is at this moment, the bank, and the checks that were kept. */
export const ChecksPage = ({ figures, findings, bank, checks, run }: ChecksProps) => (
  <>
    <Card title="现在核对" action={<ActionButtons offers={run} />}>
      <Findings findings={findings} />
      <Figures figures={figures} />
    </Card>
    <Card title="银行流水" action={<a href={bank.href}>核对流水</a>}>
      <p>
        已对上 {bank.matched} 笔，没有对上 {bank.open} 笔，与服务券无关 {bank.aside} 笔；还有 {bank.missing}{' '}
        笔拨付或追回没有找到流水。
      </p>
    </Card>
    <Card title="对账记录">
      {checks.length === 0 ? (
        <Empty
          icon="clipboard-check"
          title="还没有对账记录"
          text="每天夜里自动核对，有不符时记下来、派给人查清；也可以随时对一次。"
        />
      ) : (
        <ul class="task-list">
          {checks.map(one => (
            <li>
              <div>
                <a href={`/desk/vouchers/checks/${one.id}`}>{one.at}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                {one.findings > 0 && <p class="quiet">{one.findings} 处不符</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </>
)

interface CheckProps {
  title: string
  programme: { href: string; name: string }
  state: Mark
  figures: readonly Figure[]
  findings: readonly string[]
  explanation: string | null
  buttons: readonly Button[]
  back: string
  story: readonly Told[]
}

/** One reconciliation, as it was when it was made. */
export const CheckPage = (props: CheckProps) => (
  <>
    <PageHead
      title={props.title}
      lead={props.programme.name}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      actions={
        <>
          <a class="button" href={props.programme.href}>
            回到计划
          </a>
          {props.buttons.length > 0 && <ActionButtons offers={props.buttons} back={props.back} />}
        </>
      }
    />
    <Card title="当时的核对">
      <Findings findings={props.findings} />
      <Figures figures={props.figures} />
    </Card>
    {props.explanation && (
      <Card title="查清的情况">
        <p class="prose">{props.explanation}</p>
      </Card>
    )}
    <Card title="经过">
      <Timeline items={props.story} />
    </Card>
  </>
)
