import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { Article } from './inputs.ts'

export const versionOf = (ctx: Ctx, id: string, version: number) =>
  ctx.db
    .selectFrom('regulation_version')
    .selectAll()
    .where('regulation_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()

/** All versions of a regulation, the latest first. */
export const versionsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('regulation_version')
    .selectAll()
    .where('regulation_id', '=', id)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

export const articlesOf = (
  ctx: Ctx,
  id: string,
  version: number,
): Promise<Array<Article & { rank: number }>> =>
  ctx.db
    .selectFrom('regulation_article')
    .select(['rank', 'heading', 'body', 'bindings'])
    .where('regulation_id', '=', id)
    .where('version', '=', version)
    .orderBy('rank')
    .limit(60)
    .execute()

/** Every regulation with its version: the one in force, else the one being written. */
export const regulations = (ctx: Ctx) =>
  ctx.db
    .selectFrom('regulation')
    .innerJoin('regulation_version', join =>
      join
        .onRef('regulation_version.regulation_id', '=', 'regulation.id')
        .on(
          'regulation_version.version',
          '=',
          sql<number>`coalesce(regulation.version, regulation.latest_version)`,
        ),
    )
    .select([
      'regulation.id',
      'regulation.state',
      'regulation.version as in_force',
      'regulation_version.version',
      'kind',
      'number',
      'regulation_version.name',
      'effective_from',
      'effective_until',
    ])
    .orderBy('kind')
    .orderBy('regulation.id')
    .limit(300)

/** Those that hold now: what everybody may read. */
export const regulationsInForce = (ctx: Ctx) =>
  regulations(ctx)
    .where('regulation.version', 'is not', null)
    .where('regulation.state', '!=', 'abolished')
    .execute()

/** Articles of many regulations, each in the version given, by regulation. */
export async function articlesByRegulation(
  ctx: Ctx,
  of: ReadonlyArray<{ id: string; version: number }>,
): Promise<Map<string, Array<Article & { rank: number }>>> {
  if (of.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('regulation_article')
    .select(['regulation_id', 'version', 'rank', 'heading', 'body', 'bindings'])
    .where(
      'regulation_id',
      'in',
      of.map(one => one.id),
    )
    .orderBy('rank')
    .limit(20_000)
    .execute()
  const wanted = new Map(of.map(one => [one.id, one.version]))
  return Map.groupBy(
    rows.filter(row => wanted.get(row.regulation_id) === row.version),
    row => row.regulation_id,
  )
}

/** Which of the standard texts this centre has taken over already. */
export async function adopted(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('regulation')
    .select('standard')
    .where('standard', 'is not', null)
    .limit(100)
    .execute()
  return new Set(rows.map(row => row.standard as string))
}

/** What the clock has to turn: approved ones whose day has come, and those whose last day is over. */
export async function toTurn(ctx: Ctx, today: string): Promise<{ begins: string[]; ends: string[] }> {
  const begins = await ctx.db
    .selectFrom('regulation')
    .innerJoin('regulation_version', join =>
      join
        .onRef('regulation_version.regulation_id', '=', 'regulation.id')
        .onRef('regulation_version.version', '=', 'regulation.latest_version'),
    )
    .select('regulation.id')
    .where('state', '=', 'approved')
    .where('effective_from', '<=', today)
    .limit(100)
    .execute()
  const ends = await ctx.db
    .selectFrom('regulation')
    .innerJoin('regulation_version', join =>
      join
        .onRef('regulation_version.regulation_id', '=', 'regulation.id')
        .onRef('regulation_version.version', '=', 'regulation.version'),
    )
    .select('regulation.id')
    .where('state', '!=', 'abolished')
    .where('effective_until', '<', today)
    .limit(100)
    .execute()
  return { begins: begins.map(row => row.id), ends: ends.map(row => row.id) }
}

export interface SettingChange {
  code: string
  before: unknown
  after: unknown
  at: Date
  by: string
}

/** Changes of settings in a period, latest first, from their journal: who, when, from what to what. */
export async function settingChanges(
  ctx: Ctx,
  codes: readonly string[],
  since: Date,
  until?: Date | null,
): Promise<SettingChange[]> {
  if (codes.length === 0) return []
  const changes = ctx.db
    .selectFrom('setting_change')
    .leftJoin('journal', join =>
      join
        .onRef('journal.record_id', '=', 'setting_change.id')
        .onRef('journal.centre_id', '=', 'setting_change.centre_id')
        .on('journal.flow', '=', 'setting_change'),
    )
    .leftJoin('journal_detail', join =>
      join
        .onRef('journal_detail.journal_id', '=', 'journal.id')
        .onRef('journal_detail.centre_id', '=', 'journal.centre_id'),
    )
    .select(['code', 'before', 'after', 'setting_change.at'])
    .select(sql<string>`coalesce(actor_name, '（已删除）')`.as('by'))
    .where('code', 'in', codes)
    .where('setting_change.at', '>', since)
    .orderBy('setting_change.id', 'desc')
    .limit(200)
  return (until ? changes.where('setting_change.at', '<=', until) : changes).execute()
}
