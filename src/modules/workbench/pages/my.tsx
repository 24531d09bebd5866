import type { Button } from '#modules/actions'
import { type CaseLine, CaseLinks, type QuoteLine, QuoteLinks } from '#modules/cases'
import { ClaimStations } from '#modules/stations'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { type MoreLink, MoreLinks } from '#ui/more-links'
import { PageHead } from '#ui/page-head'
import type { TaskLine } from './desk.tsx'

interface Props {
  name: string
  unread: number
  tasks: readonly TaskLine[]
  /** What is arranged: one need only come. */
  arranged: readonly TaskLine[]
  cases: readonly CaseLine[]
  quotes: readonly QuoteLine[]
  parties: ReadonlyArray<{
    id: string
    name: string
    kind: string
    liaison: string | null
    deputy: string | null
    /** Its entry in the directory of providers, where it has one. */
    provider: string | null
  }>
  mandates: ReadonlyArray<{
    id: string
    party: string
    party_id: string
    state: { label: string; tone: BadgeTone }
    valid_until: string | null
    revocable: boolean
  }>
  /** Others who act, or ask to act, for the same. */
  others: ReadonlyArray<{
    party: string
    person_name: string
    phone: string
    state: { label: string; tone: BadgeTone }
    valid_until: string | null
    buttons: Button[]
    files: ReadonlyArray<{ id: string; name: string }>
  }>
  claimable: ReadonlyArray<{ id: string; name: string }>
  more: readonly MoreLink[]
  /** The station whose head the reader is, and those that they may take over. */
  station: { name: string; state: { label: string; tone: BadgeTone } } | null
  stations: ReadonlyArray<{ id: string; name: string }>
  now: Date
}

/** One's own place: what to do now comes first. */
export function MyHome(props: Props) {
  const { name, unread, tasks, cases, quotes, parties, mandates, others, claimable, more, now } = props
  return (
    <div class="wrap stack">
      <PageHead
        title={`${name}，您好`}
        actions={
          <a class="button" href="/my/notifications">
            消息{unread > 0 && <b class="count">{unread}</b>}
          </a>
        }
      />
      {claimable.map(party => (
        <Alert title={`窗口用您的手机号登记过“${party.name}”`}>
          <form method="post" action="/act/mandate/claim">
            <input type="hidden" name="party_id" value={party.id} />
            <input type="hidden" name="person_name" value={name} />
            <input type="hidden" name="_back" value="/my" />
            <button type="submit" class="button">
              是我的，认领
            </button>
          </form>
        </Alert>
      ))}
      <ClaimStations stations={props.stations} />
      {props.station && (
        <Card title="我的服务站" action={<a href="/my/station">进入</a>}>
          <div class="party-line">
            <b>{props.station.name}</b>
            <Badge tone={props.station.state.tone}>{props.station.state.label}</Badge>
          </div>
        </Card>
      )}
      {tasks.length > 0 && (
        <Card title="需要您办理">
          <TaskList tasks={tasks} />
        </Card>
      )}
      {props.arranged.length > 0 && (
        <Card title="近期安排">
          <TaskList tasks={props.arranged} />
        </Card>
      )}
      <Card title="我的办件" action={cases.length > 0 && <a href="/my/cases">全部</a>}>
        {cases.length === 0 ? (
          <Empty
            icon="folder"
            title="还没有办过事"
            text="到服务目录选一项需要的服务。"
            action={{ href: '/items', label: '去办事' }}
          />
        ) : (
          <CaseLinks rows={cases} now={now} />
        )}
      </Card>
      {quotes.length > 0 && (
        <Card title="报价邀请" action={<a href="/my/quotes">全部</a>}>
          <QuoteLinks rows={quotes} />
        </Card>
      )}
      <MoreLinks links={more} />
      <Parties parties={parties} mandates={mandates} />
      {others.length > 0 && <Others others={others} />}
      <Card title="账号">
        <div class="actions">
          <a class="button" href="/account">
            账号与安全、我的数据
          </a>
          <form method="post" action="/sign-out">
            <button type="submit" class="button">
              退出登录
            </button>
          </form>
        </div>
      </Card>
    </div>
  )
}

function Parties({ parties, mandates }: Pick<Props, 'parties' | 'mandates'>) {
  const revocable = new Map(mandates.filter(one => one.revocable).map(one => [one.party_id, one]))
  return (
    <Card title="我代表谁办事" action={<a href="/act/mandate/request?back=/my">为单位申请授权</a>}>
      <ul class="task-list">
        {parties.map(party => (
          <li>
            <div>
              <b>{party.name}</b>
              <p class="quiet">
                {party.kind}
                {until(revocable.get(party.id))}
              </p>
              {party.liaison && (
                <p class="quiet">
                  服务专员：{party.liaison}
                  {party.deputy && `（这几天不在岗，由${party.deputy}代班）`}
                </p>
              )}
            </div>
            {party.provider && <a href={`/my/providers/${party.provider}`}>服务商资料</a>}
            <a href={`/act/party/updateContact/${party.id}?back=/my`}>修改联系方式</a>
            {revocable.has(party.id) && (
              <a href={`/act/mandate/revoke/${revocable.get(party.id)?.id}?back=/my`}>不再代表</a>
            )}
          </li>
        ))}
        {mandates
          .filter(mandate => mandate.state.label !== '已授权')
          .map(mandate => (
            <li>
              <div>
                <b>{mandate.party}</b>
              </div>
              <Badge tone={mandate.state.tone}>{mandate.state.label}</Badge>
            </li>
          ))}
      </ul>
      {parties.length === 0 && (
        <p>
          <a class="button button-primary" href="/act/mandate/registerSelf?back=/my">
            先登记您的姓名
          </a>
        </p>
      )}
    </Card>
  )
}

const until = (mandate: { valid_until: string | null } | undefined): string =>
  mandate?.valid_until ? `，授权至 ${mandate.valid_until}` : ''

/** Who holds a mandate vouches for others, and takes back what they gave. */
const Others = ({ others }: Pick<Props, 'others'>) => (
  <Card title="还有谁可以代表">
    <ul class="task-list">
      {others.map(other => (
        <li>
          <div>
            <b>
              {other.person_name}（{other.phone}）
            </b>
            <p class="quiet">
              {other.party}
              {until(other)}
            </p>
            <div class="thumbs">
              {other.files.map(file => (
                <a href={`/files/${file.id}`} data-turbo="false">
                  {file.name}
                </a>
              ))}
            </div>
            <ActionButtons offers={other.buttons} back="/my" />
          </div>
          <Badge tone={other.state.tone}>{other.state.label}</Badge>
        </li>
      ))}
    </ul>
  </Card>
)

const TaskList = ({ tasks }: { tasks: readonly TaskLine[] }) => (
  <ul class="task-list">
    {tasks.map(task => (
      <li>
        <div>
          <a href={task.href}>{task.title}</a>
          <p class="quiet">{[task.hint, task.state].filter(Boolean).join(' · ')}</p>
        </div>
        {task.deadline && <Badge tone={task.deadline.tone}>{task.deadline.text}</Badge>}
      </li>
    ))}
  </ul>
)
