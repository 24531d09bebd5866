import type { Button } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import type { StateBadge } from './contract.tsx'

export interface FundLine {
  id: string
  day: string
  source: string
  direction: string
  amount_fen: number
  purpose: string
  counterpart: string
  state: StateBadge
  buttons: Button[]
}

export const fundColumns: ReadonlyArray<Column<FundLine>> = [
  { key: 'purpose', label: '用途或来源', phone: 'title', long: true, value: row => row.purpose },
  { key: 'day', label: '日期', sort: true, value: row => row.day },
  { key: 'source', label: '资金', sort: true, value: row => row.source },
  { key: 'direction', label: '收支', value: row => row.direction },
  {
    key: 'amount',
    label: '金额（元）',
    kind: 'money',
    sort: true,
    value: row => row.amount_fen,
    cell: row => money(row.amount_fen),
  },
  { key: 'counterpart', label: '对方单位', long: true, value: row => row.counterpart },
  stateColumn,
]

/** What the list on the screen has besides. */
const actColumn: Column<FundLine> = {
  key: 'act',
  label: '操作',
  value: () => '',
  cell: row => <ActionButtons offers={row.buttons} back="/desk/operator/funds" />,
}

export interface FundSum {
  source: string
  received: number
  spent: number
}

/** A year's sums: the public's money apart from what the operator earned. */
export const FundSums = ({ sums }: { sums: readonly FundSum[] }) => (
  <>
    {sums.map(one => (
      <section>
        <h3>{one.source}</h3>
        <Facts
          items={[
            { label: '收入', value: money(one.received) },
            { label: '支出', value: money(one.spent) },
            { label: '结余', value: money(one.received - one.spent) },
          ]}
        />
      </section>
    ))}
  </>
)

export function FundsPage(props: {
  year: number
  rows: readonly FundLine[]
  sums: readonly FundSum[]
  query: Record<string, string>
  mayBook: boolean
}) {
  const { year, rows, sums, query, mayBook } = props
  return (
    <>
      <PageHead
        title="资金收支"
        lead={`${year} 年；财政资金和自营收入分开登记、分开公布。`}
        actions={
          <div class="actions">
            <a class="button" href={`/desk/operator/funds?year=${year - 1}`}>
              {year - 1} 年
            </a>
            <a class="button" href={`/desk/operator/funds?year=${year + 1}`}>
              {year + 1} 年
            </a>
            {mayBook && (
              <a class="button button-primary" href="/act/fund_entry/book">
                登记收支
              </a>
            )}
          </div>
        }
      />
      <Card title="全年合计">
        <FundSums sums={sums} />
      </Card>
      <DataTable
        path="/desk/operator/funds"
        query={query}
        rows={rows}
        exportable
        empty={{ title: '这一年还没有登记收支' }}
        columns={mayBook ? [...fundColumns, actColumn] : fundColumns}
      />
    </>
  )
}
