import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface ResourceLine {
  id: string
  name: string
  kind: string
  holder: string
  region: string
  cost: string
  confirmedOn: string | null
  validUntil: string | null
  opened: string
  recommended: number
  introduced: number
  succeeded: number
  state: StateBadge
}

/** 资源台账 */
export const resourceColumns: ReadonlyArray<Column<ResourceLine>> = [
  {
    key: 'name',
    label: '资源',
    phone: 'title',
    width: 28,
    value: row => row.name,
    cell: row => <a href={`/desk/resources/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'holder', label: '持有人', width: 26, long: true, value: row => row.holder },
  { key: 'region', label: '范围', value: row => row.region },
  { key: 'confirmed', label: '最近确认', value: row => row.confirmedOn },
  { key: 'until', label: '有效期至', value: row => row.validUntil ?? '长期' },
  { key: 'opened', label: '向外开放', value: row => row.opened },
  { key: 'recommended', label: '推荐', kind: 'number', value: row => row.recommended },
  { key: 'introduced', label: '引荐', kind: 'number', value: row => row.introduced },
  { key: 'succeeded', label: '成', kind: 'number', value: row => row.succeeded },
  stateColumn as Column<ResourceLine>,
]

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
  mayCreate: boolean
  /** Whether there is a link to what is asked for. */
  readsNeeds?: boolean
}

const nextPage = (next: string | null) => (next ? { after: next } : null)

export const ResourceList = ({
  rows,
  query,
  filters,
  next,
  mayCreate,
  readsNeeds,
}: ListProps<ResourceLine>) => (
  <>
    <PageHead
      title="资源库"
      lead="中心能牵线的资源：登记、审核、公开、定期确认、撤下。"
      actions={
        <div class="actions">
          {readsNeeds && (
            <a class="button" href="/desk/resources/needs">
              资源对接
            </a>
          )}
          {mayCreate && (
            <a class="button button-primary" href="/act/pooled_resource/register">
              登记资源
            </a>
          )}
        </div>
      }
    />
    <DataTable
      path="/desk/resources"
      query={query}
      columns={resourceColumns}
      rows={rows}
      next={nextPage(next)}
      search="资源或持有人"
      filters={filters}
      exportable
      empty={{ title: '没有这样的资源', text: '换个条件试试，或登记一项资源。' }}
    />
  </>
)

export interface NeedLine {
  id: string
  kind: string
  party: string
  body: string
  askedOn: string
  byDay: string | null
  officer: string
  recommended: number
  met: number
  amount_fen: number | null
  outcome: string
  state: StateBadge
}

/** 对接需求台账 */
export const needColumns: ReadonlyArray<Column<NeedLine>> = [
  {
    key: 'party',
    label: '服务对象',
    phone: 'title',
    width: 28,
    value: row => row.party,
    cell: row => <a href={`/desk/resources/needs/${row.id}`}>{row.party}</a>,
  },
  { key: 'kind', label: '需要', value: row => row.kind },
  { key: 'body', label: '说明', width: 40, long: true, value: row => row.body },
  { key: 'asked', label: '提出', value: row => row.askedOn },
  { key: 'by', label: '最晚需要', value: row => row.byDay },
  { key: 'officer', label: '承办人', value: row => row.officer },
  { key: 'recommended', label: '推荐', kind: 'number', value: row => row.recommended },
  { key: 'met', label: '成', kind: 'number', value: row => row.met },
  { key: 'amount', label: '金额（元）', kind: 'money', value: row => row.amount_fen },
  { key: 'outcome', label: '结果', width: 30, long: true, phone: 'hide', value: row => row.outcome },
  stateColumn as Column<NeedLine>,
]

export const NeedList = ({ rows, query, filters, next, mayCreate }: ListProps<NeedLine>) => (
  <>
    <PageHead
      title="资源对接"
      lead="谁需要什么资源，推荐了哪些、为什么，成没成。"
      actions={
        mayCreate && (
          <a class="button button-primary" href="/act/resource_need/register">
            登记对接需求
          </a>
        )
      }
    />
    <DataTable
      path="/desk/resources/needs"
      query={query}
      columns={needColumns}
      rows={rows}
      next={nextPage(next)}
      search="服务对象或需要的东西"
      filters={filters}
      exportable
      empty={{ title: '没有这样的需求', text: '来访来电的，可以替对方登记。' }}
    />
  </>
)

interface ResourceProps {
  resource: {
    id: string
    name: string
    kind: string
    holder: { name: string; href: string | null }
    offers: string
    audiences: string
    conditions: string
    region: string
    cost: string
    contact: { name: string; phone: string; rule: string }
    validUntil: string | null
    confirmedOn: string | null
    opened: string | null
    public: boolean
  }
  state: StateBadge
  buttons: Button[]
  papers: ReadonlyArray<Picture & { size: number }>
  referrals: ReadonlyArray<{ needId: string; party: string; day: string; state: StateBadge }>
  story: readonly Told[]
}

export function DeskResource({ resource, state, buttons, papers, referrals, story }: ResourceProps) {
  return (
    <>
      <PageHead
        title={resource.name}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/resources/${resource.id}`} />}
      />
      <div class="columns">
        <div>
          <Card
            title="能提供什么"
            {...(resource.public && { action: <a href={`/resources/${resource.id}`}>公开页面</a> })}
          >
            <p class="prose">{resource.offers}</p>
            <Facts
              items={[
                { label: '类别', value: resource.kind },
                {
                  label: '持有人',
                  value: resource.holder.href ? (
                    <a href={resource.holder.href}>{resource.holder.name}</a>
                  ) : (
                    resource.holder.name
                  ),
                },
                { label: '面向', value: resource.audiences },
                { label: '条件', value: resource.conditions },
                { label: '范围', value: resource.region },
                { label: '费用', value: resource.cost },
                {
                  label: '联系人',
                  value: (
                    <>
                      {resource.contact.name} <Phone number={resource.contact.phone} />（
                      {resource.contact.rule}）
                    </>
                  ),
                },
                { label: '有效期至', value: resource.validUntil ?? '长期' },
                { label: '最近确认', value: resource.confirmedOn },
                { label: '向其他中心开放', value: resource.opened ?? '没有' },
              ]}
            />
            <Files files={papers} />
          </Card>
          <Card title="推荐给谁">
            {referrals.length === 0 ? (
              <p class="quiet">还没有推荐过。</p>
            ) : (
              <ul class="task-list">
                {referrals.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/resources/needs/${one.needId}`}>{one.party}</a>
                      <p class="quiet">{one.day}</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            )}
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
