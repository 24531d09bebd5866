import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { Group } from '../conditions.ts'

/** More policies than any county has in force: so many one party is judged by at once. */
export const mostJudged = 5_000

const columns = [
  'policy.id',
  'policy.opens_on',
  'policy.closes_on',
  'policy.topics',
  'policy.changed_at',
  'policy_version.version',
  'policy_version.title',
  'policy_version.number',
  'policy_version.amount',
  'policy_version.plain_gains',
  'policy_version.audience',
  'policy_version.region',
  'policy_version.conditions',
  'policy_version.change_note',
] as const

/** Policies as the public knows them that are in force, with what judging and telling need. */
const inForce = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version', join =>
      join
        .onRef('policy_version.centre_id', '=', 'policy.centre_id')
        .onRef('policy_version.policy_id', '=', 'policy.id')
        .onRef('policy_version.version', '=', 'policy.version'),
    )
    .select(columns)
    .select(sql<string>`policy.window_kind`.as('window_kind'))
    .where('policy.in_force', '=', true)

export type OpenPolicy = Omit<Awaited<ReturnType<typeof found>>[number], 'conditions'> & {
  conditions: Group[]
}
const found = (ctx: Ctx) => inForce(ctx).limit(1).execute()
const read = (rows: Awaited<ReturnType<typeof found>>): OpenPolicy[] =>
  rows.map(row => ({ ...row, conditions: row.conditions as unknown as Group[] }))

/**
 * Every policy that one can still get something from: in force, and not closed for good by its window. One query for all
 * of them; the judging is done in memory.
 */
export const openPolicies = async (ctx: Ctx, today: string): Promise<OpenPolicy[]> =>
  read(
    await inForce(ctx)
      .where(eb => eb.or([eb('policy.window_kind', '!=', 'dates'), eb('policy.closes_on', '>=', today)]))
      .orderBy(sql`policy.closes_on asc nulls last`)
      .orderBy('policy.id', 'desc')
      .limit(mostJudged)
      .execute(),
  )

export const policyToJudge = async (ctx: Ctx, id: string): Promise<OpenPolicy | undefined> =>
  read(await inForce(ctx).where('policy.id', '=', id).limit(1).execute())[0]

/** Whose window opened in the last days, after they were made public; a day on which nothing ran is made up for. */
export const opened = async (ctx: Ctx, from: string, today: string): Promise<OpenPolicy[]> =>
  read(
    await inForce(ctx)
      .where('policy.window_kind', '=', 'dates')
      .where('policy.opens_on', '>', from)
      .where('policy.opens_on', '<=', today)
      .where('policy.closes_on', '>=', today)
      .where(sql<boolean>`(policy.changed_at at time zone 'Asia/Shanghai')::date < policy.opens_on`)
      .orderBy('policy.id')
      .limit(500)
      .execute(),
  )

/** Open since yesterday or longer, with a last day within so many days, and more left when they last changed. */
export const closing = async (ctx: Ctx, today: string, within: number): Promise<OpenPolicy[]> =>
  read(
    await inForce(ctx)
      .where('policy.window_kind', '=', 'dates')
      .where('policy.opens_on', '<', today)
      .where('policy.closes_on', '>=', today)
      .where(sql<boolean>`policy.closes_on - ${today}::date <= ${within}`)
      .where(
        sql<boolean>`policy.closes_on - (policy.changed_at at time zone 'Asia/Shanghai')::date > ${within}`,
      )
      .orderBy('policy.id')
      .limit(500)
      .execute(),
  )
