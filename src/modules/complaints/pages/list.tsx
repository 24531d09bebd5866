import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

export interface ComplaintLine {
  id: string
  number: string
  kind: string
  about: string
  respondent: string
  channel: string
  anonymous: boolean
  state: { label: string; tone: BadgeTone }
  deadline: { text: string; tone: BadgeTone } | null
  urged: boolean
  handler: string
  finding: string
  cause: string
  refusal: string
  satisfaction: string
  submitted_at: Date
  closed_at: Date | null
}

export const complaintColumns: ReadonlyArray<Column<ComplaintLine>> = [
  {
    key: 'number',
    label: '编号',
    phone: 'title',
    value: row => row.number,
    cell: row => (
      <a class="one-line" href={`/desk/complaints/${row.id}`}>
        {row.number}
      </a>
    ),
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'about', label: '关于', value: row => row.about },
  { key: 'respondent', label: '对象', long: true, value: row => row.respondent },
  {
    key: 'channel',
    label: '来源',
    value: row => (row.anonymous ? `${row.channel}，匿名` : row.channel),
  },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  {
    key: 'due',
    label: '时限',
    value: row => [row.deadline?.text, row.urged && '督办中'].filter(Boolean).join('，'),
    cell: row => (
      <>
        {row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'}
        {row.urged && <Badge tone="red">督办中</Badge>}
      </>
    ),
  },
  { key: 'handler', label: '承办人', value: row => row.handler },
  {
    key: 'result',
    label: '结果',
    long: true,
    value: row => [row.finding, row.cause, row.refusal, row.satisfaction].filter(Boolean).join('，'),
  },
  { key: 'submitted', label: '收到', kind: 'date', value: row => row.submitted_at },
  { key: 'closed', label: '办结', kind: 'date', phone: 'hide', value: row => row.closed_at },
]

interface Props {
  path: string
  bureau: boolean
  rows: readonly ComplaintLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayRegister: boolean
  seesBureau: boolean
}

export function ComplaintList({ path, bureau, rows, query, next, filters, mayRegister, seesBureau }: Props) {
  return (
    <>
      <PageHead
        title={bureau ? '涉及中心的反馈' : '服务反馈'}
        lead={
          bureau
            ? '反映中心、中心负责人或运营机构的，只有主管部门看得到。'
            : '投诉、举报、建议、表扬。反映您本人的，和涉及中心的，不在这里。'
        }
        actions={
          <>
            {seesBureau && (
              <a class="button" href={bureau ? '/desk/complaints' : '/desk/complaints/bureau'}>
                {bureau ? '全部服务反馈' : '涉及中心的反馈'}
              </a>
            )}
            {mayRegister && (
              <a class="button button-primary" href="/desk/complaints/new">
                登记服务反馈
              </a>
            )}
          </>
        }
      />
      <DataTable
        path={path}
        query={query}
        columns={complaintColumns}
        rows={rows}
        search="编号、电话尾号或内容里的词"
        filters={filters}
        next={next}
        exportable
        empty={{ title: '没有服务反馈', text: '换个条件试试，或者还没有人反映。' }}
      />
    </>
  )
}
