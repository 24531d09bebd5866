import type { Selectable } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import type { DB } from '../../../db/types.gen.ts'
import type { Group } from './conditions.ts'

export type Version = Selectable<DB['policy_version']>

export const versionOf = (ctx: Ctx, id: string, version: number): Promise<Version | undefined> =>
  ctx.db
    .selectFrom('policy_version')
    .selectAll()
    .where('policy_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()

/** Every version of a policy, newest first. */
export const versionsOf = (ctx: Ctx, id: string): Promise<Version[]> =>
  ctx.db
    .selectFrom('policy_version')
    .selectAll()
    .where('policy_id', '=', id)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()

/** The conditions as they were kept. */
export const conditionsOf = (version: { conditions: unknown } | null | undefined): Group[] =>
  (version?.conditions ?? []) as Group[]

/** The files that a version names, of those that were ever attached. */
export async function filesOfVersion(ctx: Ctx, id: string, version: number) {
  const [row, attached] = await Promise.all([versionOf(ctx, id, version), filesOf(ctx, 'policy', id)])
  return attached.filter(file => row?.files.includes(file.id))
}

/** The files of the version that everybody reads. */
export async function publicFiles(ctx: Ctx, id: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'policy.centre_id')
        .onRef('v.policy_id', '=', 'policy.id')
        .onRef('v.version', '=', 'policy.version'),
    )
    .select('v.files')
    .where('policy.id', '=', id)
    .executeTakeFirst()
  return row?.files ?? []
}

/** Policies that a new one can take the place of. */
export const replaceable = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version', join =>
      join
        .onRef('policy_version.centre_id', '=', 'policy.centre_id')
        .onRef('policy_version.policy_id', '=', 'policy.id')
        .onRef('policy_version.version', '=', 'policy.version'),
    )
    .select(['policy.id', 'policy_version.title', 'policy_version.number'])
    .where('policy.shown', '=', true)
    .where('policy.replaced_by', 'is', null)
    .where('policy.id', '!=', id)
    .orderBy('policy.issued_on', 'desc')
    .limit(200)
    .execute()

/** A policy in a line, by its id, as far as the public may know of it. */
export const shownPolicy = (ctx: Ctx, id: string | null) =>
  id === null
    ? Promise.resolve(undefined)
    : ctx.db
        .selectFrom('policy')
        .innerJoin('policy_version', join =>
          join
            .onRef('policy_version.centre_id', '=', 'policy.centre_id')
            .onRef('policy_version.policy_id', '=', 'policy.id')
            .onRef('policy_version.version', '=', 'policy.version'),
        )
        .select(['policy.id', 'policy_version.title', 'policy_version.number'])
        .where('policy.id', '=', id)
        .where('policy.shown', '=', true)
        .executeTakeFirst()

/** What the night has to end: validity that is over, and old policies whose successor holds by now. */
export async function toExpire(ctx: Ctx, today: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('policy')
    .leftJoin('policy as next', join =>
      join
        .onRef('next.centre_id', '=', 'policy.centre_id')
        .onRef('next.id', '=', 'policy.replaced_by')
        .on('next.in_force', '=', true),
    )
    .leftJoin('policy_version as after', join =>
      join
        .onRef('after.centre_id', '=', 'next.centre_id')
        .onRef('after.policy_id', '=', 'next.id')
        .onRef('after.version', '=', 'next.version'),
    )
    .select('policy.id')
    .where('policy.in_force', '=', true)
    .where(eb => eb.or([eb('policy.until_on', '<', today), eb('after.from_on', '<=', today)]))
    .limit(200)
    .execute()
  return rows.map(row => row.id)
}
