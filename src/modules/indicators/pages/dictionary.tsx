import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline, type TimelineItem } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface DictionaryLine {
  code: string
  label: string
  theme: string
  definition: string
  formula: string
  unit: string
  measure: string
  frequency: string
  adds: string
  source: string
  origin: string
  version: number
  owner: string
  opens: string
  state: Mark
}

export const dictionaryColumns: ReadonlyArray<Column<DictionaryLine>> = [
  { key: 'theme', label: '分组', phone: 'hide', width: 14, value: row => row.theme },
  {
    key: 'label',
    label: '指标',
    phone: 'title',
    width: 26,
    value: row => row.label,
    cell: row => <a href={`/desk/indicators/${row.code}`}>{row.label}</a>,
  },
  { key: 'definition', label: '口径', long: true, width: 60, value: row => row.definition },
  { key: 'unit', label: '单位', value: row => row.unit },
  { key: 'frequency', label: '频率', value: row => row.frequency },
  { key: 'owner', label: '责任人', value: row => row.owner },
  stateColumn as Column<DictionaryLine>,
  { key: 'version', label: '版本', kind: 'number', aside: true, phone: 'hide', value: row => row.version },
  {
    key: 'formula',
    label: '计算方法',
    long: true,
    aside: true,
    phone: 'hide',
    width: 40,
    value: row => row.formula,
  },
  { key: 'measure', label: '数值类型', aside: true, phone: 'hide', value: row => row.measure },
  { key: 'adds', label: '能否相加', aside: true, phone: 'hide', value: row => row.adds },
  { key: 'source', label: '产生方式', aside: true, phone: 'hide', value: row => row.source },
  { key: 'origin', label: '数据来源', aside: true, phone: 'hide', value: row => row.origin },
  { key: 'opens', label: '公开范围', aside: true, phone: 'hide', value: row => row.opens },
  { key: 'code', label: '代码', aside: true, phone: 'hide', value: row => row.code },
]

interface Props {
  rows: readonly DictionaryLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  mayAdd: boolean
}

export const DictionaryPage = ({ rows, query, filters, mayAdd }: Props) => (
  <>
    <PageHead
      title="指标字典"
      lead="由记录计算的指标，口径写在程序里，换口径就是另一个指标；上报指标的口径可以出新版，由一人起草、另一人审定。"
      actions={
        mayAdd && (
          <a class="button" href="/act/indicator/add?back=/desk/indicators/dictionary">
            新增上报指标
          </a>
        )
      }
    />
    <DataTable
      path="/desk/indicators/dictionary"
      {...{ query, rows, filters }}
      search="指标名称"
      total={String(rows.length)}
      exportable
      empty={{ title: '没有符合条件的指标', text: '换个条件试试。' }}
      columns={dictionaryColumns}
    />
  </>
)

interface VersionProps {
  path: string
  title: string
  state: Mark
  deadline: { text: string; tone: BadgeTone } | null
  facts: Array<{ label: string; value: string }>
  before: Array<{ label: string; value: string }> | null
  reason: string
  buttons: Button[]
  story: TimelineItem[]
}

export const VersionPage = ({
  path,
  title,
  state,
  deadline,
  facts,
  before,
  reason,
  buttons,
  story,
}: VersionProps) => (
  <>
    <PageHead
      title={title}
      badges={
        <>
          <Badge tone={state.tone}>{state.label}</Badge>
          {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
        </>
      }
      actions={<ActionButtons offers={buttons} back={path} />}
    />
    <div class="columns">
      <div>
        <Card title="这一版">
          <Facts columns={1} items={[...facts, { label: '为什么', value: reason }]} />
        </Card>
        {before && (
          <Card title="上一版">
            <Facts columns={1} items={before} />
          </Card>
        )}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
