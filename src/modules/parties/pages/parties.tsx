import type { Button, Told } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { lastContact } from './liaison.tsx'
import { roles } from './mandate.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface PartyLine {
  id: string
  name: string
  kind: string
  town: string
  contact: string
  phone: string
  cases: number
  liaison: string
  last_contact_at: Date | null
  registered_at: Date
}

export const partyColumns: ReadonlyArray<Column<PartyLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/parties/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类型', value: row => row.kind },
  { key: 'town', label: '乡镇', value: row => row.town },
  { key: 'contact', label: '联系人', value: row => row.contact },
  { key: 'phone', label: '电话', value: row => row.phone },
  { key: 'cases', label: '办件', kind: 'number', value: row => row.cases },
  { key: 'liaison', label: '服务专员', value: row => row.liaison },
  { key: 'contact_at', label: '最近联系', kind: 'date', value: row => row.last_contact_at },
  { key: 'registered', label: '登记', kind: 'date', sort: true, value: row => row.registered_at },
]

interface ListProps {
  rows: readonly PartyLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayCreate: boolean
}

export function PartyList({ rows, query, next, filters, mayCreate }: ListProps) {
  return (
    <>
      <PageHead
        title="服务对象"
        lead="一户一档：每家单位、每位个人的全部往来都在自己的档案里。"
        actions={
          mayCreate && (
            <a class="button button-primary" href="/act/party/register">
              登记服务对象
            </a>
          )
        }
      />
      <DataTable
        path="/desk/parties"
        query={query}
        rows={rows}
        next={next}
        search="名称、联系人、信用代码或手机尾号"
        filters={filters}
        exportable
        empty={{ title: '没有找到服务对象', text: '换个条件试试，或新登记一户。' }}
        columns={partyColumns}
      />
    </>
  )
}

interface FileProps {
  party: {
    id: string
    name: string
    kind: string
    code: string | null
    town: string
    address: string
    contact_name: string
    contact_phone: string
    registered_at: Date
    liaison: string | null
    last_contact_at: Date | null
    idNumber: string | null
  }
  state: StateBadge
  buttons: Button[]
  mandates: Array<{
    id: string
    person_name: string
    role: string
    agency: string | null
    state: StateBadge
    valid_until: string | null
  }>
  provider: { id: string; name: string } | null
  mayApplyForProvider: boolean
  /** What the reader may do for them at the counter, by links to where it is done. */
  onBehalf: ReadonlyArray<{ href: string; label: string }>
  mayUnmask: boolean
  cases: Array<{ id: string; title: string; number: string; state: StateBadge }>
  story: Told[]
  /** The entry before which more of the story lies; null at its beginning. */
  older: string | null
  /** Whether this is not the newest page of it. */
  later: boolean
}

/** 一户一档: who it is, who acts for it, and one timeline across everything. */
export function PartyFile({
  party,
  state,
  buttons,
  mandates,
  provider,
  mayApplyForProvider,
  onBehalf,
  mayUnmask,
  cases,
  story,
  older,
  later,
}: FileProps) {
  return (
    <>
      <PageHead
        title={party.name}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            <Badge>{party.kind}</Badge>
            {provider && <Badge tone="blue">服务商</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={`/desk/parties/${party.id}`} />}
      />
      <div class="columns">
        <div>
          <Card title="基本情况">
            <Facts
              items={[
                { label: '统一社会信用代码', value: party.code ?? '' },
                party.idNumber !== null && { label: '身份证号', value: party.idNumber },
                { label: '所在乡镇', value: party.town },
                { label: '地址', value: party.address },
                { label: '联系人', value: party.contact_name },
                {
                  label: '联系电话',
                  value: <Phone number={party.contact_phone} />,
                },
                { label: '服务专员', value: party.liaison ?? '还没有' },
                { label: '最近联系', value: lastContact(party.last_contact_at) },
                { label: '登记', value: date(party.registered_at) },
                provider !== null && {
                  label: '服务商',
                  value: <a href={`/desk/providers/${provider.id}`}>{provider.name}</a>,
                },
              ]}
            />
            <p>
              <a href={`/desk/policies/fit?party=${party.id}`}>看看能享受哪些政策</a>
            </p>
            {mayUnmask && (
              <p>
                <a href={`/desk/parties/${party.id}/id-number`}>查看完整证件号</a>
              </p>
            )}
            {mayApplyForProvider && !provider && (
              <p>
                <a href={`/act/admission/apply?party_id=${party.id}`}>代为申请入库</a>
              </p>
            )}
            {onBehalf.map(one => (
              <p>
                <a href={one.href}>{one.label}</a>
              </p>
            ))}
          </Card>
          <Card title={`办件（${cases.length}）`}>
            {cases.length === 0 ? (
              <p class="quiet">还没有办件。</p>
            ) : (
              <ul class="task-list">
                {cases.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/cases/${one.id}`}>{one.title}</a>
                      <p class="quiet number">{one.number}</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card title="谁可以代为办事">
            {mandates.length === 0 ? (
              <p class="quiet">还没有人取得授权。</p>
            ) : (
              <ul class="task-list">
                {mandates.map(mandate => (
                  <li>
                    <div>
                      <a href={`/desk/mandates/${mandate.id}`}>{mandate.person_name}</a>
                      <p class="quiet">
                        {[roles[mandate.role], mandate.agency].filter(Boolean).join('，')}
                        {mandate.valid_until && `，有效期至 ${mandate.valid_until}`}
                      </p>
                    </div>
                    <Badge tone={mandate.state.tone}>{mandate.state.label}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <aside>
          <Card title="全部往来">
            <Timeline items={story} showSubject />
            {(older || later) && (
              <nav class="pager" aria-label="往来翻页">
                {later && <a href={`/desk/parties/${party.id}`}>最近的</a>}
                {older && <a href={`/desk/parties/${party.id}?after=${older}`}>更早的</a>}
              </nav>
            )}
          </Card>
        </aside>
      </div>
    </>
  )
}
