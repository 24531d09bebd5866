import type { Button, Told } from '#modules/actions'
import { date, money } from '#platform/format'
import type { FormDefinition } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { families } from '../workflow.ts'
import { AskedOf, type AskedProps, type PastPrice, PastPrices } from './upkeep.tsx'

export interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface DeskItemLine {
  id: string
  code: string
  name: string
  family: string
  state: StateBadge
  published_at: Date | null
  confirmed_on: string | null
  hidden: string | null
  latest_version: number
}

export const itemColumns: ReadonlyArray<Column<DeskItemLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/items/${row.id}`}>{row.name}</a>,
  },
  { key: 'code', label: '编码', value: row => row.code },
  {
    key: 'family',
    label: '类别',
    value: row => families[row.family as keyof typeof families]?.label ?? row.family,
  },
  {
    ...stateColumn,
    value: row => (row.hidden ? '暂不公开' : row.state.label),
    cell: row => (
      <Badge tone={row.hidden ? 'red' : row.state.tone}>{row.hidden ? '暂不公开' : row.state.label}</Badge>
    ),
  },
  { key: 'version', label: '版本', value: row => `第 ${row.latest_version} 版` },
  { key: 'confirmed', label: '内容确认', value: row => row.confirmed_on },
  { key: 'published', label: '上架', kind: 'date', value: row => row.published_at },
]

export const itemFilters = [
  {
    name: 'family',
    label: '类别',
    options: Object.entries(families).map(([value, family]) => ({ value, label: family.label })),
  },
  {
    name: 'shown',
    label: '公开',
    options: [
      { value: 'shown', label: '公开' },
      { value: 'hidden', label: '暂不公开' },
    ],
  },
]

export function DeskItems({
  rows,
  query,
  next,
  mayCreate,
}: {
  rows: readonly DeskItemLine[]
  query: Record<string, string>
  next: string | null
  mayCreate: boolean
}) {
  return (
    <>
      <PageHead
        title="服务目录"
        actions={
          <>
            <a class="button" href="/desk/confirmations">
              内容确认
            </a>
            {mayCreate && (
              <a class="button button-primary" href="/act/service_item/create">
                新增服务项目
              </a>
            )}
          </>
        }
      />
      <DataTable
        path="/desk/items"
        query={query}
        rows={rows}
        search="搜名称或编码"
        filters={itemFilters}
        next={next === null ? null : { after: next }}
        exportable
        empty={{ title: '没有相符的服务项目', text: '新增后经另一人审核即可上架。' }}
        columns={itemColumns}
      />
    </>
  )
}

interface ItemProps {
  title: string
  state: StateBadge
  buttons: Button[]
  id: string
  /** What is being written beside what is published. */
  changes: Array<{ label: string; before: string; after: string }>
  content: Array<{ label: string; value: string }>
  intake: FormDefinition
  /** Who offers it; null where the centre's own people answer. */
  providers: ReadonlyArray<{ id: string; name: string; price_fen: number | null; price_note: string }> | null
  versions: Array<{ number: number; saved_at: Date; published_at: Date | null; price: string }>
  asked: AskedProps | null
  hidden: string | null
  prices: readonly PastPrice[]
  story: Told[]
}

export function DeskItem({
  title,
  state,
  buttons,
  id,
  changes,
  content,
  intake,
  providers,
  versions,
  asked,
  hidden,
  prices,
  story,
}: ItemProps) {
  return (
    <>
      <PageHead
        title={title}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {hidden && <Badge tone="red">{hidden}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={`/desk/items/${id}`} />}
      />
      {asked && <AskedOf {...asked} back={`/desk/items/${id}`} />}
      <div class="columns">
        <div>
          {changes.length > 0 && (
            <Card title="与已上架版本的差异">
              <Diff fields={changes} />
            </Card>
          )}
          <Card title="内容">
            <Facts columns={1} items={content} />
          </Card>
          <Card title="申请表">
            {intake.fields.length === 0 ? (
              <p class="quiet">没有专门的问题，只填联系人和电话。</p>
            ) : (
              <ol class="link-list">
                {intake.fields.map(field => (
                  <li>
                    <b>{field.label}</b> <span class="quiet">{field.required ? '必填' : '选填'}</span>
                    {field.help && <small>{field.help}</small>}
                    {field.options && <small>{field.options.join(' / ')}</small>}
                  </li>
                ))}
              </ol>
            )}
          </Card>
        </div>
        <aside>
          <Card title="版本" action={<a href={`/desk/items/${id}/history`}>对照差异</a>}>
            <ul class="link-list">
              {versions.map(version => (
                <li>
                  <b>第 {version.number} 版</b>
                  <small>
                    {version.published_at ? `${date(version.published_at)} 上架` : '未上架'}，{version.price}
                  </small>
                </li>
              ))}
            </ul>
          </Card>
          {providers && <Providers providers={providers} />}
          <PastPrices prices={prices} of="provider" />
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

function Providers({ providers }: { providers: NonNullable<ItemProps['providers']> }) {
  return (
    <Card title="服务商">
      {providers.length === 0 ? (
        <p class="quiet">还没有服务商提供这项服务。</p>
      ) : (
        <ul class="link-list">
          {providers.map(provider => (
            <li>
              <a href={`/desk/providers/${provider.id}`}>{provider.name}</a>
              <small>
                {provider.price_fen === null ? '面议' : money(provider.price_fen)} {provider.price_note}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
