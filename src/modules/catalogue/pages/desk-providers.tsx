import type { Button, Told } from '#modules/actions'
import { date, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Qualification } from '../provider.ts'
import type { StateBadge } from './desk.tsx'

export interface DeskProviderLine {
  id: string
  name: string
  state: StateBadge
  items: number
  quotes: number
  listed_at: Date
}

export const providerColumns: ReadonlyArray<Column<DeskProviderLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 36,
    sort: true,
    value: row => row.name,
    cell: row => <a href={`/desk/providers/${row.id}`}>{row.name}</a>,
  },
  { ...stateColumn, sort: true },
  { key: 'items', label: '服务项目', kind: 'number', sort: true, value: row => row.items },
  { key: 'quotes', label: '近一年受邀', kind: 'number', sort: true, value: row => row.quotes },
  { key: 'listed', label: '入库', kind: 'date', sort: true, value: row => row.listed_at },
]

export function DeskProviders({
  rows,
  query,
}: {
  rows: readonly DeskProviderLine[]
  query: Record<string, string>
}) {
  return (
    <>
      <PageHead title="服务商" lead="从服务对象的档案页登记服务商；邀请报价按最近受邀时间轮换。" />
      <DataTable
        path="/desk/providers"
        query={query}
        rows={rows}
        total={String(rows.length)}
        exportable
        empty={{ title: '还没有服务商', text: '先登记服务对象，再从档案页登记为服务商。' }}
        columns={providerColumns}
      />
    </>
  )
}

interface ProviderProps {
  provider: {
    id: string
    name: string
    party_id: string
    introduction: string
    team: string
    cases: string
    contact_name: string
    contact_phone: string
    listed_at: Date
  }
  state: StateBadge
  qualifications: readonly Qualification[]
  items: ReadonlyArray<{ id: string; name: string; price_fen: number | null; price_note: string }>
  buttons: Button[]
  story: Told[]
}

export function DeskProvider({ provider, state, qualifications, items, buttons, story }: ProviderProps) {
  return (
    <>
      <PageHead
        title={provider.name}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/providers/${provider.id}`} />}
      />
      <div class="columns">
        <div>
          <Card title="资料">
            <Facts
              columns={1}
              items={[
                { label: '简介', value: provider.introduction },
                { label: '团队', value: provider.team },
                { label: '案例', value: provider.cases },
                {
                  label: '资质',
                  value: qualifications
                    .map(one => `${one.name} ${one.number} ${one.valid_until ? `至 ${one.valid_until}` : ''}`)
                    .join('\n'),
                },
                { label: '联系人', value: `${provider.contact_name} ${provider.contact_phone}` },
                { label: '档案', value: <a href={`/desk/parties/${provider.party_id}`}>一户一档</a> },
                { label: '入库', value: date(provider.listed_at) },
              ]}
            />
          </Card>
          <Card title="服务项目与报价">
            <ul class="link-list">
              {items.map(item => (
                <li>
                  <a href={`/desk/items/${item.id}`}>{item.name}</a>
                  <small>
                    {item.price_fen === null ? '面议' : money(item.price_fen)} {item.price_note}
                  </small>
                </li>
              ))}
            </ul>
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
