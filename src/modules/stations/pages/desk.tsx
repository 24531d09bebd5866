import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface StationLine {
  id: string
  code: string
  name: string
  level: string
  place: string
  address: string
  head: string
  headPhone: string
  phone: string
  keeper: string
  openedOn: string | null
  lastEntry: string | null
  lastCheck: string | null
  grade: StateBadge | null
  state: StateBadge
}

/** 站点登记表: on the screen, and as a file to print. */
export const stationColumns: ReadonlyArray<Column<StationLine>> = [
  {
    key: 'name',
    label: '站点',
    phone: 'title',
    width: 28,
    value: row => row.name,
    cell: row => <a href={`/desk/stations/${row.id}`}>{row.name}</a>,
  },
  { key: 'code', label: '编码', sort: true, value: row => row.code },
  { key: 'level', label: '级别', value: row => row.level },
  { key: 'place', label: '乡镇、村', sort: true, width: 20, value: row => row.place },
  { key: 'head', label: '站长', value: row => row.head },
  { key: 'keeper', label: '中心联系人', value: row => row.keeper },
  { key: 'opened', label: '开始运营', sort: true, value: row => row.openedOn },
  {
    key: 'entry',
    label: '最近日报',
    sort: true,
    value: row => row.lastEntry,
    cell: row => row.lastEntry ?? (row.openedOn ? <span class="quiet">没有记录</span> : '—'),
  },
  {
    key: 'grade',
    label: '最近检查',
    value: row => (row.grade ? `${row.grade.label}（${row.lastCheck}）` : ''),
    cell: row => (row.grade ? <Badge tone={row.grade.tone}>{row.grade.label}</Badge> : '—'),
  },
  stateColumn,
]

interface Props {
  rows: readonly StationLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  total: string
  mayApply: boolean
}

export function StationList({ rows, query, filters, total, mayApply }: Props) {
  return (
    <>
      <PageHead
        title="服务站点"
        lead="乡镇、村级服务站：申请、建设、验收、运营、检查、整改到撤销。"
        actions={
          <div class="actions">
            <a class="button" href="/desk/stations/figures">
              业务量
            </a>
            <a class="button" href="/desk/stations/checks">
              检查记录
            </a>
            {mayApply && (
              <a class="button button-primary" href="/act/station/apply">
                登记建站申请
              </a>
            )}
          </div>
        }
      />
      <DataTable
        path="/desk/stations"
        query={query}
        columns={stationColumns}
        rows={rows}
        total={total}
        search="站名、编码、站长或地址"
        filters={filters}
        exportable
        empty={{ title: '没有服务站点', text: '换个条件试试，或登记一份建站申请。' }}
      />
    </>
  )
}

export interface FigureLine {
  id: string
  code: string
  name: string
  place: string
  /** Days entered, of the days that the station was open in the month. */
  entered: number
  expected: number
  late: number
  buy_count: number
  buy_fen: number
  sell_count: number
  sell_fen: number
  parcel_count: number
  parcel_fen: number
  errand_count: number
  errand_fen: number
}

const number = (key: keyof FigureLine & string, label: string, money = false): Column<FigureLine> => ({
  key,
  label,
  kind: money ? 'money' : 'number',
  sort: true,
  value: row => row[key],
})

export const figureColumns: ReadonlyArray<Column<FigureLine>> = [
  {
    key: 'name',
    label: '站点',
    phone: 'title',
    width: 26,
    value: row => row.name,
    cell: row => (row.id ? <a href={`/desk/stations/${row.id}`}>{row.name}</a> : <b>{row.name}</b>),
  },
  { key: 'place', label: '乡镇', value: row => row.place },
  {
    key: 'entered',
    label: '登记天数',
    value: row => `${row.entered}/${row.expected}`,
    cell: row =>
      row.entered === 0 ? (
        <span class="quiet">没有记录</span>
      ) : (
        <>
          {row.entered}/{row.expected} 天{row.late > 0 && <small class="quiet">（补录 {row.late}）</small>}
        </>
      ),
  },
  number('buy_count', '代买'),
  number('buy_fen', '代买元', true),
  number('sell_count', '代卖'),
  number('sell_fen', '代卖元', true),
  number('parcel_count', '快递'),
  number('parcel_fen', '快递元', true),
  number('errand_count', '便民'),
  number('errand_fen', '便民元', true),
]

interface FiguresProps {
  month: string
  label: string
  earlier: string
  later: string | null
  rows: readonly FigureLine[]
  query: Record<string, string>
}

/** 业务量 of a month, by station; what nobody entered is not counted as nothing. */
export function StationFigures({ month, label, earlier, later, rows, query }: FiguresProps) {
  const silent = rows.filter(row => row.id && row.entered === 0).length
  return (
    <>
      <PageHead
        title="服务站业务量"
        lead="由站长每天登记，快递按件、其余按单；没有登记的天不算作零，补录的另行标出。"
      />
      <nav class="pager" aria-label="按月查看">
        <a href={`/desk/stations/figures?month=${earlier}`}>上个月</a>
        <b>{label}</b>
        {later && <a href={`/desk/stations/figures?month=${later}`}>下个月</a>}
      </nav>
      {silent > 0 && <p class="table-note">{silent} 个站点这个月一天也没有登记，合计里没有它们。</p>}
      <DataTable
        path="/desk/stations/figures"
        query={{ ...query, month }}
        columns={figureColumns}
        rows={rows}
        next={null}
        exportable
        empty={{ title: '这个月没有运营的站点' }}
      />
    </>
  )
}
