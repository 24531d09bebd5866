import type { Child } from 'hono/jsx'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import type { ActivityCard, PublicActivity } from '../view.ts'

interface ListProps {
  coming: readonly ActivityCard[]
  past: readonly ActivityCard[]
  kinds: readonly string[]
  months: readonly string[]
  kind: string
  month: string
}

/** For everyone: what is to come first, then what was. */
export function ActivityList({ coming, past, kinds, months, kind, month }: ListProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title="活动"
        lead="沙龙、讲座、参观、考察，多数免费。看中了点进去报名，满了可以排候补。"
        actions={
          <a class="button" href="/my/activities">
            我的活动
          </a>
        }
      />
      <form class="activity-filter" method="get" action="/activities">
        <label>
          类别
          <select name="kind" data-controller="submit-on-change">
            <option value="">全部</option>
            {kinds.map(one => (
              <option value={one} selected={one === kind}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label>
          月份
          <select name="month" data-controller="submit-on-change">
            <option value="">全部</option>
            {months.map(one => (
              <option value={one} selected={one === month}>
                {monthLabel(one)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button">
          查看
        </button>
      </form>
      <section class="stack-tight">
        <h2>近期活动</h2>
        {coming.length === 0 ? (
          <Empty
            icon="calendar-event"
            title="近期没有这样的活动"
            text={kind || month ? '换个类别或月份看看。' : '有新活动会在这里发布，也可以订阅到日历。'}
          />
        ) : (
          <ul class="activity-cards">
            {coming.map(one => (
              <Coming one={one} />
            ))}
          </ul>
        )}
      </section>
      {past.length > 0 && (
        <Card title="办过的活动">
          <ul class="task-list">
            {past.map(one => (
              <li>
                <div>
                  <a href={`/activities/${one.id}`}>{one.title}</a>{' '}
                  {one.reason === null ? (
                    one.came !== null && <Badge>{`${one.came} 人到场`}</Badge>
                  ) : (
                    <Badge tone="red">已取消</Badge>
                  )}
                  <p class="quiet">{[one.kind, one.when].join(' · ')}</p>
                  {(one.summary ?? one.reason) && <p>{one.summary ?? `取消原因：${one.reason}`}</p>}
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p class="quiet">
        创业大赛、技能大赛的报名和结果，请看<a href="/contests">大赛</a>。
      </p>
      <p class="quiet">
        订阅活动：<a href="/activities.ics">加到日历</a>，或用阅读器订阅 <a href="/activities.atom">Atom</a>、
        <a href="/activities.rss">RSS</a>、<a href="/activities.json">JSON</a>。
      </p>
    </div>
  )
}

const monthLabel = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

const Coming = ({ one }: { one: ActivityCard }) => (
  <li class="card activity-card">
    {one.cover && (
      <img
        src={`/files/${one.cover.id}/preview`}
        alt={one.cover.alt}
        width={480}
        height={270}
        loading="lazy"
      />
    )}
    <div>
      <h3>
        <a href={`/activities/${one.id}`}>{one.title}</a>
      </h3>
      <p class="quiet">{[one.kind, one.series].filter(Boolean).join(' · ')}</p>
      <p>
        {one.when}
        <br />
        {one.place}
      </p>
      <p>
        <Badge tone={one.phase.tone}>{one.phase.label}</Badge>
      </p>
    </div>
  </li>
)

interface PageProps {
  activity: PublicActivity
  photos: readonly Picture[]
  phone: string
  /** What later modules have to show of it. */
  children?: Child
}

/** One activity: what, when, where, for whom, and the way in. */
export function ActivityPage({ activity, photos, phone, children }: PageProps) {
  const { phase, id } = activity
  return (
    <div class="wrap stack">
      <PageHead
        title={activity.title}
        lead={[activity.kind, activity.series].filter(Boolean).join(' · ')}
        badges={<Badge tone={phase.tone}>{phase.label}</Badge>}
        actions={
          phase.open && (
            <a class="button button-primary" href={`/act/activity_registration/register?activity_id=${id}`}>
              {phase.tone === 'orange' ? '排候补' : '我要报名'}
            </a>
          )
        }
      />
      {activity.reason !== null && (
        <Alert tone="danger" title="活动已取消">
          <p>原因：{activity.reason}</p>
        </Alert>
      )}
      {activity.moved !== null && activity.reason === null && activity.came === null && (
        <Alert tone="warning" title="活动改过时间，以本页为准">
          <p>改期原因：{activity.moved}</p>
        </Alert>
      )}
      {activity.cover && (
        <img
          class="activity-cover"
          src={`/files/${activity.cover.id}/preview`}
          alt={activity.cover.alt}
          width={960}
          height={400}
        />
      )}
      {activity.came !== null && (
        <Card title="活动小结">
          <p class="prose">{activity.summary ?? '小结还在整理。'}</p>
          <p class="quiet">到场 {activity.came} 人。</p>
          <Pictures files={photos} alt="现场照片" />
        </Card>
      )}
      <Card>
        <Facts
          items={[
            { label: '时间', value: activity.when },
            { label: '地点', value: activity.place },
            { label: '适合', value: activity.audience },
            { label: '主办', value: activity.organiser },
            { label: '名额', value: `${activity.capacity} 人` },
            { label: '预留', value: activity.groups },
            { label: '费用', value: activity.fee },
            { label: '报名', value: activity.registration },
            activity.mostPeople > 1 && { label: '同行', value: `一次最多报 ${activity.mostPeople} 人` },
          ]}
        />
        <p class="prose">{activity.about}</p>
      </Card>
      {children}
      {activity.came === null && activity.reason === null && (
        <Card title="报名须知">
          <ul class="bullets">
            {activity.rules.map(rule => (
              <li>{rule}</li>
            ))}
          </ul>
        </Card>
      )}
      {phase.open && phone && (
        <p class="quiet">
          不会在网上报名的，请打电话 <Phone number={phone} />
          ，由工作人员代为报名。
        </p>
      )}
    </div>
  )
}
