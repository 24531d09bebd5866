import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { entryFlow } from './entry.ts'
import { contestFlow } from './workflow.ts'

const href = '/desk/contests'

defineClausePart({
  clause: '5.4.2',
  module: 'contests',
  does: '大赛规则先公布再评审，评委独立封存打分并回避，名次任何人都能重算，公示后颁奖。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      held: sql`select count(*) from contest where state not in ('draft', 'approving', 'approved', 'cancelled')
        and ${inPeriod('published_at', period)}`,
      announced: sql`select count(*) from contest where ${inPeriod('announced_at', period)}`,
      entries: sql`select count(*) from contest_entry where ${inPeriod('submitted_at', period)}`,
      late: lateTasks(ctx, 'contest', 'contest_entry', 'contest_objection', 'contest_prize', 'contest_sheet'),
    })
    return lookOf({
      evidence: [
        { label: '举办的大赛', count: n.held, unit: '个', href },
        { label: '参赛作品', count: n.entries, href },
        { label: '公布结果', count: n.announced, unit: '个', href },
      ],
      nothing: n.held + n.announced === 0 && {
        says: '统计期内没有举办创业大赛、技能大赛。',
        mend: '有条件的，拟订大赛方案报批。',
        href,
      },
      gaps: [lateGap(n.late, '大赛')],
    })
  },
})

definePackPart({
  clause: '5.4.2',
  module: 'contests',
  ledgers: [
    ledgerOf(contestFlow, {
      title: '大赛台账',
      when: { at: 'published_at' },
      columns: [
        { label: '名称', value: row => row.title, width: 40 },
        { label: '主办', value: row => row.organiser, width: 30 },
        { label: '地点', value: row => row.place, width: 30 },
        { label: '奖金（元）', value: row => row.prize_fen, kind: 'money' },
        { label: '公布结果', value: row => row.announced_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(entryFlow, {
      title: '参赛作品台账',
      when: { at: 'submitted_at' },
      columns: [
        { label: '作品', value: row => row.title, width: 40 },
        { label: '编号', value: row => row.number, kind: 'number' },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '名次', value: row => row.final_rank, kind: 'number' },
      ],
    }),
  ],
})
