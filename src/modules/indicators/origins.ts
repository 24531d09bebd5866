import type { Ctx } from '#platform/ctx'
import { defineQuestion } from '#platform/door'
import { dateTime } from '#platform/format'
import { type Period, type PeriodCode, partsOf } from '#platform/periods'
import type { Entry } from './dictionary.ts'
import { valuesOf } from './values.ts'

/** Where a reported figure comes from: what brought it, as far as the reader may open it. */
export interface Origin {
  /** '企业电商月报（2026 年 10 月）' */
  label: string
  /** Of what it stands for, or null where there is nothing more to see. */
  href: string | null
  /** '12 家报送，2026-11-12 锁定', or who entered it and when. */
  says: string
}

/**
 * 5.6.2 The door by which a later module says which of its records a reported figure of these periods was made of; what it
 * names is what this reader may open.
 */
export const originOfFigures = defineQuestion<{ code: string; periods: readonly PeriodCode[] }, Origin>()

/** What a reported figure was made of: reports, else who entered it and when. */
export async function originsOf(ctx: Ctx, entry: Entry, period: Period): Promise<Origin[]> {
  const periods = partsOf(period, entry.frequency).map(one => one.code)
  const found = await originOfFigures.ask(ctx, { code: entry.code, periods })
  return found.length > 0 ? found : enteredBy(ctx, entry, periods)
}

async function enteredBy(ctx: Ctx, entry: Entry, periods: readonly PeriodCode[]): Promise<Origin[]> {
  const held = (await valuesOf(ctx, entry, periods)).filter(row => row.town === 'county')
  const rows = await ctx.db
    .selectFrom('indicator_value')
    .leftJoin('staff', 'staff.id', 'indicator_value.entered_by')
    .select(['indicator_value.period', 'indicator_value.version', 'staff.name'])
    .where('indicator_value.code', '=', entry.code)
    .where('indicator_value.period', 'in', ['', ...periods])
    .where('indicator_value.town', '=', 'county')
    .limit(100)
    .execute()
  return held.map(row => {
    const name = rows.find(one => one.period === row.period && one.version === row.version)?.name
    const from = entry.origin || '来源没有写明'
    return {
      ...{ label: `${from}提供`, href: null },
      says: `${name ? `${name}录入` : '由系统导入'}，${dateTime(row.counted_at)}`,
    }
  })
}
