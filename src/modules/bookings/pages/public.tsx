import { weekday } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'

export interface FreeDay {
  day: string
  today: boolean
  /** Not open on this day at all. */
  closed: boolean
  free: ReadonlyArray<{ from: string; to: string }>
}

export interface ResourceCard {
  id: string
  name: string
  kind: string
  place: string
  capacity: number
  introduction: string
  approval: boolean
  /** What is left of today. */
  today: FreeDay
}

/** For everyone: what can be booked, and whether it is free today. */
export function BookablePage({ resources, phone }: { resources: readonly ResourceCard[]; phone: string }) {
  return (
    <div class="wrap stack">
      <PageHead
        title="场地预约"
        lead="会议室、直播间、工位都可以免费预约。选好时间，填上用途就行。"
        actions={
          <a class="button" href="/my/bookings">
            我的预约
          </a>
        }
      />
      {resources.length === 0 ? (
        <Card>
          <Empty title="现在没有开放预约的场地" text="需要用场地，请到窗口或打电话联系。" />
        </Card>
      ) : (
        <ul class="tiles">
          {resources.map(one => (
            <li class="card">
              <h2>
                <a href={`/bookings/${one.id}`}>{one.name}</a>
              </h2>
              <p class="quiet">
                {[one.kind, one.place, `可容纳 ${one.capacity} 人`].filter(Boolean).join(' · ')}
              </p>
              {one.introduction && <p>{one.introduction}</p>}
              <p>
                <FreeToday day={one.today} /> {one.approval && <Badge tone="orange">需要审核</Badge>}
              </p>
            </li>
          ))}
        </ul>
      )}
      {phone && (
        <p class="quiet">
          不会在网上预约的，请打电话 <Phone number={phone} />
          ，由工作人员代为预约。
        </p>
      )}
    </div>
  )
}

const FreeToday = ({ day }: { day: FreeDay }) =>
  day.closed ? (
    <Badge>今天不开放</Badge>
  ) : day.free.length === 0 ? (
    <Badge tone="red">今天已约满</Badge>
  ) : (
    <Badge tone="green">今天还有空</Badge>
  )

interface Props {
  resource: Omit<ResourceCard, 'today'> & {
    terms: string
    opens: string
    closes: string
    days_off: boolean
    longest_hours: number
  }
  photos: readonly Picture[]
  days: readonly FreeDay[]
}

/** One thing that can be booked, and when it is free in the two weeks to come. */
export function ResourcePage({ resource, photos, days }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title={resource.name} lead={[resource.kind, resource.place].filter(Boolean).join(' · ')} />
      <Card>
        <Facts
          items={[
            { label: '可容纳', value: `${resource.capacity} 人` },
            {
              label: '开放时间',
              value: `${resource.days_off ? '每天' : '工作日'} ${resource.opens}–${resource.closes}`,
            },
            { label: '一次最长', value: `${resource.longest_hours} 小时` },
            { label: '预约方式', value: resource.approval ? '提交后由工作人员审核' : '提交即成功' },
          ]}
        />
        {resource.introduction && <p class="prose">{resource.introduction}</p>}
        {resource.terms && <p class="prose">使用须知：{resource.terms}</p>}
        <Pictures files={photos} alt={resource.name} />
      </Card>
      <Card title="选一个空闲的时段">
        <FreeDays days={days} resourceId={resource.id} />
      </Card>
    </div>
  )
}

/** Days with what is free of them; each stretch leads to the form. */
export const FreeDays = ({ days, resourceId }: { days: readonly FreeDay[]; resourceId: string }) => (
  <ol class="free-days">
    {days.map(({ day, today, closed, free }) => (
      <li class={closed ? 'closed' : undefined}>
        <span class="free-day">
          <b>{today ? '今天' : weekday(day)}</b> <span class="quiet">{day.slice(5)}</span>
        </span>
        <span class="free-times">
          {closed && <span class="quiet">不开放</span>}
          {!closed && free.length === 0 && <span class="quiet">{today ? '今天没有空闲了' : '已约满'}</span>}
          {free.map(one => (
            <a
              class="button"
              href={`/act/booking/ask?resource_id=${resourceId}&day=${day}&from=${encodeURIComponent(one.from)}`}
            >
              {one.from}–{one.to}
              <span class="visually-hidden">，{day}，预约</span>
            </a>
          ))}
        </span>
      </li>
    ))}
  </ol>
)
