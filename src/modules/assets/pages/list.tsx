import { count, money } from '#platform/format'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { StateBadge } from './parts.tsx'

export interface AssetLine {
  id: string
  number: string
  name: string
  model: string
  serial: string
  category: string
  funds: string
  marked: boolean
  where: string
  keeper: string
  cost_fen: number
  acquired_on: string
  supplier: string
  warranty_until: string | null
  state: StateBadge
}

const assetColumns: ReadonlyArray<Column<AssetLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 28,
    value: row => row.name,
    cell: row => (
      <>
        <a href={`/desk/assets/${row.id}`}>{row.name}</a>
        {row.model && <small>{row.model}</small>}
      </>
    ),
  },
  {
    key: 'number',
    label: '编号',
    sort: true,
    value: row => row.number,
    cell: row => <span class="number nowrap">{row.number}</span>,
  },
  { key: 'category', label: '类别', phone: 'hide', value: row => row.category },
  { key: 'funds', label: '资金来源', value: row => row.funds },
  { key: 'where', label: '位置', width: 26, long: true, value: row => row.where },
  { key: 'keeper', label: '保管人', value: row => row.keeper },
  {
    key: 'cost',
    label: '原值（元）',
    kind: 'money',
    sort: true,
    value: row => row.cost_fen,
    cell: row => money(row.cost_fen),
  },
  {
    key: 'acquired',
    label: '取得日期',
    kind: 'date',
    phone: 'hide',
    sort: true,
    value: row => row.acquired_on,
  },
  stateColumn,
]

/** The ledger as a file: what the screen shows, and what it has no room for. */
export const ledgerColumns: ReadonlyArray<Column<AssetLine>> = [
  ...assetColumns,
  { key: 'model', label: '品牌和型号', value: row => row.model },
  { key: 'serial', label: '序列号或车牌号', value: row => row.serial },
  { key: 'marked', label: '标识牌', value: row => (row.marked ? '有' : '') },
  { key: 'supplier', label: '供应商或来源单位', value: row => row.supplier },
  { key: 'warranty', label: '保修至', kind: 'date', value: row => row.warranty_until },
]

interface Props {
  rows: readonly AssetLine[]
  total: number
  next: Record<string, string> | null
  filters: readonly Filter[]
  query: Record<string, string>
  /** Of what is on the books within the filter. */
  totals: ReadonlyArray<{ key: string; label: string; n: number; fen: number }>
  mayRegister: boolean
  counting: ReadonlyArray<{ id: string; name: string }>
}

/** 4.3.2, 4.3.5 The books: what there is, and what it cost whom. */
export function AssetsPage({ totals, mayRegister, counting, total, ...list }: Props) {
  const fen = totals.reduce((sum, one) => sum + one.fen, 0)
  const n = totals.reduce((sum, one) => sum + one.n, 0)
  return (
    <>
      <PageHead
        title="固定资产"
        lead="有哪些东西、谁的钱买的、在哪里、谁保管；扫标签就能查看和盘点。"
        actions={
          <div class="actions">
            <a class="button" href="/desk/assets/stocktakings">
              盘点
            </a>
            <a class="button" href="/desk/assets/labels">
              打印标签
            </a>
            {mayRegister && (
              <a class="button button-primary" href="/act/asset/register">
                登记资产
              </a>
            )}
          </div>
        }
      />
      {counting.map(one => (
        <p class="lead-note">
          <a href={`/desk/assets/stocktakings/${one.id}`}>{one.name}</a>
          正在进行：扫资产上的标签，或打开清单逐件清点。
        </p>
      ))}
      {totals.length > 0 && (
        <div class="stats stats-tight">
          <Stat label="账面合计" value={money(fen)} hint={`${count(n)} 件，不含已报废和已归还`} />
          {totals.map(one => (
            <Stat
              label={one.label}
              value={money(one.fen)}
              hint={`${count(one.n)} 件`}
              href={`/desk/assets?funds=${one.key}`}
            />
          ))}
        </div>
      )}
      <DataTable
        {...list}
        total={count(total)}
        path="/desk/assets"
        columns={assetColumns}
        search="编号、名称、型号或序列号"
        exportable
        empty={{ title: '没有符合条件的资产', text: '换个条件试试；新购、受赠、借入的，都在这里登记。' }}
      />
    </>
  )
}
