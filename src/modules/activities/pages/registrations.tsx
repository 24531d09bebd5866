import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { RegistrationView } from '../view.ts'
import { RegistrationFacts } from './my.tsx'

export interface RegistrationLine {
  id: string
  turn: number
  name: string
  phone: string
  party: string
  group: string
  people: number
  came: number
  line: number | null
  channel: string
  joined: Date
  answers: string
  state: { label: string; tone: BadgeTone }
}

export const registrationColumns: ReadonlyArray<Column<RegistrationLine>> = [
  { key: 'turn', label: '顺序', kind: 'number', phone: 'hide', value: row => row.turn },
  {
    key: 'name',
    label: '姓名',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/activities/registrations/${row.id}`}>{row.name}</a>,
  },
  stateColumn,
  { key: 'phone', label: '手机号', value: row => row.phone },
  { key: 'group', label: '人群', value: row => row.group },
  { key: 'people', label: '人数', kind: 'number', value: row => row.people },
  { key: 'came', label: '到场', kind: 'number', value: row => row.came },
  { key: 'line', label: '候补位次', kind: 'number', value: row => row.line },
  { key: 'party', label: '服务对象', long: true, width: 24, value: row => row.party },
  { key: 'answers', label: '报名问题', long: true, phone: 'hide', width: 30, value: row => row.answers },
  { key: 'channel', label: '方式', phone: 'hide', value: row => row.channel },
  { key: 'joined', label: '报名时间', kind: 'dateTime', phone: 'hide', value: row => row.joined },
]

interface Props {
  id: string
  rows: readonly RegistrationLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  actions: readonly Button[]
}

/** 报名名单, in the order of turns. */
export const Registrations = ({ id, rows, query, filters, actions }: Props) => (
  <>
    {actions.length > 0 && <ActionButtons offers={actions} back={`/desk/activities/${id}/registrations`} />}
    <DataTable
      path={`/desk/activities/${id}/registrations`}
      query={query}
      columns={registrationColumns}
      rows={rows}
      filters={filters}
      exportable
      empty={{ title: '还没有人报名', text: '发布并到报名时间后，这里会出现名单。' }}
    />
  </>
)

/** One registration for staff. */
export function DeskRegistration({ view }: { view: RegistrationView }) {
  const { row } = view
  return (
    <>
      <PageHead
        title={row.contact_name}
        lead={`${view.title} · ${view.when}`}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={<ActionButtons offers={view.buttons} back={`/desk/activities/registrations/${row.id}`} />}
      />
      {view.line !== null && (
        <Alert tone="info" title={`候补第 ${view.line} 位`}>
          {row.behind && <p>近期未到次数较多，排在其他人后面。</p>}
        </Alert>
      )}
      {view.until && (
        <Alert tone="warning" title={`等待答复，${view.until} 前有效`}>
          <p>可以打电话问一问，替对方点“确认参加”或“不参加了”。</p>
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card
            title="报名"
            action={row.party_id && <a href={`/desk/parties/${row.party_id}`}>{row.party ?? '服务对象'}</a>}
          >
            <RegistrationFacts view={view} />
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

/** What staff see who scanned a ticket: who it is, and one button. */
export function TicketPage({ view, activityId }: { view: RegistrationView; activityId: string }) {
  const { row } = view
  const missing = view.people.filter(one => !one.arrived)
  const may = ['registered', 'offered', 'confirming', 'attended', 'missed'].includes(row.state)
  return (
    <div class="stack scan">
      <PageHead
        title={view.title}
        lead={view.when}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      />
      <Card>
        {missing.length === 0 ? (
          <Empty
            icon="circle-check"
            title="已经签到"
            text={view.people.map(one => `${one.name} ${one.arrived}`).join('；')}
          />
        ) : may ? (
          <form
            method="post"
            action={`/act/activity_registration/arrive/${row.id}`}
            class="form"
            data-controller="submit-once"
          >
            <input type="hidden" name="method" value="scan" />
            <input type="hidden" name="_back" value={`/desk/activities/${activityId}/check-in`} />
            <fieldset class="field">
              <legend>到场的人{view.group && `（${view.group}，请看证明）`}</legend>
              <div class="choices">
                {missing.map(one => (
                  <label class="choice">
                    <input type="checkbox" name="participants" value={one.id} checked />
                    <span>
                      {one.name}
                      <small>{one.phone}</small>
                    </span>
                  </label>
                ))}
              </div>
            </fieldset>
            <button type="submit" class="button button-primary">
              确认到场
            </button>
          </form>
        ) : (
          <Empty
            title={`这份报名${view.state.label}，不能签到`}
            text="有空位时可以在签到页登记现场来的人。"
          />
        )}
      </Card>
      <p>
        <a href={`/desk/activities/${activityId}/check-in`}>回到签到名单</a>
      </p>
    </div>
  )
}
