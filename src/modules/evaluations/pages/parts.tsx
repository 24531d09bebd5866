import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Column, Table } from '#ui/table'
import type { Results } from '../results.ts'
import type { Compared } from '../view.ts'
import { scoreWords } from '../words.ts'

type Cells = ReadonlyArray<string | number>
interface Props {
  head: readonly string[]
  rows: readonly Cells[]
}

/** A small table of figures: the first column is what they are of. */
export const Figures = ({ head, rows }: Props) => (
  <Table
    columns={head.map(
      (label, at): Column<Cells> => ({
        key: String(at),
        label,
        value: row => row[at],
        ...(rows.some(row => runsOn(row[at])) && { long: true as const }),
      }),
    )}
    rows={rows}
  />
)

/** Sentences run on over several lines; figures do not. */
const runsOn = (cell: string | number = '') => String(cell).length > 12

/** What a round came to, for the desk and for everyone: nothing is shown that is not in the results. */
export function ResultCards({
  results,
  facts,
  compared,
}: {
  results: Results
  facts: ReadonlyArray<{ label: string; value: string }>
  compared: readonly Compared[]
}) {
  const scored = (score: number | null) => (score === null ? '不单独评分' : scoreWords(score))
  return (
    <>
      <Card title="结果">
        <Facts items={[...facts]} />
        {[...results.warnings, ...results.notes].map(sentence => (
          <p class="quiet">{sentence}</p>
        ))}
      </Card>
      {results.parts.length > 0 && (
        <Card title="各部分得分">
          <Figures
            head={['部分', '得分', '满分', `计入（${results.unit}）`]}
            rows={results.parts.map(part => [part.label, scored(part.score), part.full, part.n])}
          />
        </Card>
      )}
      {results.distribution.length > 0 && (
        <Card title="分布">
          <Figures
            head={['得分', results.unit]}
            rows={results.distribution.map(one => [one.label, one.count])}
          />
        </Card>
      )}
      {results.byService.length > 0 && (
        <Card title="各项服务">
          <Figures
            head={['服务', '得分', `计入（${results.unit}）`]}
            rows={results.byService.map(one => [one.label, scored(one.score), one.n])}
          />
        </Card>
      )}
      <Comparison results={results} compared={compared} />
    </>
  )
}

const Comparison = ({ results, compared }: { results: Results; compared: readonly Compared[] }) => (
  <Card title="和以前比较">
    {compared.length === 0 ? (
      <p class="quiet">以前没有公布过这一类评价，没有可以比较的。</p>
    ) : (
      <>
        <p class="quiet">
          只和用同一张评分表（问卷）同一版本的比较，本期得分 {scoreWords(results.score) || '—'}。
        </p>
        <Figures
          head={['期间', '得分', '计入']}
          rows={compared.map(one => [one.period, one.not || one.score, one.n])}
        />
      </>
    )}
  </Card>
)
