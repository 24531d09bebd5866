import { percent } from '#platform/format'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Distribution, type Ratings } from '#ui/rating'
import { type Column, DataTable, Table } from '#ui/table'
import type { Figures, QuestionFigures } from '../results.ts'
import type { ServiceLine } from '../view.ts'

export const serviceColumns: ReadonlyArray<Column<ServiceLine>> = [
  { key: 'name', label: '服务', phone: 'title', long: true, width: 24, value: row => row.name },
  { key: 'people', label: '名单（人）', kind: 'number', phone: 'hide', value: row => row.people },
  { key: 'n', label: '答卷（份）', kind: 'number', value: row => row.n },
  { key: 'mean', label: '平均分', value: row => row.mean },
  { key: 'interval', label: '平均分区间', phone: 'hide', value: row => row.interval },
  { key: 'satisfied', label: '满意率', value: row => row.satisfied },
  { key: 'satisfiedInterval', label: '满意率区间', phone: 'hide', value: row => row.satisfiedInterval },
  { key: 'before', label: '上次平均分', phone: 'hide', value: row => row.before },
  { key: 'remark', label: '说明', value: row => row.remark },
]

interface Props {
  path: string
  query: Record<string, string>
  figures: Figures | null
  /** Why there are none. */
  why: string
  rows: readonly ServiceLine[]
  /** 好差评 of the same months. */
  ratings: Ratings
  before: string | null
  notes: readonly string[]
  warnings: readonly string[]
  conclusion: string
  finishedOn: string | null
  heldBack: number
  words: ReadonlyArray<{ text: string; themes: string[] | null }>
}

export function ResultsTab({ figures, why, ...props }: Props) {
  if (!figures) return <Empty icon="clock" title="还没有结果" text={why} />
  const { whole } = figures
  return (
    <>
      {props.warnings.length > 0 && (
        <Alert tone="warning" title="样本较少">
          {props.warnings.map(one => (
            <p>{one}</p>
          ))}
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card title="总体评价">
            <Distribution
              counts={whole.counts}
              total={whole.moments.n}
              share={whole.satisfied ? whole.satisfied.value : null}
            />
            <p>
              平均 {(whole.moments.sum / whole.moments.n).toFixed(2)} 分（满分 5）
              {figures.weighted !== null && `，按各服务人数加权 ${figures.weighted.toFixed(2)} 分`}。
            </p>
          </Card>
        </div>
        <aside>
          <Card title="同期的好差评">
            <Distribution {...props.ratings} />
            <p class="quiet">办完就评，人人可评；和抽样调查分开统计，不合并。</p>
          </Card>
        </aside>
      </div>
      <DataTable
        path={props.path}
        query={props.query}
        columns={serviceColumns}
        rows={props.rows}
        exportable
        empty={{ title: '没有结果' }}
      />
      {!props.before && <p class="quiet">没有用同一版问卷的上次调查，不作比较。</p>}
      <Questions questions={figures.questions} />
      <Said figures={figures} words={props.words} />
      <Card title="方法和结论">
        {props.conclusion && <p>{props.conclusion}</p>}
        <ul>
          {props.notes.map(one => (
            <li>{one}</li>
          ))}
          {props.heldBack > 0 && <li>{props.heldBack} 份因人数太少、认得出是谁，没有计入。</li>}
          {props.finishedOn && <li>{props.finishedOn} 完成。</li>}
        </ul>
      </Card>
    </>
  )
}

const few = '不足五份，不显示'

const Questions = ({ questions }: { questions: readonly QuestionFigures[] }) => (
  <Card title="按问题">
    <Table columns={questionColumns} rows={questions} />
  </Card>
)

const questionColumns: ReadonlyArray<Column<QuestionFigures>> = [
  { key: 'label', label: '问题', value: one => one.label, phone: 'title' },
  { key: 'n', label: '份数', kind: 'number', value: one => one.n },
  { key: 'result', label: '结果', long: true, value: inWords },
]

function inWords({ marks, options, mean }: QuestionFigures): string {
  if (marks) {
    const { moments, satisfied } = marks
    return `平均 ${(moments.sum / moments.n).toFixed(2)} 分，满意 ${satisfied ? percent(satisfied.value) : ''}`
  }
  if (options)
    return options.map(one => `${one.label} ${one.count}（${percent(one.share?.value ?? 0)}）`).join('；')
  if (mean) return `平均 ${mean.value.toFixed(1)}（${mean.low.toFixed(1)} 至 ${mean.high.toFixed(1)}）`
  return few
}

const Said = ({ figures, words }: { figures: Figures; words: Props['words'] }) => (
  <Card title={`意见 ${figures.words} 条`}>
    {figures.themes.length > 0 && (
      <p>{figures.themes.map(({ theme, count }) => `${theme} ${count}`).join('；')}</p>
    )}
    {words.length === 0 ? (
      <p class="quiet">没有人写意见。</p>
    ) : (
      <ul>
        {words.map(one => (
          <li>
            {one.text}
            {one.themes && <span class="quiet">（{one.themes.join('、')}）</span>}
          </li>
        ))}
      </ul>
    )}
  </Card>
)
