import { money, percent } from '#platform/format'
import { Card } from '#ui/card'
import { ChartFigure, type ChartTable } from '#ui/chart'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'
import type { Shown } from '../conversion.ts'

const hidden = '不足，不显示'
const fen = (value: number | null): string => (value === null ? '—' : money(Math.round(value)))
const rate = (value: number | null): string => (value === null ? '—' : percent(value))

/** The columns of the report; each figure has its definition below the table. */
export const conversionColumns = (by: string): ReadonlyArray<Column<Shown>> => [
  { key: 'label', label: by, phone: 'title', long: true, width: 26, sort: true, value: row => row.label },
  { key: 'completed', label: '结业（人次）', kind: 'number', sort: true, value: row => row.completed },
  { key: 'people', label: '结业（人数）', kind: 'number', phone: 'hide', value: row => row.people },
  {
    key: 'cost',
    label: '经费（元）',
    kind: 'money',
    sort: true,
    value: row => row.cost,
    cell: row => money(row.cost),
  },
  {
    key: 'perCompleted',
    label: '每结业一人（元）',
    kind: 'money',
    phone: 'hide',
    value: row => row.costPerCompleted && Math.round(row.costPerCompleted),
    cell: row => fen(row.costPerCompleted),
  },
  { key: 'followed', label: '跟踪到（人次）', kind: 'number', value: row => row.followed },
  { key: 'unreached', label: '联系不上', kind: 'number', phone: 'hide', value: row => row.unreached },
  {
    key: 'shops',
    label: '开店',
    kind: 'number',
    sort: true,
    value: row => row.shops,
    cell: row => (row.shops === null ? hidden : `${row.shops}（${rate(row.shopRate)}）`),
  },
  {
    key: 'employed',
    label: '就业创业',
    kind: 'number',
    phone: 'hide',
    value: row => row.employed,
    cell: row => (row.employed === null ? '' : `${row.employed}（${rate(row.employedRate)}）`),
  },
  {
    key: 'sales',
    label: '月销售额（元）',
    kind: 'money',
    sort: true,
    value: row => row.sales,
    cell: row => (row.sales === null ? '' : money(row.sales)),
  },
  {
    key: 'perShop',
    label: '每开一店（元）',
    kind: 'money',
    phone: 'hide',
    value: row => row.costPerShop && Math.round(row.costPerShop),
    cell: row => (row.shops === null ? '' : fen(row.costPerShop)),
  },
  {
    key: 'perYuan',
    label: '每花一元的月销售额（元）',
    kind: 'number',
    phone: 'hide',
    value: row => row.salesPerYuan && Math.round(row.salesPerYuan * 100) / 100,
  },
]

/** 口径 of each figure. */
const definitions: ReadonlyArray<readonly [string, string]> = [
  ['结业（人次）', '当年结束、已办理结业的班里，判定为结业的人次；一个人结业两个班，计两次。'],
  ['结业（人数）', '同一身份证号只计一次；各行相加可能多于全县人数。'],
  ['经费', '这些班已核对的费用；按乡镇看时，一个班的经费由参加的学员平摊（没有结业的也算在内）。'],
  ['跟踪到（人次）', '至少回复过一次跟踪的结业人次，以最近一次回复为准；是开店率和就业创业率的分母。'],
  ['联系不上', '问过，但一次也没有回复、没有打通的；不在任何分母里。'],
  ['开店、就业创业', '最近一次回复说已经开店、受雇上班或自己经营的人次。'],
  ['月销售额', '最近一次回复的上个月销售额合计，填 0 的计 0；是学员自报，未经核实。'],
  ['每结业一人、每开一店', '经费除以结业人次、除以开店人次。'],
  ['每花一元的月销售额', '月销售额除以经费。'],
]

interface Props {
  by: string
  path: string
  others: ReadonlyArray<{ href: string; label: string }>
  rows: readonly Shown[]
  query: Record<string, string>
  filters: readonly Filter[]
  least: number
  hidden: number
  src: string
  table: ChartTable
}

export const ConversionPage = ({
  by,
  path,
  others,
  rows,
  query,
  filters,
  least,
  src,
  table,
  ...more
}: Props) => (
  <>
    <PageHead
      title="转化报表"
      lead={`培训花了多少钱，学员后来开没开店、卖了多少、有没有工作。现在按${by}看。`}
      actions={others.map(one => (
        <a class="button" href={one.href}>
          {one.label}
        </a>
      ))}
    />
    {rows.length > 0 && (
      <ChartFigure
        title={`开店的人次，按${by}`}
        src={src}
        definition={`最近一次回复说已经开店的人次；跟踪到不足 ${least} 人的不显示。`}
        table={table}
      />
    )}
    <DataTable
      path={path}
      query={query}
      columns={conversionColumns(by)}
      rows={rows}
      filters={filters}
      exportable
      empty={{ title: '这一年还没有结业的班', text: '换一年看看；培训班办理结业以后，这里就有数字。' }}
    />
    {more.hidden > 0 && (
      <p class="quiet">
        有 {more.hidden} 行跟踪到的不足 {least} 人，开店、就业、销售不显示，免得认出是谁。
      </p>
    )}
    <Card title="口径">
      <dl class="facts facts-1">
        {definitions.map(([label, says]) => (
          <div>
            <dt>{label}</dt>
            <dd>{says}</dd>
          </div>
        ))}
        {by === '讲师' && (
          <div>
            <dt>按讲师</dt>
            <dd>一个班有几位讲师的，人次每位都计，经费和销售额按授课学时分摊。</dd>
          </div>
        )}
      </dl>
    </Card>
  </>
)
