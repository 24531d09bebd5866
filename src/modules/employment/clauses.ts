import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { applicationFlow } from './application.ts'
import { checkFlow } from './check.ts'
import { internshipFlow } from './internship.ts'
import { introductionFlow } from './introduction.ts'
import { jobPostFlow } from './workflow.ts'

const href = '/desk/jobs'

defineClausePart({
  clause: '5.3.2',
  module: 'employment',
  does: '岗位和实习信息审核后公开、到期下架，录用后核实到岗并回访在岗；实习三方协议、日记、鉴定齐全。',
  async look(ctx, period) {
    const published = (kind: string) =>
      sql`select count(*) from job_post where kind = ${kind} and ${inPeriod('published_at', period)}`
    const n = await countAll(ctx, {
      jobs: published('job'),
      internships: published('internship'),
      talents: published('talent'),
      started: sql`select count(*) from job_application where state = 'started' and ${dayIn('started_on', period)}`,
      trained: sql`select count(*) from internship where ${dayIn('from_on', period)} and state <> 'agreeing'`,
      late: lateTasks(ctx, 'job_post', 'job_application', 'job_check', 'internship'),
    })
    return lookOf({
      evidence: [
        { label: '招聘岗位', count: n.jobs, unit: '个', href },
        { label: '实习岗位', count: n.internships, unit: '个', href },
        { label: '人才引进岗位', count: n.talents, unit: '个', href },
        { label: '核实到岗', count: n.started, unit: '人次', href: '/desk/jobs/hires' },
        { label: '实习', count: n.trained, unit: '人次', href: '/desk/jobs/internships' },
      ],
      nothing: n.jobs + n.internships + n.talents === 0 && {
        says: '统计期内没有公开岗位和实习信息。',
        mend: '走访用人单位，登记岗位和实习，审核后公开。',
        href,
      },
      gaps: [
        n.internships === 0 && { says: '统计期内没有公开实习信息。', mend: '向用人单位征集实习岗位。', href },
        n.talents === 0 && { says: '统计期内没有人才引进岗位。', mend: '向用人单位征集人才引进岗位。', href },
        lateGap(n.late, '岗位与实习'),
      ],
    })
  },
})

defineClausePart({
  clause: '5.3.3',
  module: 'employment',
  does: '人才库、引荐、在岗回访，为单位和个人提供人力资源服务；求职不收费，有人收费可以举报。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      pool: sql`select count(*) from talent where state = 'listed'`,
      introduced: sql`select count(*) from talent_introduction where ${inPeriod('asked_at', period)}`,
      checked: sql`select count(*) from job_check where ${inPeriod('done_at', period)}`,
      late: lateTasks(ctx, 'talent_introduction'),
    })
    return lookOf({
      evidence: [
        { label: '人才库', count: n.pool, unit: '人', now: true, href },
        { label: '人才引荐', count: n.introduced, unit: '次', href },
        { label: '在岗回访', count: n.checked, unit: '次', href },
      ],
      nothing: n.introduced + n.checked === 0 && {
        says: '统计期内没有人才引荐和在岗回访。',
        mend: '请求职的人加入人才库，按单位需求引荐。',
        href,
      },
      gaps: [lateGap(n.late, '人才引荐')],
    })
  },
})

definePackPart({
  clause: '5.3.2',
  module: 'employment',
  ledgers: [
    ledgerOf(jobPostFlow, {
      title: '岗位台账',
      when: { at: 'published_at' },
      columns: [
        { label: '岗位', value: row => row.title, width: 40 },
        { label: '招聘人数', value: row => row.places, kind: 'number' },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '发布', value: row => row.published_at, kind: 'dateTime' },
        { label: '有效期至', value: row => row.valid_until, kind: 'date' },
      ],
    }),
    ledgerOf(applicationFlow, {
      title: '录用到岗台账',
      when: { day: 'started_on' },
      columns: [
        { label: '岗位', value: row => row.title, width: 40 },
        { label: '录用', value: row => row.hired_at, kind: 'dateTime' },
        { label: '到岗', value: row => row.started_on, kind: 'date' },
      ],
    }),
    ledgerOf(internshipFlow, {
      title: '实习台账',
      when: { day: 'from_on' },
      columns: [
        { label: '岗位', value: row => row.title, width: 40 },
        { label: '学生', value: row => row.person_name, personal: 'name' },
        { label: '学校', value: row => row.school_name, width: 30 },
        { label: '起', value: row => row.from_on, kind: 'date' },
        { label: '止', value: row => row.until_on, kind: 'date' },
        { label: '鉴定编号', value: row => row.certificate_number },
      ],
    }),
  ],
})
definePackPart({
  clause: '5.3.3',
  module: 'employment',
  ledgers: [
    ledgerOf(introductionFlow, {
      title: '人才引荐台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '提出', value: row => row.asked_at, kind: 'dateTime' },
        { label: '同意', value: row => row.agreed_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(checkFlow, {
      title: '在岗回访台账',
      when: { day: 'due_on' },
      columns: [
        { label: '岗位', value: row => row.title, width: 40 },
        { label: '到岗后几天', value: row => row.after_days, kind: 'number' },
        { label: '应回访', value: row => row.due_on, kind: 'date' },
        { label: '回访', value: row => row.done_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'employment.pay',
  module: 'employment',
  kind: 'implausible',
  label: '岗位工资不合常理',
  mend: '与用人单位核对工资和计薪单位，登错的请单位更正。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, title, '/desk/jobs/' || id as href, null as who, published_at as at,
        '月工资写的是 ' || coalesce(low_fen, high_fen) / 100 || ' 至 ' || coalesce(high_fen, low_fen) / 100 || ' 元。' as says
      from job_post where pay_per = 'month' and state in ('published', 'expired', 'closed')
        and (high_fen > 5000000 or low_fen between 1 and 100000)
        and (published_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
