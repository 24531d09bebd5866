import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Coming } from '#ui/coming'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import type { StateBadge } from './booking.tsx'

export interface BookingLine {
  id: string
  resource: string
  hours: string
  purpose: string
  state: StateBadge
}

interface Props {
  coming: ReadonlyArray<BookingLine & { buttons: Button[] }>
  past: readonly BookingLine[]
  feed: Feed | null
}
export interface Feed {
  address: string
  buttons: Button[]
}

/** One's own bookings: what is to come with what to do, what was. */
export function MyBookings({ coming, past, feed }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="我的预约"
        actions={
          <a class="button button-primary" href="/bookings">
            预约场地
          </a>
        }
      />
      {coming.length === 0 && past.length === 0 && (
        <Card>
          <Empty
            icon="calendar"
            title="还没有预约过场地"
            text="会议室、直播间、工位都可以免费用。"
            action={{ href: '/bookings', label: '去看看' }}
          />
        </Card>
      )}
      <Coming
        title="要用的"
        coming={coming}
        past={past}
        line={one => <Line one={one} />}
        actions={one => <ActionButtons offers={one.buttons} back="/my/bookings" />}
      />
      <FeedCard feed={feed} back="/my/bookings" />
    </div>
  )
}

const Line = ({ one }: { one: BookingLine }) => (
  <div>
    <a href={`/my/bookings/${one.id}`}>{one.resource}</a>{' '}
    <Badge tone={one.state.tone}>{one.state.label}</Badge>
    <p class="quiet">
      {one.hours} · {one.purpose}
    </p>
  </div>
)

/** The address for a calendar program, or the way to get one. */
export const FeedCard = ({
  feed,
  resourceId,
  back,
}: {
  feed: Feed | null
  /** Absent: one's own bookings. */
  resourceId?: string
  back: string
}) => (
  <Card title="日历订阅">
    {feed ? (
      <>
        <p>
          把下面的地址添加到手机或电脑的日历，预约和报名的活动会自动出现在日历里。地址等于钥匙，请不要转发。
        </p>
        <p class="prose">
          <code>{feed.address}</code>
        </p>
        <ActionButtons offers={feed.buttons} back={back} />
      </>
    ) : (
      <>
        <p>订阅后，预约和报名的活动会自动出现在手机或电脑的日历里。</p>
        <form method="post" action="/act/calendar_feed/subscribe" data-controller="submit-once">
          <input type="hidden" name="_back" value={back} />
          {resourceId && <input type="hidden" name="resource_id" value={resourceId} />}
          <button type="submit" class="button">
            生成订阅地址
          </button>
        </form>
      </>
    )}
  </Card>
)
