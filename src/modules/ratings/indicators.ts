import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { defineIndicator, type Indicator } from '#platform/indicators'
import { monthsOf, type Period } from '#platform/periods'

/** 5.6.2 Anonymous marks: the month is all that is known of when, and nothing leads to one of them. */
const marks = async (ctx: Ctx, period: Period): Promise<{ n: number; satisfied: number }> => {
  const months = monthsOf(period.code)
  const { rows } = await sql<{ n: number; satisfied: number }>`
    select count(*) as n, count(*) filter (where mark >= 3) as satisfied from rating
    where month between ${months[0]} and ${months.at(-1)}`.execute(ctx.db)
  return rows[0] ?? { n: 0, satisfied: 0 }
}

const shared = {
  ...({ group: '评价与反馈', clause: '6.1.1', frequency: 'month', adds: true, wholeMonths: true } as const),
  records: () => '/desk/ratings',
} satisfies Partial<Indicator>

defineIndicator({
  ...{ ...shared, code: 'ratings.count', label: '好差评', unit: '份', measure: 'count' },
  definition: '统计期内收到的服务评价，一事一评；按评价月归期，匿名的评价到月末才计入。',
  formula: '收到的评价份数之和',
  count: async (ctx, period) => [{ town: null, value: (await marks(ctx, period)).n }],
})

defineIndicator({
  ...{ ...shared, code: 'ratings.satisfied', label: '好差评满意率', unit: '%', measure: 'permille' },
  definition: '统计期内收到的服务评价中，非常满意、满意、基本满意的占比；没有评价的不计入。',
  formula: '基本满意以上的份数 ÷ 评价份数',
  count: async (ctx, period) => {
    const { n, satisfied } = await marks(ctx, period)
    return [{ town: null, value: satisfied, base: n }]
  },
})
