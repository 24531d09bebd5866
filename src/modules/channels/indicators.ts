import { sql } from 'kysely'
import { defineIndicator } from '#platform/indicators'

/** 5.6.2 How often publications were read: counters, behind which no reader stands. */
defineIndicator({
  ...{ code: 'channels.readings', label: '宣传阅读量', group: '宣传', clause: '5.5' },
  definition: '统计期内各传播渠道的阅读次数，同一人同一天在同一渠道读同一篇只算一次；按阅读日归期。',
  formula: '各渠道阅读次数之和',
  ...{ unit: '次', measure: 'count', frequency: 'month', adds: true },
  async count(ctx, { first, last }) {
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum(readings), 0)::bigint as n from channel_reading where day between ${first} and ${last}`.execute(
      ctx.db,
    )
    return [{ town: null, value: rows[0]?.n ?? 0 }]
  },
  records: () => '/desk/channels/readings',
})
