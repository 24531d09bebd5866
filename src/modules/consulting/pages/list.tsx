import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

export interface ConsultationLine {
  id: string
  number: string
  channel: string
  kind: string
  who: string
  question: string
  answer: string
  basis: string
  first: string
  owner: string
  transfers: string
  took: string
  solved: string
  published: string
  state: { label: string; tone: BadgeTone }
  deadline: { text: string; tone: BadgeTone } | null
  urged: boolean
  submitted_at: Date
}

const brief = (text: string, most = 46): string => (text.length > most ? `${text.slice(0, most)}…` : text)

/** 咨询台账: the screen shows the gist, the file holds the whole texts. */
export const consultationColumns: ReadonlyArray<Column<ConsultationLine>> = [
  {
    key: 'number',
    label: '编号',
    value: row => row.number,
    cell: row => (
      <a class="one-line" href={`/desk/consultations/${row.id}`}>
        {row.number}
      </a>
    ),
  },
  {
    key: 'question',
    label: '问题',
    phone: 'title',
    long: true,
    value: row => row.question,
    cell: row => (
      <a class="ledger-text" href={`/desk/consultations/${row.id}`}>
        {brief(row.question)}
      </a>
    ),
  },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => (
      <>
        <Badge tone={row.state.tone}>{row.state.label}</Badge>
        {row.deadline && (
          <>
            {' '}
            <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge>
          </>
        )}
        {row.urged && <Badge tone="red">督办中</Badge>}
      </>
    ),
  },
  { key: 'channel', label: '渠道', value: row => row.channel },
  { key: 'kind', label: '类型', value: row => row.kind },
  { key: 'who', label: '对象', long: true, value: row => row.who },
  {
    key: 'answer',
    label: '答复',
    long: true,
    phone: 'hide',
    value: row => row.answer,
    cell: row => (row.answer ? <span class="ledger-text">{brief(row.answer, 30)}</span> : '—'),
  },
  { key: 'basis', label: '依据', long: true, phone: 'hide', value: row => row.basis },
  {
    key: 'first',
    label: '首问人',
    value: row => row.first,
    cell: row =>
      row.owner && row.owner !== row.first ? `${row.first}（现由${row.owner}）` : row.first || '—',
  },
  { key: 'transfers', label: '转办', value: row => row.transfers },
  { key: 'took', label: '时长', value: row => row.took },
  { key: 'solved', label: '是否解决', value: row => row.solved },
  { key: 'published', label: '是否入知识库', phone: 'hide', value: row => row.published },
  { key: 'submitted', label: '提出', kind: 'date', value: row => row.submitted_at },
]

interface Props {
  rows: readonly ConsultationLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayEnter: boolean
  mayAnswer: boolean
}

export const ConsultationList = ({ rows, query, next, filters, mayEnter, mayAnswer }: Props) => (
  <>
    <PageHead
      title="咨询"
      lead="谁先被问到谁负责，到有答复或别人接手为止。"
      actions={
        <>
          {mayAnswer && (
            <a class="button" href="/desk/consultations?state=submitted">
              待受理
            </a>
          )}
          <a class="button" href="/desk/consultations/sheets">
            下乡登记单
          </a>
          <a class="button" href="/desk/consultations/experts">
            专家库
          </a>
          <a class="button" href="/desk/consultations/offices">
            部门名录
          </a>
          {mayEnter && (
            <a class="button button-primary" href="/desk/consultations/new">
              登记咨询
            </a>
          )}
        </>
      }
    />
    <DataTable
      path="/desk/consultations"
      query={query}
      columns={consultationColumns}
      rows={rows}
      search="编号、电话尾号、姓名或问题里的词"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有相符的咨询', text: '换个条件试试，或者登记一件。' }}
    />
  </>
)
