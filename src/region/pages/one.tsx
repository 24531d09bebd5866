import type { RegionFigure } from '#modules/indicators'
import { periodKinds } from '#platform/periods'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { ChartFigure } from '#ui/chart'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import { centreColumns, inFile, type ShownCell, shown } from './figures.tsx'

export interface PeriodLine {
  code: string
  label: string
  running: boolean
  sum: ShownCell | null
  cells: ReadonlyMap<number, ShownCell>
}

export const periodColumns = (
  centres: ReadonlyArray<{ id: number; name: string }>,
): ReadonlyArray<Column<PeriodLine>> => [
  {
    ...{ key: 'period', label: '统计期', phone: 'title', width: 18 },
    value: row => row.label,
    cell: row => (
      <>
        <a href={`/figures/${row.code}`}>{row.label}</a> {row.running && <Badge tone="blue">本期未完</Badge>}
      </>
    ),
  },
  {
    ...{ key: 'sum', label: '合计', width: 14 },
    value: row => inFile(row.sum ?? undefined),
    cell: row => (row.sum && row.sum.number !== null ? <b>{row.sum.says}</b> : shown(row.sum ?? undefined)),
  },
  ...centreColumns<PeriodLine>(centres, row => row.cells),
]

interface Props {
  figure: RegionFigure
  path: string
  query: Record<string, string>
  src: string
  rows: readonly PeriodLine[]
  columns: ReadonlyArray<Column<PeriodLine>>
  kinds: ReadonlyArray<{ href: string; label: string; current: boolean }>
  centres: ReadonlyArray<{ name: string; href: string }>
  /** How many centres the drawing has, where it has not all. */
  drawn: number | null
}

/** One indicator over time by centre, with what it means beside it. */
export const OnePage = ({ figure, path, query, src, rows, columns, kinds, centres, drawn }: Props) => (
  <>
    <PageHead title={figure.label} lead={figure.definition} />
    <nav class="tabs section-tight" aria-label="统计期">
      {kinds.map(one => (
        <a href={one.href} {...(one.current && { 'aria-current': 'page' })}>
          {one.label}
        </a>
      ))}
    </nav>
    <div class="columns">
      <div>
        <Card>
          <ChartFigure
            title={`${figure.label}${drawn === null ? '' : `（最近一期最大的 ${drawn} 个县）`}`}
            definition={figure.definition}
            src={src}
            table={{
              head: columns.map(column => column.label),
              rows: rows.map(row => [
                row.label,
                row.sum?.says ?? '没有数据',
                ...[...row.cells.values()].map(cell => cell.says),
              ]),
            }}
          />
        </Card>
        <DataTable
          {...{ path, query, rows, columns }}
          exportable
          empty={{ title: '没有数据', text: '换一种统计期试试。' }}
        />
      </div>
      <aside>
        <Card title="口径">
          <Facts
            columns={1}
            items={[
              { label: '口径', value: figure.definition },
              { label: '计算方法', value: figure.formula },
              { label: '单位', value: figure.unit },
              { label: '频率', value: `每${periodKinds[figure.frequency].label}` },
              { label: '来源', value: figure.source === 'counted' ? '由各县平台记录计算' : '报送' },
              {
                label: '合计',
                value:
                  figure.apart === 'never'
                    ? '这个指标不能相加'
                    : figure.apart === 'definitions'
                      ? '各县口径不同，不相加'
                      : '各县口径相同，可以相加',
              },
            ]}
          />
        </Card>
        <Card title="各县公开的数据">
          <ul class="link-list">
            {centres.map(one => (
              <li>
                <a href={one.href}>{one.name}</a>
              </li>
            ))}
          </ul>
        </Card>
      </aside>
    </div>
  </>
)
