import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

interface OriginLine {
  label: string
  href: string | null
  says: string
}

export const originColumns: ReadonlyArray<Column<OriginLine>> = [
  {
    ...{ key: 'label', label: '来源', phone: 'title', width: 36 },
    value: row => row.label,
    cell: row => (row.href ? <a href={row.href}>{row.label}</a> : row.label),
  },
  { key: 'says', label: '谁报送或录入，什么时候', long: true, width: 40, value: row => row.says },
]

interface Props {
  title: string
  says: string
  definition: string
  path: string
  query: Record<string, string>
  rows: readonly OriginLine[]
}

/** What a reported figure was made of. */
export const OriginsPage = ({ title, says, definition, ...table }: Props) => (
  <>
    <PageHead
      title={title}
      lead={`${definition}这一期是 ${says}。单个单位的报表只有统计人员能看，其他人看到的是汇总。`}
    />
    <DataTable
      {...table}
      columns={originColumns}
      exportable
      empty={{ title: '这一期没有报送', text: '报表锁定后，这里列出它的来源。' }}
    />
  </>
)
