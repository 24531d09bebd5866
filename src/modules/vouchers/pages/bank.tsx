import type { Button } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { Mark } from '../view.ts'

export interface BankRow {
  id: string
  programme: string
  day: string
  direction: string
  amount: number
  reference: string
  counterpart: string
  note: string
  state: Mark
  buttons: Button[]
}

export const bankColumns: ReadonlyArray<Column<BankRow>> = [
  { key: 'day', label: '日期', value: row => row.day },
  { key: 'reference', label: '摘要或凭证号', phone: 'title', value: row => row.reference },
  { key: 'direction', label: '收付', value: row => row.direction },
  {
    key: 'amount',
    label: '金额（元）',
    kind: 'money',
    value: row => row.amount,
    cell: row => money(row.amount),
  },
  { key: 'counterpart', label: '对方户名', long: true, value: row => row.counterpart },
  { key: 'programme', label: '计划', long: true, phone: 'hide', value: row => row.programme },
  { key: 'note', label: '说明', long: true, value: row => row.note },
  stateColumn,
]
const actColumn: Column<BankRow> = {
  key: 'act',
  label: '操作',
  value: () => '',
  cell: row => <ActionButtons offers={row.buttons} back="/desk/vouchers/bank" />,
}

interface BankProps {
  rows: readonly BankRow[]
  missing: ReadonlyArray<{ href: string; words: string }>
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayEnter: boolean
}

/** The bank's statement beside the payments: what was found again, and what was not, on either side. */
export const BankPage = ({ rows, missing, query, filters, next, mayEnter }: BankProps) => (
  <>
    <PageHead
      title="银行流水"
      lead="逐笔和拨付、追回对上；对不上的查清，不改台账。"
      actions={
        mayEnter && (
          <>
            <a class="button" href="/act/import_batch/upload?kind=voucher_bank_line">
              用表格导入
            </a>
            <a class="button button-primary" href="/act/voucher_bank_line/enter?back=/desk/vouchers/bank">
              录入流水
            </a>
          </>
        )
      }
    />
    {missing.length > 0 && (
      <Card title="还没有找到流水的拨付和追回">
        <ul class="bullets">
          {missing.map(one => (
            <li>
              <a href={one.href}>{one.words}</a>
            </li>
          ))}
        </ul>
      </Card>
    )}
    <DataTable
      path="/desk/vouchers/bank"
      query={query}
      columns={mayEnter ? [...bankColumns, actColumn] : bankColumns}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的流水', text: '从网银下载后用表格导入，或者一笔笔录入。' }}
    />
  </>
)
