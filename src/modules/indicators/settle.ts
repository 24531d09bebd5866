import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { indicators } from '#platform/indicators'
import { perform } from '#platform/perform'
import { lastOver, type PeriodKind, periodKinds } from '#platform/periods'
import { rankOf, shapeOf } from './dictionary.ts'
import { periodFlow } from './period.ts'
import { standardIndicators } from './standard.ts'
import { indicatorFlow, type Settled } from './workflow.ts'

/** Puts into the dictionary what is missing: what is counted, and the standard set of what is reported. */
export async function settleIndicators(given: Ctx): Promise<number> {
  const ctx: Ctx = { ...given, actor: system }
  await oneAtATime(ctx)
  const known = new Set(
    (await ctx.db.selectFrom('indicator').select('code').limit(1000).execute()).map(row => row.code),
  )
  const missing = [...declared(), ...standard()].filter(one => !known.has(one.code))
  for (const one of missing) await perform(ctx, indicatorFlow, 'settle', null, { ...one })
  return missing.length
}

/** Puts one of the standard set into the dictionary, where somebody reports it before the first night. */
export async function settleOne(ctx: Ctx, code: string): Promise<void> {
  const one = [...declared(), ...standard()].find(candidate => candidate.code === code)
  await oneAtATime(ctx)
  const known = await ctx.db.selectFrom('indicator').select('id').where('code', '=', code).executeTakeFirst()
  if (one && !known) await perform({ ...ctx, actor: system }, indicatorFlow, 'settle', null, { ...one })
}

/** The night and the first report may come at once. */
const oneAtATime = (ctx: Ctx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('indicator settle', ${ctx.centre.id}))`.execute(ctx.db)

const declared = (): Settled[] =>
  [...indicators.values()].map(one => ({
    ...{ source: 'counted', code: one.code, theme: one.group, rank: rankOf(one), origin: '', part_of: null },
    ...shapeOf(one),
    opens: one.opens ?? 'county',
  }))
const standard = (): Settled[] =>
  standardIndicators.map((one, rank) => ({ ...one, source: 'reported', rank }))

/** What is over and not opened yet waits to be looked through: what is counted, and what is reported. */
export async function openPeriods(given: Ctx): Promise<number> {
  const ctx: Ctx = { ...given, actor: system }
  const today = dayOf(ctx.now)
  const periods = (Object.keys(periodKinds) as PeriodKind[]).map(kind => lastOver(kind, today).code)
  const open = await ctx.db
    .selectFrom('indicator_period')
    .select(['source', 'period'])
    .where('period', 'in', periods)
    .limit(100)
    .execute()
  const isOpen = new Set(open.map(row => `${row.source} ${row.period}`))
  const missing = (['counted', 'reported'] as const).flatMap(source =>
    periods.flatMap(period => (isOpen.has(`${source} ${period}`) ? [] : [{ source, period }])),
  )
  for (const one of missing) await perform(ctx, periodFlow, 'begin', null, one)
  return missing.length
}
