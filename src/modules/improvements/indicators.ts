import { sql } from 'kysely'
import { defineIndicator } from '#platform/indicators'
import { instantsOf, type Period } from '#platform/periods'

const group = '评价与改进'
const whole = (value: number) => (value > 0 ? [{ town: null, value }] : [])

/** 6.2.1 What was found. */
defineIndicator({
  code: 'improvements.findings',
  label: '新发现问题',
  group,
  clause: '6.2.1',
  definition: '当期列出的问题，含再次出现的；并入别的问题、研究后不列为问题的也算在发现的那一期。',
  formula: '按发现日期计数',
  unit: '个',
  measure: 'count',
  frequency: 'month',
  adds: true,
  count: async (ctx, period) => {
    const { from, until } = instantsOf(period)
    const { n } = await ctx.db
      .selectFrom('finding')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('raised_at', '>=', from)
      .where('raised_at', '<=', until)
      .executeTakeFirstOrThrow()
    return whole(n)
  },
  records: period => `/desk/improvements?from=${period.first}&until=${period.last}`,
})

/** 6.2.2 What was closed after somebody else had verified it. */
defineIndicator({
  code: 'improvements.closed',
  label: '销号的改进事项',
  group,
  clause: '6.2.2',
  definition: '当期经他人对照指标验证、销号的改进事项；后来复发的仍算在销号的那一期。',
  formula: '按销号日期计数',
  unit: '项',
  measure: 'count',
  frequency: 'month',
  adds: true,
  count: async (ctx, period) => {
    const { from, until } = instantsOf(period)
    const { n } = await ctx.db
      .selectFrom('improvement')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('closed_at', '>=', from)
      .where('closed_at', '<=', until)
      .executeTakeFirstOrThrow()
    return whole(n)
  },
  records: period => `/desk/improvements/items?from=${period.first}&until=${period.last}`,
})

/** 4.5.1 Work that was done too late or is late still: by the day on which it was due. */
defineIndicator({
  code: 'improvements.late_tasks',
  label: '超期待办',
  group,
  clause: '4.5.1',
  definition:
    '当期到期的待办中，超过时限才办的和至今没有办的；由申请人、服务商办的不算。按到期日归入统计期。',
  formula: '到期日在当期，且办结晚于到期或没有办结的待办计数',
  unit: '项',
  measure: 'count',
  frequency: 'month',
  adds: true,
  count: async (ctx, period: Period) => {
    const { from, until } = instantsOf(period)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from task
      where due_at >= ${from} and due_at <= ${until} and party_id is null
        and coalesce(closed_at, ${ctx.now}) > due_at`.execute(ctx.db)
    return whole(rows[0]?.n ?? 0)
  },
  records: () => '/desk/supervision',
})
