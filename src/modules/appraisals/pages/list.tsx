import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { Line } from '../view.ts'

export const listColumns: ReadonlyArray<Column<Line>> = [
  {
    key: 'title',
    label: '评价',
    phone: 'title',
    long: true,
    width: 26,
    value: row => row.title,
    cell: row => <a href={`/desk/appraisals/${row.id}`}>{row.title}</a>,
  },
  { key: 'assessor', label: '评价机构', long: true, width: 26, value: row => row.assessor },
  { key: 'contract', label: '合同编号', aside: true, phone: 'hide', value: row => row.contract },
  { key: 'term', label: '合同期', value: row => row.term },
  { key: 'score', label: '得分', kind: 'number', value: row => row.score },
  { key: 'findings', label: '问题（个）', kind: 'number', value: row => row.findings },
  { key: 'issued', label: '报告签发', phone: 'hide', value: row => row.issuedOn },
  stateColumn,
]

interface Props {
  rows: readonly Line[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayCommission: boolean
  /** For an assessor: only their own, in the term of the contract. */
  own: boolean
}

export const AppraisalList = ({ rows, query, filters, next, mayCommission, own }: Props) => (
  <>
    <PageHead
      title="第三方评价"
      lead={
        own
          ? '您参加的评价。先作独立性声明，合同期内可以查阅证据、抽样核查、评分。'
          : '由主管部门选定的机构独立评价；每年一次，评价机构看过什么都有记录。'
      }
      actions={
        mayCommission && (
          <a class="button button-primary" href="/act/appraisal/commission?back=/desk/appraisals">
            委托评价
          </a>
        )
      }
    />
    <DataTable
      path="/desk/appraisals"
      query={query}
      columns={listColumns}
      rows={rows}
      search="评价、机构"
      filters={filters}
      next={next}
      exportable
      empty={{
        title: own ? '没有要您做的评价' : '还没有第三方评价',
        text: own
          ? '合同期到了以后，评价不再显示；需要延长，请联系主管部门。'
          : '主管部门选定评价机构、任用评价人员后，在这里委托。',
      }}
    />
  </>
)
