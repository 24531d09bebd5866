import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { entryFlow } from './entry.ts'
import { sessionFlow } from './session.ts'
import { sheetFlow } from './sheet.ts'

const href = '/desk/classes'

defineClausePart({
  clause: '5.3.1',
  module: 'attendance',
  does: '每半天扫码签到，补录写明原因、由他人审批并一直标明，同一部手机代签等疑问逐条核对。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      sessions: sql`select count(*) from attendance_session where state = 'closed' and ${inPeriod('starts_at', period)}`,
      present: sql`select count(*) from attendance join attendance_session session on session.id = session_id
        where attendance.state = 'present' and ${inPeriod('session.starts_at', period)}`,
      doubts: sql`select count(*) from attendance_signal where state = 'open'`,
      late: lateTasks(ctx, 'attendance_entry', 'attendance_signal', 'attendance'),
    })
    return lookOf({
      evidence: [
        { label: '签到的半天', count: n.sessions, unit: '个', href },
        { label: '到课', count: n.present, unit: '人次', href },
      ],
      gaps: [
        n.doubts > 0 && {
          says: `${n.doubts} 条考勤疑问没有核对。`,
          mend: '由负责核对的人员听取说明后了结。',
          href: '/desk/classes',
        },
        lateGap(n.late, '考勤'),
      ],
    })
  },
})

definePackPart({
  clause: '5.3.1',
  module: 'attendance',
  ledgers: [
    ledgerOf(sessionFlow, {
      title: '签到场次台账',
      when: { at: 'starts_at' },
      columns: [
        { label: '开始', value: row => row.starts_at, kind: 'dateTime' },
        { label: '结束', value: row => row.ends_at, kind: 'dateTime' },
        { label: '学时', value: row => row.hours_tenths / 10, kind: 'number' },
        { label: '地点', value: row => row.place, width: 30 },
      ],
    }),
    ledgerOf(entryFlow, {
      title: '考勤补录台账',
      when: { at: 'proposed_at' },
      columns: [
        { label: '提出', value: row => row.proposed_at, kind: 'dateTime' },
        { label: '原因', value: row => row.reason, width: 60 },
        { label: '审批意见', value: row => row.answer, width: 40 },
      ],
    }),
  ],
  files: [
    attachmentsOf(sheetFlow, {
      title: '签到表和课堂照片',
      when: { at: 'added_at' },
      fields: ['sheets', 'photos'],
    }),
  ],
})

defineQualityRule({
  code: 'attendance.backfilled',
  module: 'attendance',
  kind: 'backfilled',
  label: '考勤补录',
  mend: '对照纸质签到表和照片核对；无误的写明“已核对”。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select entry.id, class.title, '/desk/attendance/entries/' || entry.id as href, runner_id as who, proposed_at as at,
        '补录 ' || (select count(*) from attendance_entry_line where entry_id = entry.id) || ' 人次：' || entry.reason as says
      from attendance_entry entry join training_class class on class.id = class_id
      where entry.state = 'approved' and (proposed_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by entry.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
