import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Counted, Indicator } from '#platform/indicators'
import { lastOver, type Period, type PeriodKind, periodKinds, periodOf } from '#platform/periods'
import { backFrom, suitsKind } from './dictionary.ts'

/** The value of the county and of its towns. */
export interface CountedPeriod {
  county: { value: number; base: number | null; reporters: number | null } | null
  towns: Counted[]
}

/** Counts one indicator for one period. A rate of nothing is no value; a count of nothing is zero. */
export async function counted(ctx: Ctx, indicator: Indicator, period: Period): Promise<CountedPeriod> {
  const rows = (await indicator.count(ctx, period)).filter(row => row.base !== 0)
  const whole = indicator.whole ? await indicator.whole(ctx, period) : totalOf(indicator, rows)
  if (!whole || whole.base === 0) return { county: null, towns: rows }
  const { value, base = null, reporters = null } = whole
  return { county: { value, base, reporters }, towns: rows }
}

function totalOf({ measure }: Indicator, rows: readonly Counted[]): Omit<Counted, 'town'> | null {
  const sum = (of: (row: Counted) => number | undefined) => rows.reduce((all, row) => all + (of(row) ?? 0), 0)
  if (rows.length === 0) return measure === 'permille' ? null : { value: 0 }
  return {
    value: sum(row => row.value),
    ...(rows.every(row => row.base !== undefined) && { base: sum(row => row.base) }),
    ...(rows.every(row => row.reporters !== undefined) && { reporters: sum(row => row.reporters) }),
  }
}

/** How many periods are counted of a new indicator, so that it can be compared from its first day. */
const first: Record<PeriodKind, number> = { month: 14, quarter: 6, half: 4, year: 3 }

/** Counts what is due of one indicator; returns how many periods. */
export async function countOne(ctx: Ctx, indicator: Indicator): Promise<number> {
  const today = dayOf(ctx.now)
  const isNew = !(await ctx.db
    .selectFrom('indicator_value')
    .select('code')
    .where('code', '=', indicator.code)
    .limit(1)
    .executeTakeFirst())
  const kinds = (Object.keys(periodKinds) as PeriodKind[]).filter(kind =>
    suitsKind(indicator.frequency, kind),
  )
  const periods = kinds.flatMap(kind =>
    isNew ? backFrom(periodOf(kind, today), first[kind]) : [periodOf(kind, today), lastOver(kind, today)],
  )
  await store(ctx, indicator, periods)
  return periods.length
}

type Stored = { town: string; value: number; base?: number | null; reporters?: number | null }

/** What is locked stays; what is counted now stands beside it where it differs. One round for all periods. */
async function store(ctx: Ctx, indicator: Indicator, periods: readonly Period[]): Promise<void> {
  const codes = periods.map(one => one.code)
  await holdOffLocks(ctx, codes)
  const locked = Map.groupBy(await lockedRows(ctx, indicator.code, codes), row => row.period)
  const open: Array<Stored & { period: string; summed: boolean }> = []
  for (const period of periods) {
    const { county, towns } = await counted(ctx, indicator, period)
    const named: Stored[] = towns.map(({ town, ...row }) => ({ town: town ?? 'none', ...row }))
    const rows: Stored[] = [...(county ? [{ town: 'county', ...county }] : []), ...named]
    const kept = locked.get(period.code)
    if (kept) await since(ctx, { code: indicator.code, period: period.code }, kept, rows)
    else
      open.push(
        ...rows.map(row => ({
          ...row,
          period: period.code,
          summed: row.town === 'county' && !indicator.whole && named.length > 0,
        })),
      )
  }
  const changing = codes.filter(code => !locked.has(code))
  await ctx.db
    .deleteFrom('indicator_value')
    .where('code', '=', indicator.code)
    .where('period', 'in', ['', ...changing])
    .execute()
  await insert(ctx, indicator.code, open)
}

/** Parameters of one statement are limited. */
const atOnce = 1000

async function insert(
  ctx: Ctx,
  code: string,
  rows: ReadonlyArray<Stored & { period: string; summed: boolean }>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce)
    await ctx.db
      .insertInto('indicator_value')
      .values(
        rows.slice(at, at + atOnce).map(row => ({
          ...{ code, period: row.period, town: row.town, version: 1, value: row.value },
          ...{ base: row.base ?? null, reporters: row.reporters ?? null, summed: row.summed },
          ...{ state: 'provisional', counted_at: ctx.now },
        })),
      )
      .execute()
}

const lockedRows = (ctx: Ctx, code: string, periods: readonly string[]) =>
  ctx.db
    .selectFrom('indicator_value')
    .select(['period', 'town', 'value', 'base', 'since_value', 'since_base'])
    .where('code', '=', code)
    .where('period', 'in', ['', ...periods])
    .where('state', '=', 'locked')
    .limit(5000)
    .execute()

/** Whoever locks a period waits until its values stand, and the other way round. */
const holdOffLocks = (ctx: Ctx, periods: readonly string[]) =>
  ctx.db
    .selectFrom('indicator_period')
    .select('id')
    .where('source', '=', 'counted')
    .where('period', 'in', ['', ...periods])
    .orderBy('id')
    .limit(200)
    .forShare()
    .execute()

async function since(
  ctx: Ctx,
  of: { code: string; period: string },
  locked: Awaited<ReturnType<typeof lockedRows>>,
  rows: readonly Stored[],
): Promise<void> {
  for (const { town, value, base, since_value, since_base } of locked) {
    const now = rows.find(row => row.town === town) ?? { town, value: 0, base: null }
    const differs = now.value !== value || (now.base ?? null) !== base
    const told = differs
      ? { since_value: now.value, since_base: now.base ?? null }
      : { since_value: null, since_base: null }
    if (told.since_value === since_value && told.since_base === since_base) continue
    await ctx.db
      .updateTable('indicator_value')
      .set({ ...told, counted_at: ctx.now })
      .where('code', '=', of.code)
      .where('period', '=', of.period)
      .where('town', '=', town)
      .execute()
  }
}
