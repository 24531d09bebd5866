import { date, percent } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'
import type { Turn } from '../rotation.ts'

export const turnColumns: ReadonlyArray<Column<Turn>> = [
  { key: 'kind', label: '类别', width: 16, sort: true, value: row => row.kind },
  {
    key: 'provider',
    label: '服务商',
    phone: 'title',
    width: 30,
    sort: true,
    value: row => row.provider,
    cell: row => <a href={`/desk/providers/${row.providerId}`}>{row.provider}</a>,
  },
  { key: 'invited', label: '受邀', kind: 'number', sort: true, value: row => row.invited },
  { key: 'quoted', label: '报价', kind: 'number', sort: true, value: row => row.quoted },
  { key: 'chosen', label: '成交', kind: 'number', sort: true, value: row => row.chosen },
  {
    key: 'share',
    label: '占这一类成交',
    value: row => (row.share === null ? null : percent(row.share)),
    cell: row =>
      row.share === null ? (
        '—'
      ) : (
        <>
          {percent(row.share)} {row.concentrated && <Badge tone="red">集中</Badge>}
          {row.alone && <Badge tone="grey">只有这一家</Badge>}
        </>
      ),
  },
  {
    key: 'last',
    label: '最近受邀',
    sort: true,
    value: row => (row.lastInvited ? date(row.lastInvited) : null),
  },
]

interface Props {
  rows: readonly Turn[]
  query: Record<string, string>
  filters: readonly Filter[]
  limit: number
}

/** Who was invited and who was chosen: for the centre, and for whoever supervises it. */
export function Rotation({ rows, query, filters, limit }: Props) {
  const names = rows.filter(row => row.concentrated).map(row => `${row.provider}（${row.kind}）`)
  return (
    <>
      <PageHead
        title="邀请与成交"
        lead="每类业务里，各家受邀、报价、成交多少。邀请按最近受邀时间轮换，谁被选定由服务对象决定。"
      />
      {names.length > 0 && (
        <Alert tone="warning" title={`成交占比超过 ${limit}%`}>
          <p>{names.join('、')}。请看看是否轮换邀请、说明是否充分。</p>
        </Alert>
      )}
      <DataTable
        path="/desk/invitations"
        query={query}
        columns={turnColumns}
        rows={rows}
        filters={filters}
        exportable
        empty={{ title: '这段时间没有邀请过报价', text: '换一段时间看看。' }}
      />
    </>
  )
}
