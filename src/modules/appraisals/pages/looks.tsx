import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

export interface LookLine {
  id: string
  at: string
  who: string
  what: string
  record: string
}
export const lookColumns: ReadonlyArray<Column<LookLine>> = [
  { key: 'at', label: '时间', value: row => row.at },
  { key: 'who', label: '评价人员', value: row => row.who },
  { key: 'what', label: '看了什么', phone: 'title', long: true, width: 30, value: row => row.what },
  { key: 'record', label: '记录编号', aside: true, phone: 'hide', value: row => row.record },
]

interface Props {
  id: string
  title: string
  rows: readonly LookLine[]
  query: Record<string, string>
  next: Record<string, string> | null
}

export const LooksPage = ({ id, title, rows, query, next }: Props) => (
  <>
    <PageHead title="查阅记录" lead={`${title}：合同期内评价人员每一次查阅，由系统记下，谁也不能改。`} />
    <DataTable
      path={`/desk/appraisals/${id}/looks`}
      query={query}
      columns={lookColumns}
      rows={rows}
      next={next}
      exportable
      empty={{ title: '还没有查阅', text: '评价人员进入证据室、打开记录和文件以后，在这里看到。' }}
    />
  </>
)
