import type { Selectable } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { DB } from '../../../../db/types.gen.ts'
import type { Content } from '../content.ts'
import type { Brief, Kind } from '../people.ts'

/** A version as it is kept, with its parts read. */
export type Version = Omit<Selectable<DB['brief_version']>, 'sections' | 'figures' | 'events'> &
  Pick<Content, 'sections' | 'figures' | 'events'>

export const versionOf = async (ctx: Ctx, briefId: string, version: number): Promise<Version> =>
  (await ctx.db
    .selectFrom('brief_version')
    .selectAll()
    .where('brief_id', '=', briefId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()) as unknown as Version

/** The one that is worked on, or that was signed last. */
export const workingVersion = (ctx: Ctx, row: Pick<Brief, 'id' | 'latest_version'>): Promise<Version> =>
  versionOf(ctx, row.id, row.latest_version)

export const kindById = async (ctx: Ctx, id: string): Promise<Kind> =>
  await ctx.db.selectFrom('brief_kind').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Every saving, the oldest first, with who made it. */
export const editsOf = (ctx: Ctx, briefId: string) =>
  ctx.db
    .selectFrom('brief_edit')
    .leftJoin('staff', 'staff.id', 'brief_edit.staff_id')
    .select(['version', 'number', 'how', 'at', 'title', 'body', 'staff.name as who'])
    .where('brief_id', '=', briefId)
    .orderBy('version')
    .orderBy('number')
    .limit(500)
    .execute()
export type Edit = Awaited<ReturnType<typeof editsOf>>[number]
