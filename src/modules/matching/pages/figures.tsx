import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

export interface QuarterLine {
  id: string
  quarter: string
  introductions: number
  intent_fen: number
  contract_fen: number
  actual_fen: number
  paid_fen: number
}

const moneyColumn = (key: 'intent_fen' | 'contract_fen' | 'actual_fen' | 'paid_fen', label: string) => ({
  key,
  label,
  kind: 'money' as const,
  sort: true as const,
  value: (row: QuarterLine) => row[key],
})

export const quarterColumns: ReadonlyArray<Column<QuarterLine>> = [
  { key: 'quarter', label: '季度', phone: 'title', value: row => row.quarter },
  { key: 'introductions', label: '有成果的对接', kind: 'number', value: row => row.introductions },
  moneyColumn('intent_fen', '意向额（元）'),
  moneyColumn('contract_fen', '合同额（元）'),
  moneyColumn('actual_fen', '实际成交额（元）'),
  moneyColumn('paid_fen', '回款（元）'),
]

export const QuartersPage = ({
  rows,
  query,
}: {
  rows: readonly QuarterLine[]
  query: Record<string, string>
}) => (
  <>
    <PageHead
      title="分季成果"
      lead="按达成、签订、交货、收款的日期归入季度。四项口径不同，只并列，不相加；合同额、实际成交额、回款只计有凭证并由另一人核实的。"
    />
    <DataTable
      path="/desk/introductions/figures"
      query={query}
      columns={quarterColumns}
      rows={rows}
      exportable
      empty={{ title: '还没有登记过成果' }}
    />
  </>
)

export interface ShareLine {
  id: string
  party: string
  postings: number
  matched: number
  proposed: number
  introduced: number
  made: number
}

const countColumn = (key: 'postings' | 'matched' | 'proposed' | 'introduced' | 'made', label: string) => ({
  key,
  label,
  kind: 'number' as const,
  sort: true as const,
  value: (row: ShareLine) => row[key],
})

export const shareColumns: ReadonlyArray<Column<ShareLine>> = [
  {
    key: 'party',
    label: '主体',
    phone: 'title',
    width: 32,
    value: row => row.party,
    cell: row => <a href={`/desk/postings?q=${encodeURIComponent(row.party)}`}>{row.party}</a>,
  },
  countColumn('postings', '供需信息'),
  countColumn('matched', '通知匹配'),
  countColumn('proposed', '提出对接'),
  countColumn('introduced', '双方同意'),
  countColumn('made', '成交'),
]

/** Who was brought together how often: seen by everybody who works on it, so that nobody has favourites. */
export const SharesPage = ({
  rows,
  query,
}: {
  rows: readonly ShareLine[]
  query: Record<string, string>
}) => (
  <>
    <PageHead
      title="各家机会"
      lead="每家被匹配、对接、成交的次数，供全体工作人员和主管部门查看，避免偏向。"
    />
    <DataTable
      path="/desk/introductions/shares"
      query={query}
      columns={shareColumns}
      rows={rows}
      exportable
      empty={{ title: '还没有发布供需信息的主体' }}
    />
  </>
)
