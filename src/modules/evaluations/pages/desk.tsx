import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type RoundLine, type RoundView, resultFacts } from '../view.ts'
import { Figures, ResultCards } from './parts.tsx'

export const roundColumns: ReadonlyArray<Column<RoundLine>> = [
  {
    key: 'title',
    label: '评价',
    phone: 'title',
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/evaluations/${row.id}`}>{row.title}</a>,
  },
  stateColumn as Column<RoundLine>,
  {
    key: 'due',
    label: '时限',
    value: row => row.deadline?.text ?? '',
    cell: row => (row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'),
  },
  { key: 'score', label: '得分', value: row => row.score },
  { key: 'n', label: '计入', value: row => row.n },
  {
    key: 'gaps',
    label: '覆盖缺口',
    kind: 'number',
    value: row => row.gaps,
    cell: row =>
      row.gaps > 0 ? (
        <a href={`/desk/evaluations/${row.id}/coverage`}>
          <Badge tone="red">{`${row.gaps} 项没有评到`}</Badge>
        </a>
      ) : (
        '—'
      ),
  },
  { key: 'opened', label: '开启', kind: 'date', aside: true, phone: 'hide', value: row => row.opened_at },
  { key: 'published', label: '公布', kind: 'date', phone: 'hide', value: row => row.published_at },
  { key: 'closed', label: '办结', kind: 'date', aside: true, phone: 'hide', value: row => row.closed_at },
]

interface ListProps {
  rows: readonly RoundLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayPrepare: boolean
}

export const RoundList = ({ rows, query, next, filters, mayPrepare }: ListProps) => (
  <>
    <PageHead
      title="评价"
      lead="统计期一结束自动开启：中心自评每半年、服务对象评价每季度、第三方评价每年一次；周期和时限在设置里改。"
      actions={
        <div class="actions">
          {mayPrepare && (
            <a class="button" href="/act/evaluation/prepare?back=/desk/evaluations">
              提前开始本期自评
            </a>
          )}
          <a class="button" href="/desk/evaluations/coverage">
            覆盖情况
          </a>
          <a class="button" href="/desk/evaluations/sheets">
            评分表
          </a>
        </div>
      }
    />
    <DataTable
      path="/desk/evaluations"
      query={query}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有评价', text: '换个条件试试；中心成立后的第一个统计期结束，评价会自动开启。' }}
      columns={roundColumns}
    />
  </>
)

/** One round: what it waits for, how far it is, what it came to, and what it did not look at. */
export function RoundPage({ view }: { view: RoundView }) {
  const { row, title, state, deadline, buttons, results, open, cover } = view
  const page = `/desk/evaluations/${row.id}`
  return (
    <>
      <PageHead
        title={title}
        lead={view.days}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={page} />}
      />
      <div class="columns">
        <div>
          {open > 0 && results !== null && row.state !== 'closed' && (
            <Alert tone="danger" title={`${open} 项服务没有评到`}>
              <p>
                要由一人说明原因、另一人认可，这一轮才能办结。<a href={`${page}/coverage`}>逐项说明</a>
              </p>
            </Alert>
          )}
          <Sheets view={view} />
          {view.panel}
          <Progress view={view} />
          {results && <ResultCards results={results} facts={resultFacts(results)} compared={view.compared} />}
          <Said view={view} />
        </div>
        <aside>
          <Card title="覆盖情况" action={<a href={`${page}/coverage`}>逐项查看</a>}>
            <p>{cover}。</p>
          </Card>
          <Papers view={view} />
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

/** With which sheet a self-evaluation is to be begun, where there are several. */
const Sheets = ({ view: { row, sheets } }: { view: RoundView }) =>
  sheets.length > 1 ? (
    <Card title="用哪张评分表" action={<a href="/desk/evaluations/sheets">全部评分表</a>}>
      <ul class="link-list">
        {sheets.map(sheet => (
          <li>
            <a href={`/act/evaluation/begin/${row.id}?sheet_id=${sheet.id}`}>
              用“{sheet.name}”（第 {sheet.version} 版）开始
            </a>
          </li>
        ))}
      </ul>
    </Card>
  ) : null

const Progress = ({ view: { row, parts } }: { view: RoundView }) =>
  parts.length > 0 ? (
    <Card title="自评进度" action={<a href={`/desk/evaluations/${row.id}/marks`}>全部自评项</a>}>
      <Figures
        head={['部分', '自评项', '已评分', '已确认', '得分', '满分']}
        rows={parts.map(one => [one.part, one.rows, one.scored, one.confirmed, one.score, one.full])}
      />
    </Card>
  ) : null

const Said = ({ view: { row } }: { view: RoundView }) =>
  row.opinion || row.method ? (
    <Card title="审定与公布">
      <Facts
        columns={1}
        items={[
          { label: '审定意见', value: row.opinion && <span class="prose">{row.opinion}</span> },
          { label: '怎样评的', value: row.method && <span class="prose">{row.method}</span> },
          { label: '将要改进什么', value: row.improvements && <span class="prose">{row.improvements}</span> },
        ]}
      />
    </Card>
  ) : null

const Papers = ({ view: { row, results, published } }: { view: RoundView }) =>
  results && (row.kind === 'self' || published) ? (
    <Card title="报告与公布">
      <ul class="link-list">
        {row.kind === 'self' && (
          <li>
            <a href={`/desk/evaluations/${row.id}/report.pdf`} data-turbo="false">
              自评报告（版式文件）
            </a>
          </li>
        )}
        {row.kind === 'self' && (
          <li>
            <a href={`/desk/evaluations/${row.id}/report.docx`} data-turbo="false">
              自评报告（可编辑）
            </a>
          </li>
        )}
        {published && (
          <li>
            <a href={`/evaluations/${row.id}`}>公布的结果</a> <small>{published}</small>
          </li>
        )}
      </ul>
    </Card>
  ) : null
