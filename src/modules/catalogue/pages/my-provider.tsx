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
import { Timeline } from '#ui/timeline'
import type { Beside } from '../beside.ts'
import { personText } from '../change-words.ts'
import type { KeyPerson, Qualification } from '../provider.ts'
import { BesideCards } from './beside.tsx'
import type { StateBadge } from './desk.tsx'
import { Freshness } from './directory.tsx'

interface Props {
  provider: {
    id: string
    name: string
    introduction: string
    team: string
    team_size: number | null
    cases: string
    contact_name: string
    contact_phone: string
    changed_at: Date
    confirmed_on: string
    shown: boolean
  }
  state: StateBadge
  hidden: string | null
  people: readonly KeyPerson[]
  qualifications: ReadonlyArray<Qualification & { expired: boolean }>
  items: ReadonlyArray<{
    id: string
    name: string
    price_fen: number | null
    price_note: string
    price_unit: string
  }>
  confirmation: { state: StateBadge; lastConfirmed: string; buttons: Button[] } | null
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
  mayPropose: boolean
  beside: readonly Beside[]
  story: Told[]
}

const formFor = (action: string, provider: string, more = ''): string =>
  `/act/${action}?provider_id=${provider}${more}&back=${encodeURIComponent(`/my/providers/${provider}`)}`

/** What the directory says of one's own firm: to be confirmed, or to be changed. */
export function MyProvider(props: Props) {
  const { provider, state, hidden, confirmation, changes, mayPropose, beside, story } = props
  const waiting = changes.filter(one => one.buttons.length > 0)
  return (
    <div class="wrap stack">
      <PageHead
        title={provider.name}
        badges={<Badge tone={hidden ? 'red' : state.tone}>{hidden ? '暂不公开' : state.label}</Badge>}
        actions={
          provider.shown && (
            <a class="button" href={`/providers/${provider.id}`}>
              看公开页面
            </a>
          )
        }
      />
      {confirmation && <Asked {...confirmation} hidden={hidden} id={provider.id} />}
      <Profile {...props} />
      <Prices {...props} />
      <OwnCases {...props} />
      {changes.length > 0 && (
        <Card title={waiting.length > 0 ? '您的提议（待中心处理）' : '您的提议'}>
          {changes.map(change => (
            <article class="case">
              <h3>
                {change.kind === 'profile' ? '修改资料' : `修改「${change.name}」的报价`}{' '}
                <Badge tone={change.state.tone}>{change.state.label}</Badge>
              </h3>
              <p class="quiet">
                {dateTime(change.proposed_at)}，{change.proposed_by}
              </p>
              <Diff fields={change.fields} />
              <ActionButtons offers={change.buttons} back={`/my/providers/${provider.id}`} />
            </article>
          ))}
        </Card>
      )}
      {!mayPropose && <Alert tone="warning">现在不在库，资料和报价暂时不能修改；有疑问请联系中心。</Alert>}
      <BesideCards beside={beside} />
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </div>
  )
}

const Asked = ({
  state,
  lastConfirmed,
  buttons,
  hidden,
  id,
}: NonNullable<Props['confirmation']> & { hidden: string | null; id: string }) => (
  <Alert tone={hidden ? 'danger' : 'warning'} title={hidden ?? '请确认以下内容仍然属实'}>
    <p>
      上次确认是 {lastConfirmed}（{state.label}
      ）。看一看下面的资料、资质和报价：没有变化，点“仍然属实”；有变化，点“需要修改”。
    </p>
    <div class="answers">
      <ActionButtons offers={buttons} back={`/my/providers/${id}`} />
      <a class="button" href={formFor('provider_change/proposeProfile', id)}>
        需要修改
      </a>
    </div>
  </Alert>
)

function Profile({ provider, people, qualifications, mayPropose }: Props) {
  return (
    <Card
      title="资料"
      action={mayPropose && <a href={formFor('provider_change/proposeProfile', provider.id)}>修改资料</a>}
    >
      <Facts
        columns={1}
        items={[
          { label: '简介', value: provider.introduction },
          { label: '团队人数', value: provider.team_size === null ? '' : `${provider.team_size} 人` },
          { label: '骨干人员', value: people.map(personText).join('\n') },
          { label: '团队说明', value: provider.team },
          { label: '业绩概述', value: provider.cases },
          { label: '联系人（不公开）', value: `${provider.contact_name} ${provider.contact_phone}` },
        ]}
      />
      <Qualifications qualifications={qualifications} />
      <Freshness confirmed={provider.confirmed_on} changed={date(provider.changed_at)} />
    </Card>
  )
}

/** To staff and the provider itself: what is over stays here, though the public no longer sees it. */
export function Qualifications({
  qualifications,
}: {
  qualifications: ReadonlyArray<Qualification & { expired: boolean }>
}) {
  if (qualifications.length === 0) return <p class="quiet">没有登记资质。</p>
  return (
    <ul class="link-list">
      {qualifications.map(one => (
        <li>
          <b>{one.name}</b> {one.required && <span class="quiet">必备</span>}{' '}
          {one.expired && <Badge tone="red">已过期</Badge>}
          <small>
            {[one.number, one.valid_until && `有效期至 ${one.valid_until}`].filter(Boolean).join('，') ||
              '长期有效'}
          </small>
        </li>
      ))}
    </ul>
  )
}

const Prices = ({ provider, items, mayPropose }: Props) => (
  <Card
    title="服务项目与报价"
    action={mayPropose && <a href={formFor('provider_change/proposePrice', provider.id)}>增加项目</a>}
  >
    {items.length === 0 ? (
      <p class="quiet">还没有登记服务项目。</p>
    ) : (
      <ul class="task-list">
        {items.map(item => (
          <li>
            <div>
              <a href={`/items/${item.id}`}>{item.name}</a>
              <p class="quiet">
                {item.price_fen === null ? '面议' : `${money(item.price_fen)} ${item.price_unit}`}
                {item.price_note && `，${item.price_note}`}
              </p>
            </div>
            {mayPropose && (
              <a
                class="button"
                href={formFor('provider_change/proposePrice', provider.id, `&item_id=${item.id}`)}
              >
                改报价<span class="visually-hidden">：{item.name}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    )}
  </Card>
)

const OwnCases = ({ provider, cases, mayPropose }: Props) => (
  <Card
    title="案例"
    action={mayPropose && <a href={formFor('provider_case/propose', provider.id)}>提交案例</a>}
  >
    {cases.length === 0 && <p class="quiet">还没有案例。提交后由中心核实，再在公开页面显示。</p>}
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
        <ActionButtons offers={one.buttons} back={`/my/providers/${provider.id}`} />
      </article>
    ))}
  </Card>
)
