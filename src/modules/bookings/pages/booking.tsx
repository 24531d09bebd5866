import type { Button, Told } from '#modules/actions'
import { dateTime, time } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'

export interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface BookingView {
  id: string
  resource: string
  place: string
  plate: string | null
  terms: string
  /** '2026-11-26 09:00–11:00' */
  hours: string
  people: number
  purpose: string
  party: string | null
  colleague: string | null
  contact_name: string
  contact_phone: string
  used_from: Date | null
  used_until: Date | null
  remark: string
  mark: string | null
  driver: string | null
  destination: string | null
  km_from: number | null
  km_to: number | null
}

interface Props {
  booking: BookingView
  state: StateBadge
  buttons: Button[]
  story: Told[]
  back: string
  /** Of the resource, for staff. */
  resourceHref: string | null
}

/** One booking, for who booked and for staff: when, where, what to do now. */
export function BookingPage({ booking, state, buttons, story, back, resourceHref }: Props) {
  const used = booking.used_from && [
    dateTime(booking.used_from),
    booking.used_until ? time(booking.used_until) : '',
  ]
  return (
    <>
      <PageHead
        title={booking.resource}
        lead={booking.hours}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <Card title="预约内容">
          <Facts
            items={[
              { label: '时间', value: booking.hours },
              { label: '地点', value: booking.place },
              booking.plate !== null && { label: '车牌号', value: booking.plate },
              { label: '用途', value: booking.purpose },
              { label: '人数', value: `${booking.people} 人` },
              { label: '预约人', value: booking.party ?? booking.colleague },
              { label: '联系人', value: booking.contact_name },
              { label: '联系电话', value: <Phone number={booking.contact_phone} /> },
              booking.destination !== null && { label: '去哪里', value: booking.destination },
              booking.driver !== null && { label: '驾驶员', value: booking.driver },
              booking.km_from !== null && {
                label: '里程',
                value:
                  booking.km_to === null
                    ? `出车 ${booking.km_from} 公里`
                    : `${booking.km_from} → ${booking.km_to}，行驶 ${booking.km_to - booking.km_from} 公里`,
              },
              used && { label: '实际使用', value: used.filter(Boolean).join('–') },
              { label: '用得怎么样', value: booking.mark },
              { label: '情况说明', value: booking.remark },
            ]}
          />
          {booking.terms && <p class="quiet">使用须知：{booking.terms}</p>}
          {resourceHref && (
            <p>
              <a href={resourceHref}>{booking.plate ? '这辆车的预约' : '这个场地的预约'}</a>
            </p>
          )}
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
