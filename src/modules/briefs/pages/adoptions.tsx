import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import type { Share } from '../statistics.ts'
import { Tabs } from './tabs.tsx'

export interface AdoptionLine {
  id: string
  brief: { id: string; title: string }
  kind: string
  level: string
  unit: string
  publication: string
  issue: string
  on: string
  instruction: boolean
  state: { label: string; tone: BadgeTone }
}

export const adoptionColumns: ReadonlyArray<Column<AdoptionLine>> = [
  {
    key: 'title',
    label: '信息',
    phone: 'title',
    width: 40,
    value: row => row.brief.title,
    cell: row => <a href={`/desk/briefs/${row.brief.id}`}>{row.brief.title}</a>,
  },
  { key: 'level', label: '级别', value: row => row.level },
  { key: 'unit', label: '采用单位', value: row => row.unit },
  { key: 'publication', label: '刊名', value: row => row.publication },
  { key: 'issue', label: '刊期', value: row => row.issue },
  { key: 'on', label: '采用日期', value: row => row.on },
  {
    key: 'instruction',
    label: '领导批示',
    value: row => (row.instruction ? '有' : ''),
    cell: row => (row.instruction ? <Badge tone="blue">有</Badge> : '—'),
  },
  { ...(stateColumn as Column<AdoptionLine>) },
  { key: 'kind', label: '种类', aside: true, phone: 'hide', value: row => row.kind },
]

interface Props {
  rows: readonly AdoptionLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  year: string
  shares: { all: Share; byKind: Share[]; byAuthor: Share[]; byMonth: Share[] }
}

export const AdoptionList = ({ rows, query, filters, next, year, shares }: Props) => (
  <>
    <PageHead
      title="采用情况"
      lead="采用率 = 当年首次报送的信息中，至少被采用一次（已核实）的占比；一篇被几家采用的只算一篇。"
    />
    <Tabs current="/desk/briefs/adoptions" />
    <Card title={`${year} 年采用率`}>
      {shares.all.sent === 0 ? (
        <p class="quiet">{year} 年还没有报送过信息。</p>
      ) : (
        <>
          <p>
            报送 {shares.all.sent} 篇，采用 {shares.all.adopted} 篇，采用率 <b>{shares.all.rate}</b>。
          </p>
          <div class="stack">
            <ShareTable of="种类" rows={shares.byKind} />
            <ShareTable of="起草人" rows={shares.byAuthor} />
            <ShareTable of="报送月份" rows={shares.byMonth} />
          </div>
        </>
      )}
      <nav class="pager" aria-label="换一年">
        <a href={`/desk/briefs/adoptions?year=${Number(year) - 1}`}>上一年</a>
        <a href={`/desk/briefs/adoptions?year=${Number(year) + 1}`}>下一年</a>
      </nav>
    </Card>
    <DataTable
      path="/desk/briefs/adoptions"
      query={query}
      rows={rows}
      columns={adoptionColumns}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的采用', text: '被采用的，在那一篇信息的页面登记。' }}
    />
  </>
)

const ShareTable = ({ of, rows }: { of: string; rows: readonly Share[] }) => (
  <Table
    columns={[
      { key: 'label', label: of, phone: 'title', value: row => row.label },
      { key: 'sent', label: '报送', kind: 'number', value: row => row.sent },
      { key: 'adopted', label: '采用', kind: 'number', value: row => row.adopted },
      { key: 'rate', label: '采用率', value: row => row.rate },
    ]}
    rows={rows}
  />
)
