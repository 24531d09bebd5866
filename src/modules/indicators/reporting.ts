import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { type PeriodCode, periodFrom, periodKinds } from '#platform/periods'
import { type Entry, entryOf, type Version, versionFor, versionsOf } from './dictionary.ts'
import { settleOne } from './settle.ts'

export interface Reported {
  code: string
  period: PeriodCode
  /** Division code; null: the whole county. */
  town: string | null
  value: number
  /** Of a rate: its denominator, `value` being the numerator. */
  base?: number
  /** How many single reporters it adds up; null: it comes as one figure of a department. */
  reporters: number | null
}

/** One figure of `putAllReported`. */
export const putReported = (ctx: Ctx, given: Reported): Promise<void> => putAllReported(ctx, [given])

/**
 * Takes over what was reported and approved. Of what adds up, the county is the sum of its towns unless it was given
 * itself. 404 for an unknown code, 422 for a period that does not fit, 409 once the period is locked.
 */
export async function putAllReported(ctx: Ctx, all: readonly Reported[]): Promise<void> {
  for (const [code, given] of Map.groupBy(all, one => one.code)) {
    const entry = await entryOf(ctx, code)
    if (entry?.source !== 'reported' || entry.state !== 'active') throw notFound('这个上报指标')
    if (entry.id === null) await settleOne(ctx, code)
    const versions = await versionsOf(ctx, code)
    const reported = given.map(one => ({
      ...rowOf(entry, versions, one, ctx.now),
      entered_by: ctx.actor.staffId,
    }))
    const rows = await thatDiffer(ctx, code, reported)
    if (rows.length === 0) continue
    await refuseLocked(
      ctx,
      rows.map(row => row.period),
    )
    await upsert(ctx, rows)
    const ofTowns = rows.filter(row => row.town !== 'county')
    if (entry.adds && ofTowns.length > 0)
      await sumTowns(ctx, code, [...new Set(ofTowns.map(row => row.period))])
  }
}

function rowOf(entry: Entry, versions: readonly Version[], given: Reported, at: Date) {
  const period = periodFrom(given.period)
  if (period.kind !== entry.frequency)
    throw invalid({ '': `「${entry.label}」按${periodKinds[entry.frequency].label}报送。` })
  if (!Number.isSafeInteger(given.value) || (given.base !== undefined && !(given.base > 0)))
    throw invalid({ '': `「${entry.label}」的数值不是整数。` })
  const version = versionFor(versions, period)
  if (!version) throw invalid({ '': `「${entry.label}」还没有适用于${period.label}的口径。` })
  return {
    ...{ code: entry.code, period: period.code, version: version.number, town: given.town ?? 'county' },
    ...{ value: given.value, base: given.base ?? null, reporters: given.reporters },
    ...{ summed: false, state: 'provisional', counted_at: at },
  }
}

type Row = ReturnType<typeof rowOf>

/** A job may come twice: what stands there already is not reported anew, and not refused for being locked by now. */
async function thatDiffer<R extends Row>(ctx: Ctx, code: string, rows: readonly R[]): Promise<R[]> {
  const columns = ['period', 'town', 'version', 'value', 'base', 'reporters', 'summed'] as const
  const said = (row: Pick<Row, (typeof columns)[number]>) => JSON.stringify(columns.map(name => row[name]))
  const stored = await ctx.db
    .selectFrom('indicator_value')
    .select(columns)
    .where('code', '=', code)
    .where('period', 'in', ['', ...new Set(rows.map(row => row.period))])
    .limit(5_000)
    .execute()
  const known = new Set(stored.map(said))
  return rows.filter(row => !known.has(said(row)))
}

/** Parameters of one statement are limited. */
const atOnce = 1000

async function upsert(ctx: Ctx, rows: ReadonlyArray<Row & { entered_by: string | null }>): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce)
    await ctx.db
      .insertInto('indicator_value')
      .values(rows.slice(at, at + atOnce))
      .onConflict(conflict =>
        conflict.columns(['centre_id', 'code', 'period', 'town', 'version']).doUpdateSet(eb => ({
          value: eb.ref('excluded.value'),
          base: eb.ref('excluded.base'),
          reporters: eb.ref('excluded.reporters'),
          summed: eb.ref('excluded.summed'),
          counted_at: eb.ref('excluded.counted_at'),
          entered_by: eb.ref('excluded.entered_by'),
        })),
      )
      .execute()
}

/** The county as the sum of its towns, unless it was given itself. */
export async function sumTowns(ctx: Ctx, code: string, periods: readonly PeriodCode[]): Promise<void> {
  await sql`
    insert into indicator_value (code, period, town, version, value, base, reporters, summed, state, counted_at)
    select code, period, 'county', version, sum(value), sum(base), sum(reporters), true, min(state), ${ctx.now}
    from indicator_value
    where centre_id = current_setting('app.centre')::int and code = ${code} and period = any (${[...periods]}::text[])
      and town <> 'county'
    group by 1, 2, 4
    on conflict (centre_id, code, period, town, version) do update
      set value = excluded.value, base = excluded.base, reporters = excluded.reporters
      where indicator_value.summed
        and (indicator_value.value, indicator_value.base, indicator_value.reporters)
          is distinct from (excluded.value, excluded.base, excluded.reporters)`.execute(ctx.db)
}

/** What is locked changes by a correction slip only. The lock is held off until the transaction is over. */
async function refuseLocked(ctx: Ctx, periods: readonly PeriodCode[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('indicator_period')
    .select(['id', 'period', 'state'])
    .where('source', '=', 'reported')
    .where('period', 'in', ['', ...periods])
    .orderBy('id')
    .limit(500)
    .forShare()
    .execute()
  const locked = rows.find(row => row.state === 'locked')
  if (locked)
    throw conflict(
      `${periodFrom(locked.period).label}已经锁定，改数请填更正单。`,
      `/desk/indicators/periods/${locked.id}`,
    )
}
