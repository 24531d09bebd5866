import { sql } from 'kysely'
import { countAll, defineClausePart, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, type Ledger, ledgerOf } from '#platform/packs'
import { type Period, partsOf } from '#platform/periods'
import { correctionFlow } from './correction.ts'
import { indicatorFlow } from './workflow.ts'

const href = '/desk/indicators'
/** The period itself and every shorter one within it. */
const codes = (period: Period) =>
  sql.join([...new Set([period.code, ...partsOf(period, 'month').map(part => part.code)])])

defineClausePart({
  clause: '5.6.2',
  module: 'indicators',
  does: '指标有口径、公式、来源和版本，数字由记录算出、能点到明细；统计期锁定，更正一律用更正单。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      active: sql`select count(*) from indicator where state = 'active'`,
      values: sql`select count(distinct code) from indicator_value where period in (${codes(period)})`,
      locked: sql`select count(*) from indicator_period where state = 'locked' and period in (${codes(period)})`,
      corrected: sql`select count(*) from indicator_correction where state = 'approved' and period in (${codes(period)})`,
      late: lateTasks(ctx, 'indicator_period', 'indicator_correction', 'indicator_version'),
    })
    return lookOf({
      evidence: [
        {
          label: '使用中的指标',
          count: n.active,
          unit: '项',
          now: true,
          href: '/desk/indicators/dictionary',
        },
        { label: '有数字的指标', count: n.values, unit: '项', href },
        { label: '锁定的统计期', count: n.locked, unit: '个', href },
        { label: '批准的更正单', count: n.corrected, unit: '张', href },
      ],
      nothing: n.active === 0 && {
        says: '指标字典是空的。',
        mend: '启用默认的指标，指定负责人。',
        href: '/desk/indicators/dictionary',
      },
      gaps: [
        n.values === 0 && { says: '统计期还没有数字。', mend: '统计期结束后自动计算，或现在计算。', href },
        lateGap(n.late, '统计'),
      ],
    })
  },
})

interface ValueRow {
  id: string
  code: string
  label: string
  period: string
  value: number
  base: number | null
  counted_at: Date
}

/** The county's values: those of single reporters are not in it, nor what few stand behind. */
const values: Ledger = {
  title: '统计数据台账',
  columns: [
    { label: '指标', value: (row: ValueRow) => row.label, width: 40 },
    { label: '统计期', value: (row: ValueRow) => row.period },
    { label: '数值（分子）', value: (row: ValueRow) => row.value, kind: 'number' },
    { label: '分母', value: (row: ValueRow) => row.base, kind: 'number' },
    { label: '计算', value: (row: ValueRow) => row.counted_at, kind: 'dateTime' },
  ],
  count: async (ctx, period) =>
    (
      await countAll(ctx, {
        n: sql`select count(*) from indicator_value where town = 'county' and coalesce(reporters, 3) >= 3 and period in (${codes(period)})`,
      })
    ).n,
  async page(ctx, period, after, limit) {
    const { rows } = await sql<ValueRow>`
      select * from (
        select value.code || ' ' || value.period || ' ' || value.version as id, value.code, indicator.label, value.period,
          value.value, value.base, value.counted_at
        from indicator_value value join indicator on indicator.code = value.code
        where value.town = 'county' and coalesce(value.reporters, 3) >= 3 and value.period in (${codes(period)})) found
      where id > ${after} order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
}

definePackPart({
  clause: '5.6.2',
  module: 'indicators',
  ledgers: [
    ledgerOf(indicatorFlow, {
      title: '指标字典台账',
      when: 'now',
      columns: [
        { label: '代码', value: row => row.code, width: 28 },
        { label: '指标', value: row => row.label, width: 40 },
        { label: '来源', value: row => (row.source === 'counted' ? '由记录计算' : '填报') },
        { label: '版本', value: row => row.version, kind: 'number' },
      ],
    }),
    values,
    ledgerOf(correctionFlow, {
      title: '数据更正单台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '指标', value: row => row.label, width: 40 },
        { label: '统计期', value: row => row.period },
        { label: '原值', value: row => row.old_value, kind: 'number' },
        { label: '新值', value: row => row.new_value, kind: 'number' },
        { label: '理由', value: row => row.reason, width: 40 },
      ],
    }),
  ],
})
