import type { Button, Told } from '#modules/actions'
import type { FileRow } from '#platform/files'
import { date, dateTime, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { Facts } from '#ui/facts'
import { Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Beside } from '../beside.ts'
import { personText } from '../change-words.ts'
import type { KeyPerson, Qualification } from '../provider.ts'
import { BesideCards } from './beside.tsx'
import type { StateBadge } from './desk.tsx'
import { Freshness } from './directory.tsx'
import { Qualifications } from './my-provider.tsx'
import { AskedOf, type AskedProps, type PastPrice, PastPrices } from './upkeep.tsx'

export interface DeskProviderLine {
  id: string
  name: string
  state: StateBadge
  items: number
  quotes: number
  listed_at: Date
  confirmed_on: string
  hidden: string | null
}

export const providerColumns: ReadonlyArray<Column<DeskProviderLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/providers/${row.id}`}>{row.name}</a>,
  },
  {
    ...stateColumn,
    value: row => (row.hidden ? '暂不公开' : row.state.label),
    cell: row => (
      <Badge tone={row.hidden ? 'red' : row.state.tone}>{row.hidden ? '暂不公开' : row.state.label}</Badge>
    ),
  },
  { key: 'items', label: '服务项目', kind: 'number', value: row => row.items },
  { key: 'quotes', label: '近一年受邀', kind: 'number', value: row => row.quotes },
  { key: 'confirmed', label: '内容确认', value: row => row.confirmed_on },
  { key: 'listed', label: '入库', kind: 'date', value: row => row.listed_at },
]

export const providerFilters = [
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'listed', label: '在库' },
      { value: 'suspended', label: '暂停' },
      { value: 'left', label: '已退出' },
    ],
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

export function DeskProviders({
  rows,
  query,
  next,
}: {
  rows: readonly DeskProviderLine[]
  query: Record<string, string>
  next: string | null
}) {
  return (
    <>
      <PageHead
        title="服务商"
        lead="服务商经准入入库；邀请报价按最近受邀时间轮换。"
        actions={
          <>
            <a class="button" href="/desk/admissions">
              准入与退出
            </a>
            <a class="button" href="/desk/assessments">
              年度评估
            </a>
            <a class="button" href="/desk/confirmations?kind=provider">
              内容确认
            </a>
          </>
        }
      />
      <DataTable
        path="/desk/providers"
        query={query}
        rows={rows}
        search="搜名称"
        filters={providerFilters}
        next={next === null ? null : { after: next }}
        exportable
        empty={{ title: '没有相符的服务商', text: '服务商先申请准入，评审、公示、签约后入库。' }}
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
    team_size: number | null
    cases: string
    contact_name: string
    contact_phone: string
    listed_at: Date
    changed_at: Date
    confirmed_on: string
  }
  state: StateBadge
  people: readonly KeyPerson[]
  qualifications: ReadonlyArray<Qualification & { expired: boolean }>
  items: ReadonlyArray<{ id: string; name: string; price_fen: number | null; price_note: string }>
  asked: AskedProps | null
  /** What speaks for suspending it, for a person to decide. */
  suspensions: ReadonlyArray<{ reason: string; buttons: Button[] }>
  changes: ReadonlyArray<{
    id: string
    kind: string
    name: string
    state: StateBadge
    proposed_at: Date
    proposed_by: string
    fields: ReadonlyArray<{ label: string; before: string; after: string }>
    buttons: Button[]
  }>
  cases: ReadonlyArray<{
    id: string
    title: string
    client_kind: string
    year: number
    result: string
    state: StateBadge
    pictures: readonly FileRow[]
    buttons: Button[]
  }>
  mayAddCase: boolean
  mayReadParty: boolean
  prices: readonly PastPrice[]
  beside: readonly Beside[]
  buttons: Button[]
  story: Told[]
}

export function DeskProvider(props: ProviderProps) {
  const { provider, state, asked, suspensions, buttons, prices, beside, story } = props
  const back = `/desk/providers/${provider.id}`
  return (
    <>
      <PageHead
        title={provider.name}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      {suspensions.map(one => (
        <Alert tone="danger" title="是否暂停这家服务商，请核实后决定">
          <p>{one.reason}</p>
          <ActionButtons offers={one.buttons} back={back} />
        </Alert>
      ))}
      {asked && <AskedOf {...asked} back={back} />}
      <div class="columns">
        <div>
          <Proposals {...props} back={back} />
          <Profile {...props} />
          <Offers {...props} />
          <Cases {...props} back={back} />
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
          <BesideCards beside={beside} />
          <PastPrices prices={prices} of="item" />
        </aside>
      </div>
    </>
  )
}

function Profile({ provider, people, qualifications, mayReadParty }: ProviderProps) {
  return (
    <Card title="资料">
      <Facts
        columns={1}
        items={[
          { label: '简介', value: provider.introduction },
          { label: '团队人数', value: provider.team_size === null ? '' : `${provider.team_size} 人` },
          { label: '骨干人员', value: people.map(personText).join('\n') },
          { label: '团队说明', value: provider.team },
          { label: '业绩概述', value: provider.cases },
          { label: '资质', value: <Qualifications qualifications={qualifications} /> },
          { label: '联系人', value: `${provider.contact_name} ${provider.contact_phone}` },
          mayReadParty && {
            label: '档案',
            value: <a href={`/desk/parties/${provider.party_id}`}>一户一档</a>,
          },
          { label: '入库', value: date(provider.listed_at) },
        ]}
      />
      <Freshness confirmed={provider.confirmed_on} changed={date(provider.changed_at)} />
    </Card>
  )
}

const Offers = ({ items }: ProviderProps) => (
  <Card title="服务项目与报价">
    {items.length === 0 && <p class="quiet">还没有登记服务项目。</p>}
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
)

/** What the provider would like to have changed: what differs, and the decision. */
function Proposals({ changes, back }: Pick<ProviderProps, 'changes'> & { back: string }) {
  const waiting = changes.filter(one => one.buttons.length > 0 || one.state.label === '待处理')
  if (waiting.length === 0) return null
  return (
    <Card title="服务商提议的修改">
      {waiting.map(change => (
        <article class="case">
          <h3>{change.kind === 'profile' ? '修改资料' : `修改「${change.name}」的报价`}</h3>
          <p class="quiet">
            {dateTime(change.proposed_at)}，{change.proposed_by}
          </p>
          <Diff fields={change.fields} />
          <ActionButtons offers={change.buttons} back={back} />
        </article>
      ))}
    </Card>
  )
}

const Cases = ({ provider, cases, mayAddCase, back }: ProviderProps & { back: string }) => (
  <Card
    title="案例"
    action={
      mayAddCase && (
        <a href={`/act/provider_case/add?provider_id=${provider.id}&back=${encodeURIComponent(back)}`}>
          登记案例
        </a>
      )
    }
  >
    {cases.length === 0 && <p class="quiet">还没有案例。</p>}
    {cases.map(one => (
      <article class="case">
        <h3>
          {one.title} <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </h3>
        <p class="quiet">
          {one.year} 年 · {one.client_kind}
        </p>
        <p>{one.result}</p>
        <Pictures files={one.pictures} alt={one.title} />
        <ActionButtons offers={one.buttons} back={back} />
      </article>
    ))}
  </Card>
)
