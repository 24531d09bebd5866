import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#platform/calendar'
import type { ClauseNumber } from '#platform/clauses'

/** The days and instants of a period, as queries compare with them. */
export interface Span {
  first: Day
  last: Day
  from: Date
  until: Date
}

/** A kind of service that stands in no directory as an item. */
export interface ServiceKind {
  key: string
  label: string
  clause: ClauseNumber
  /** What was really provided: how many in the span. A scalar query. */
  served(span: Span): RawBuilder<number>
  /** Where they are listed. */
  href: string
}

const within = (column: string, { from, until }: Span) => sql`${sql.ref(column)} between ${from} and ${until}`

/**
 * 6.1.3 All that the centre provides besides the items of its directory. Counted is what was carried out, by the day on which it
 * was: what was asked for, announced or cancelled is none.
 */
export const serviceKinds: readonly ServiceKind[] = [
  {
    ...{ key: 'consulting', label: '咨询答复', clause: '5.1', href: '/desk/consultations' },
    served: span => sql`(select count(*) from consultation
      where ${within('answered_at', span)} and state <> 'withdrawn')`,
  },
  {
    ...{ key: 'resources', label: '资源对接', clause: '5.2.1', href: '/desk/resources/needs' },
    served: span => sql`(select count(*) from resource_referral where ${within('introduced_at', span)})`,
  },
  {
    ...{ key: 'matching', label: '供需对接', clause: '5.2.1', href: '/desk/introductions' },
    served: span => sql`(select count(*) from introduction where ${within('talking_at', span)})`,
  },
  {
    ...{ key: 'activities', label: '沙龙、讲座、参观、考察', clause: '5.2.2', href: '/desk/activities' },
    served: span => sql`(select count(*) from activity
      where ${within('ends_at', span)} and state in ('held', 'closed'))`,
  },
  {
    ...{ key: 'training', label: '培训班', clause: '5.3.1', href: '/desk/classes' },
    served: ({ first, last }) => sql`(select count(*) from training_class
      where ends_on between ${first} and ${last} and state in ('completed', 'archived'))`,
  },
  {
    ...{ key: 'jobs', label: '招聘求职', clause: '5.3.2', href: '/desk/jobs' },
    served: span => sql`(select count(*) from job_application
      where ${within('applied_at', span)} and state <> 'withdrawn')`,
  },
  {
    ...{ key: 'internships', label: '实习实践', clause: '5.3.2', href: '/desk/jobs' },
    served: ({ first, last }) => sql`(select count(*) from internship
      where from_on <= ${last} and until_on >= ${first} and state not in ('agreeing', 'ended'))`,
  },
  {
    ...{ key: 'talents', label: '人才引荐', clause: '5.3.3', href: '/desk/talents' },
    served: span => sql`(select count(*) from talent_introduction where ${within('agreed_at', span)})`,
  },
  {
    ...{ key: 'incubation', label: '创业孵化', clause: '5.4.1', href: '/desk/incubation' },
    served: ({ first, last }) => sql`(select count(*) from incubation
      where first_day <= ${last} and coalesce(left_on, graduated_on, ended_at::date, 'infinity') >= ${first}
        and state not in ('agreeing', 'refused', 'withdrawn'))`,
  },
  {
    ...{ key: 'mentoring', label: '创业辅导', clause: '5.4.1', href: '/desk/mentors' },
    served: span => sql`(select count(*) from mentoring_session
      where ${within('starts_at', span)} and state in ('recorded', 'confirmed'))`,
  },
  {
    ...{ key: 'contests', label: '创业大赛、技能大赛', clause: '5.4.2', href: '/desk/contests' },
    served: span => sql`(select count(*) from contest
      where ${within('announced_at', span)} and state in ('announced', 'closed'))`,
  },
  {
    ...{ key: 'publicity', label: '宣传稿件', clause: '5.5', href: '/desk/articles' },
    served: span => sql`(select count(*) from article
      where ${within('published_at', span)} and version is not null and state <> 'withdrawn')`,
  },
  {
    ...{ key: 'policies', label: '政策信息', clause: '5.5', href: '/desk/policies' },
    served: span => sql`(select count(*) from policy where ${within('published_at', span)} and shown)`,
  },
  {
    ...{ key: 'vouchers', label: '服务券兑付', clause: '5.6.1', href: '/desk/vouchers/redemptions' },
    served: ({ first, last }) => sql`(select count(*) from voucher_redemption
      where paid_on between ${first} and ${last} and state = 'paid')`,
  },
  {
    // For the government and whoever reports: it is provided when the figures of a period are final or a brief is sent, not while they come in.
    ...{ key: 'statistics', label: '统计分析和信息报送', clause: '5.6.2', href: '/desk/indicators/periods' },
    served: span => sql`(select count(*) from indicator_period where ${within('locked_at', span)})
      + (select count(*) from report_round where ${within('locked_at', span)})
      + (select count(*) from brief where ${within('first_sent_at', span)})`,
  },
  {
    ...{ key: 'premises', label: '场地预约使用', clause: '4.3.1', href: '/desk/bookings' },
    served: span => sql`(select count(*) from booking
      where ${within('used_from', span)} and party_id is not null and state in ('in_use', 'done'))`,
  },
  {
    ...{ key: 'stations', label: '乡村服务站代办', clause: '4.3.3', href: '/desk/stations' },
    served: ({ first, last }) => sql`(select count(*) from station_entry
      where day between ${first} and ${last} and buy_count + sell_count + parcel_count + errand_count > 0)`,
  },
]
