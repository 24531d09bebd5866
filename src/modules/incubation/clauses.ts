import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { mentorFlow } from './mentor.ts'
import { mentoringFlow } from './session.ts'
import { incubationFlow } from './workflow.ts'

const href = '/desk/incubation'

defineClausePart({
  clause: '5.4.1',
  module: 'incubation',
  does: '入驻条件和评分公开，导师可预约、辅导有记录，月报、季度考核、毕业和退出都按公布的规则。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      guide: sql`select count(*) from incubation_guide where state = 'published'`,
      inside: sql`select count(*) from incubation where first_day <= ${period.last}::date
        and coalesce(left_on, graduated_on, ${period.last}::date) >= ${period.first}::date and startup_confirmed_at is not null`,
      mentors: sql`select count(*) from mentor where state = 'active'`,
      sessions: sql`select count(*) from mentoring_session where state in ('recorded', 'confirmed') and ${inPeriod('starts_at', period)}`,
      late: lateTasks(
        ctx,
        'incubation',
        'incubation_review',
        'incubation_assessment',
        'incubation_objection',
        'mentoring_session',
      ),
    })
    return lookOf({
      evidence: [
        { label: '在孵项目', count: n.inside, unit: '个', href },
        { label: '导师', count: n.mentors, unit: '人', now: true, href: '/desk/mentors' },
        { label: '创业辅导', count: n.sessions, unit: '次', href: '/desk/mentors/sessions' },
      ],
      nothing: n.guide + n.inside + n.mentors === 0 && {
        says: '没有公布入驻条件，没有导师和在孵项目。',
        mend: '公布孵化办法，聘请导师，受理入驻申请。',
        href,
      },
      gaps: [
        n.guide === 0 && {
          says: '没有公布入驻条件和考核办法。',
          mend: '编写并公布孵化办法。',
          href: '/desk/incubation/guide',
        },
        n.mentors === 0 && {
          says: '没有在聘的导师。',
          mend: '登记创业导师和可预约的时间。',
          href: '/desk/mentors',
        },
        n.sessions === 0 && {
          says: '统计期内没有创业辅导记录。',
          mend: '安排导师辅导并记录。',
          href: '/desk/mentors/sessions',
        },
        lateGap(n.late, '孵化'),
      ],
    })
  },
})

definePackPart({
  clause: '5.4.1',
  module: 'incubation',
  ledgers: [
    ledgerOf(incubationFlow, {
      title: '孵化项目台账',
      when: 'now',
      columns: [
        { label: '项目', value: row => row.name, width: 40 },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '申请', value: row => row.applied_at, kind: 'dateTime' },
        { label: '入驻', value: row => row.first_day, kind: 'date' },
        { label: '到期', value: row => row.last_day, kind: 'date' },
        { label: '毕业', value: row => row.graduated_on, kind: 'date' },
      ],
    }),
    ledgerOf(mentorFlow, {
      title: '导师台账',
      when: 'now',
      columns: [
        { label: '姓名', value: row => row.name, personal: 'name' },
        { label: '单位', value: row => row.work, width: 40 },
      ],
    }),
    ledgerOf(mentoringFlow, {
      title: '创业辅导台账',
      when: { at: 'starts_at' },
      columns: [
        { label: '开始', value: row => row.starts_at, kind: 'dateTime' },
        { label: '内容', value: row => row.topic, width: 40 },
        { label: '分钟', value: row => row.minutes, kind: 'number' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'incubation.month_late',
  module: 'incubation',
  kind: 'late',
  label: '孵化月报晚报',
  mend: '提醒企业按月报送；数字有疑问的退回更正。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select month.id, incubation.name || ' ' || month.month as title, '/desk/incubation/' || incubation.id as href,
        incubation.owner_id as who, reported_at as at, '月报晚报，报送时已过 ' || late_from || '。' as says
      from incubation_month month join incubation on incubation.id = incubation_id
      where late and reported_at is not null and ${dayIn('late_from', { first, last })}
      order by month.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
