import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { evidenceFlow } from './evidence.ts'
import { activityFlow } from './workflow.ts'

const href = '/desk/activities'

defineClausePart({
  clause: '5.2.2',
  module: 'activities',
  does: '沙龙、讲座、参观、考察先报方案再审批，网上报名、扫码签到，照片自带时间地点，纪要和费用归档。',
  async look(ctx, period) {
    const held = sql`state in ('held', 'closed') and ${inPeriod('starts_at', period)}`
    const n = await countAll(ctx, {
      held: sql`select count(*) from activity where ${held}`,
      closed: sql`select count(*) from activity where state = 'closed' and ${inPeriod('starts_at', period)}`,
      came: sql`select count(*) from activity_participant participant join activity on activity.id = activity_id
        where participant.arrived_at is not null and ${inPeriod('activity.starts_at', period)}`,
      bare: sql`select count(*) from activity where ${held} and not exists (select from activity_evidence
        where activity_id = activity.id and activity_evidence.kind = 'photo' and activity_evidence.state = 'kept')`,
      late: lateTasks(ctx, 'activity'),
    })
    return lookOf({
      evidence: [
        { label: '举办的活动', count: n.held, unit: '场', href },
        { label: '归档的活动', count: n.closed, unit: '场', href },
        { label: '签到', count: n.came, unit: '人次', href },
      ],
      nothing: n.held === 0 && {
        says: '统计期内没有举办活动。',
        mend: '策划沙龙、讲座、参观或考察，报批后发布。',
        href,
      },
      gaps: [
        n.bare > 0 && {
          says: `${n.bare} 场活动没有现场照片。`,
          mend: '补传照片，系统会标明何时补传。',
          href,
        },
        lateGap(n.late, '活动'),
      ],
    })
  },
})

definePackPart({
  clause: '5.2.2',
  module: 'activities',
  ledgers: [
    ledgerOf(activityFlow, {
      title: '活动台账',
      when: { at: 'starts_at' },
      columns: [
        { label: '名称', value: row => row.title, width: 40 },
        { label: '类型', value: row => row.kind },
        { label: '开始', value: row => row.starts_at, kind: 'dateTime' },
        { label: '地点', value: row => row.place, width: 30 },
        { label: '主办', value: row => row.organiser, width: 30 },
        { label: '名额', value: row => row.capacity, kind: 'number' },
        { label: '小结', value: row => row.summary, width: 60 },
      ],
    }),
  ],
  files: [
    attachmentsOf(evidenceFlow, {
      title: '活动照片和签到表',
      when: { at: 'added_at' },
      fields: ['photos', 'sheets'],
    }),
  ],
})

defineQualityRule({
  code: 'activities.backfilled',
  module: 'activities',
  kind: 'backfilled',
  label: '活动签到补录',
  mend: '对照纸质签到表核对；无误的写明“已核对”。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select activity.id, activity.title, '/desk/activities/' || activity.id || '/registrations' as href,
        activity.owner_id as who, max(coalesce(arrived_at, ends_at)) as at, '有 ' || count(*) || ' 人次签到是补录的。' as says
      from activity_participant participant join activity on activity.id = activity_id
      where coalesce(backfill_reason, '') <> ''
        and (starts_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      group by activity.id, activity.title, activity.owner_id order by activity.id limit ${limit}`.execute(
      ctx.db,
    )
    return rows
  },
})
defineQualityRule({
  code: 'activities.no_photo',
  module: 'activities',
  kind: 'missing',
  label: '活动没有现场照片',
  mend: '在活动的“材料”里补传照片。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, title, '/desk/activities/' || id || '/evidence' as href, owner_id as who, ends_at as at,
        '举办了，没有一张现场照片。' as says
      from activity where state in ('held', 'closed')
        and (starts_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
        and not exists (select from activity_evidence where activity_id = activity.id and activity_evidence.kind = 'photo'
          and activity_evidence.state = 'kept')
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
