import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { CheckLine, DrawLine } from '../view.ts'

export const checkColumns: ReadonlyArray<Column<CheckLine>> = [
  {
    key: 'title',
    label: '核查什么',
    phone: 'title',
    long: true,
    width: 26,
    value: row => row.title,
    cell: row => <a href={row.href}>{row.title}</a>,
  },
  { key: 'rank', label: '抽中次序', kind: 'number', phone: 'hide', value: row => row.rank },
  { key: 'method', label: '方式', value: row => row.method },
  { key: 'register', label: '台账', phone: 'hide', value: row => row.register },
  { key: 'tries', label: '打过（次）', kind: 'number', aside: true, value: row => row.tries },
  { key: 'outcome', label: '结果', value: row => row.outcome },
  {
    key: 'contradiction',
    label: '哪里对不上',
    long: true,
    width: 26,
    aside: true,
    value: row => row.contradiction,
  },
  { key: 'day', label: '日期', phone: 'hide', value: row => row.doneOn },
  stateColumn,
]

interface Props {
  id: string
  title: string
  draws: readonly DrawLine[]
  checks: readonly CheckLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  working: boolean
}

export const SamplingPage = ({ id, title, draws, checks, query, filters, next, working }: Props) => (
  <>
    <PageHead
      title="抽样与核查"
      lead={`${title}。名单来自这一期的台账，种子由评价人员自己定；同样的名单和种子，任何人重算都一样。`}
      actions={
        working && (
          <>
            <a class="button" href={`/act/appraisal/script/${id}?back=/desk/appraisals/${id}/sampling`}>
              修改问话提纲
            </a>
            <a class="button" href={`/act/appraisal_check/visit?appraisal_id=${id}`}>
              登记实地、座谈、演示
            </a>
            <a
              class="button button-primary"
              href={`/act/appraisal/draw/${id}?back=/desk/appraisals/${id}/sampling`}
            >
              抽样
            </a>
          </>
        )
      }
    />
    <DataTable
      path={`/desk/appraisals/${id}/sampling`}
      query={query}
      columns={checkColumns}
      rows={checks}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有核查', text: '先抽样，或者登记实地查看、座谈、后台演示。' }}
    />
    <Draws id={id} draws={draws} />
  </>
)

const Draws = ({ id, draws }: { id: string; draws: readonly DrawLine[] }) => (
  <Card title="怎样抽的，任何人可以重算">
    {draws.length === 0 ? (
      <Empty icon="list-check" title="还没有抽样" />
    ) : (
      <ul class="task-list">
        {draws.map(draw => (
          <li>
            <div>
              <b>
                {draw.register}，{draw.method}，{draw.people} 条中抽 {draw.size} 条
              </b>
              <p class="quiet">
                种子 <code class="code">{draw.seed}</code>，{draw.drawn}
              </p>
              <p class="quiet">
                名单摘要 <code class="code">{draw.digest}</code>
              </p>
            </div>
            <a href={`/desk/appraisals/${id}/draws/${draw.id}`} data-turbo="false">
              名单全文
            </a>
          </li>
        ))}
      </ul>
    )}
    <p class="quiet">
      摘要是名单全文的 <code>SHA-256</code>。种子流＝摘要＋冒号＋种子；第 <code>i</code> 块随机数＝
      <code>SHA-256(种子流/sample/i)</code>
      ，按大端读成八个 32 位整数；用费希尔、耶茨洗牌从后往前打乱编号，取前面的几条。
    </p>
  </Card>
)
