import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'
import type { CoverLine } from '../coverage.ts'
import type { Matrix, MatrixRow } from '../matrix.ts'
import { coverLabel } from '../view.ts'
import { coverWords } from '../words.ts'

export interface ShownCover extends CoverLine {
  /** Whoever looks may go where the service is seen to. */
  mayFollow: boolean
  buttons: Button[]
  refusal: string
}

export const coverColumns: ReadonlyArray<Column<ShownCover>> = [
  {
    key: 'label',
    label: '服务',
    phone: 'title',
    width: 28,
    value: row => row.label,
    cell: row => (row.mayFollow ? <a href={row.href}>{row.label}</a> : row.label),
  },
  { key: 'clause', label: '条款', value: row => row.clause },
  { key: 'count', label: '期内提供（次）', kind: 'number', value: row => row.count },
  {
    key: 'state',
    label: '是否评到',
    value: row => coverWords[row.state].label,
    cell: row => <Badge tone={coverWords[row.state].tone}>{coverWords[row.state].label}</Badge>,
  },
  { key: 'says', label: '评到多少', value: row => row.says },
  { key: 'ratings', label: '好差评（份）', kind: 'number', value: row => row.ratings },
  {
    key: 'explanation',
    label: '说明',
    long: true,
    width: 40,
    value: row => row.explanation,
  },
]

interface CoverProps {
  id: string
  title: string
  says: string
  rows: readonly ShownCover[]
  query: Record<string, string>
  isRecipients: boolean
}

/** 6.1.3 One round: every service of its period, and whether it was looked at. */
export const CoverPage = ({ id, title, says, rows, query, isRecipients }: CoverProps) => {
  const back = `/desk/evaluations/${id}/coverage`
  return (
    <>
      <PageHead
        title={`${title}：覆盖情况`}
        lead={`${says}。没有评到的要由一人说明、另一人认可，这一轮才能办结。`}
      />
      <DataTable
        path={back}
        query={query}
        rows={rows}
        exportable
        empty={{ title: '期内没有提供服务', text: '办结、举办或使用过的服务会按它的日期列在这里。' }}
        columns={withBack(
          isRecipients ? coverColumns : coverColumns.filter(column => column.key !== 'ratings'),
          back,
        )}
      />
    </>
  )
}

const withBack = (columns: ReadonlyArray<Column<ShownCover>>, back: string) =>
  columns.map(column =>
    column.key === 'explanation'
      ? {
          ...column,
          cell: (row: ShownCover) => (
            <>
              {row.explanation}
              {row.refusal && <small class="quiet"> 没有认可：{row.refusal}</small>}
              <ActionButtons offers={row.buttons} back={back} />
            </>
          ),
        }
      : column,
  )

export const matrixColumns = ({ rounds }: Matrix): ReadonlyArray<Column<MatrixRow>> => [
  { key: 'label', label: '服务', phone: 'title', width: 26, value: row => row.label },
  { key: 'clause', label: '条款', value: row => row.clause },
  ...rounds.map(
    (round): Column<MatrixRow> => ({
      key: round.id,
      label: round.short,
      width: 16,
      long: true,
      value: row => {
        const line = row.cells.get(round.id)
        return line ? coverLabel(line) : '期内没有提供'
      },
      cell: row => <Cell line={row.cells.get(round.id)} href={`/desk/evaluations/${round.id}/coverage`} />,
    }),
  ),
]

const Cell = ({ line, href }: { line: CoverLine | undefined; href: string }) => {
  if (!line) return <span class="quiet">没有提供</span>
  const { short, tone } = coverWords[line.state]
  const more = [line.says, line.ratings > 0 && `好差评 ${line.ratings} 份`].filter(Boolean).join('；')
  return (
    <>
      {line.state === 'covered' ? (
        <Badge tone={tone}>{short}</Badge>
      ) : (
        <a href={href}>
          <Badge tone={tone}>{short}</Badge>
        </a>
      )}
      {more && <small class="quiet"> {more}</small>}
    </>
  )
}

interface MatrixProps {
  matrix: Matrix
  query: Record<string, string>
  filters: readonly Filter[]
}

/** 6.1.3 Every service × the latest rounds of every kind. */
export const MatrixPage = ({ matrix, query, filters }: MatrixProps) => (
  <>
    <PageHead
      title="覆盖情况"
      lead="标准第 6.1.3 条：评价要覆盖中心提供的全部服务。列出最近几期真正提供过的每一项服务，三类评价各自评到没有；没有评到的点开说明。"
      badges={matrix.gaps > 0 && <Badge tone="red">{`${matrix.gaps} 处没有评到`}</Badge>}
    />
    <DataTable
      path="/desk/evaluations/coverage"
      query={query}
      rows={matrix.rows}
      filters={filters}
      exportable
      empty={{ title: '还没有评价', text: '第一个统计期结束、评价自动开启后，这里列出各项服务的覆盖情况。' }}
      columns={matrixColumns(matrix)}
    />
  </>
)
