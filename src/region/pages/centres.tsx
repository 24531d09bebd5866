import { PageHead } from '#ui/page-head'
import { type Column, Table } from '#ui/table'

interface CentreLine {
  name: string
  place: string
  origin: string
}

const open = [
  { path: '/', label: '门户' },
  { path: '/indicators', label: '数据公开' },
  { path: '/items', label: '服务目录' },
  { path: '/evaluations', label: '评价结果' },
  { path: '/operator', label: '信息公开' },
]

const columns: ReadonlyArray<Column<CentreLine>> = [
  { key: 'name', label: '中心', phone: 'title', value: row => row.name },
  { key: 'place', label: '所在县', phone: 'hide', value: row => row.place },
  {
    ...{ key: 'links', label: '公开页面', long: true },
    value: row => row.origin,
    cell: row => (
      <span class="item-meta">
        {open.map(({ path, label }) => (
          <a href={`${row.origin}${path}`}>{label}</a>
        ))}
      </span>
    ),
  },
]

/** The centres, with what each of them shows to everybody. */
export const CentresPage = ({ rows }: { rows: readonly CentreLine[] }) => (
  <>
    <PageHead
      title="各县中心"
      lead="这里链接的都是各县向社会公开的页面；各县内部的记录只在本县办理和查看。"
    />
    <Table columns={columns} rows={rows} />
  </>
)
