import type { Button } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import type { BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Files } from '#ui/files'
import { Stat } from '#ui/stat'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { type Bar, Marks } from './marks.tsx'

export interface CostLine {
  id: string
  item: string
  what: string
  payee: string
  receipt: string
  amount: number
  paid: string
  reason: string
  files: Parameters<typeof Files>[0]['files']
  buttons: readonly Button[]
  state: { label: string; tone: BadgeTone }
}

export const costColumns: ReadonlyArray<Column<CostLine>> = [
  { key: 'paid', label: '日期', value: row => row.paid },
  { key: 'item', label: '项目', value: row => row.item },
  { key: 'what', label: '用途', phone: 'title', long: true, width: 24, value: row => row.what },
  { key: 'payee', label: '收款方', long: true, width: 24, value: row => row.payee },
  { key: 'receipt', label: '票据号', value: row => row.receipt },
  { key: 'amount', label: '金额（元）', kind: 'money', value: row => row.amount },
  stateColumn,
]

interface Props {
  here: string
  query: Record<string, string>
  rows: readonly CostLine[]
  lines: ReadonlyArray<{ item: string; budget: number; spent: number }>
  budget: number
  over: number
  asked: number | null
  overReason: string | null
  spent: number
  actions: readonly Button[]
}

/** 经费: what was approved, what was spent of each line, and every receipt. */
export const Costs = ({ here, query, rows, lines, actions, ...sums }: Props) => (
  <>
    <div class="stats">
      <Stat
        value={money(sums.budget + sums.over)}
        label="批准的经费"
        {...(sums.over > 0 && { hint: `含增加 ${money(sums.over)}` })}
      />
      <Stat value={money(sums.spent)} label="已核对" />
      <Stat value={money(sums.budget + sums.over - sums.spent)} label="结余" />
    </div>
    {sums.asked !== null && (
      <Alert tone="warning" title={`申请增加 ${money(sums.asked)}，待审批`}>
        <p>{sums.overReason}</p>
      </Alert>
    )}
    {lines.length > 0 && (
      <Card title="预算执行">
        <ul class="bullets">
          {lines.map(one => (
            <li>{`${one.item}：预算 ${money(one.budget)}，已核对 ${money(one.spent)}`}</li>
          ))}
        </ul>
      </Card>
    )}
    <ActionButtons offers={actions} />
    <DataTable
      path={here}
      query={query}
      columns={[
        ...costColumns,
        {
          key: 'files',
          label: '票据',
          phone: 'hide',
          value: row => row.files.map(file => file.name).join('、'),
          cell: row => <Files files={row.files} />,
        },
        {
          key: 'actions',
          label: '操作',
          value: row => row.reason,
          cell: row => (
            <>
              {row.reason && <p class="quiet">{row.reason}</p>}
              <ActionButtons offers={row.buttons} back={here} />
            </>
          ),
        },
      ]}
      rows={rows}
      exportable
      empty={{ title: '还没有登记费用', text: '一张票据一笔，登记后由另一人核对。' }}
    />
  </>
)

interface OpinionProps {
  /** null while fewer than five have said it. */
  whole: { mean: string; people: number; bars: readonly Bar[] } | null
  lecturers: ReadonlyArray<{ name: string; mean: string; people: number }>
  comments: readonly string[]
  fewest: number
}

/** 评价: how learners found it, without who said so. */
export const ClassOpinions = ({ whole, lecturers, comments, fewest }: OpinionProps) =>
  whole === null ? (
    <Card>
      <Empty
        icon="mood-smile"
        title="还没有可以看的评价"
        text={`课程结束后学员匿名评价，满 ${fewest} 份才汇总显示，看不出是谁说的。`}
      />
    </Card>
  ) : (
    <>
      <div class="stats">
        <Stat value={whole.mean} label="平均分（满分 5 分）" hint={`${whole.people} 份`} />
      </div>
      <Card title="分布">
        <Marks bars={whole.bars} />
      </Card>
      {lecturers.length > 0 && (
        <Card title="讲师">
          <ul class="bullets">
            {lecturers.map(one => (
              <li>{`${one.name}：平均 ${one.mean} 分，${one.people} 份`}</li>
            ))}
          </ul>
        </Card>
      )}
      {comments.length > 0 && (
        <Card title="大家说的">
          <ul class="bullets">
            {comments.map(one => (
              <li>{one}</li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
