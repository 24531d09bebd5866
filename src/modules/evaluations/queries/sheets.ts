import type { Ctx } from '#platform/ctx'
import type { SheetRow } from '../score-sheet.ts'

export async function sheetById(ctx: Ctx, id: string) {
  const row = await ctx.db.selectFrom('score_sheet').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, rows: row.rows as unknown as SheetRow[] }
}

/** Sheets in use, the one that was adopted last first. */
export const sheetsInUse = (ctx: Ctx) =>
  ctx.db
    .selectFrom('score_sheet')
    .select(['id', 'name', 'version', 'points'])
    .where('state', '=', 'in_use')
    .orderBy('adopted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

export const sheetList = (ctx: Ctx, state: string, page: number, size: number) =>
  ctx.db
    .selectFrom('score_sheet')
    .select(['id', 'state', 'name', 'version', 'points', 'bonus', 'made_at', 'adopted_at'])
    .$if(state !== '', query => query.where('state', '=', state))
    .orderBy('id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** The number that the next version of a sheet of this name gets. */
export async function nextVersion(ctx: Ctx, name: string): Promise<number> {
  const { last } = await ctx.db
    .selectFrom('score_sheet')
    .select(({ fn }) => fn.max('version').as('last'))
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** What stands in the way of a sheet of a name: one that is in use. */
export const inUseOfName = (ctx: Ctx, name: string) =>
  ctx.db
    .selectFrom('score_sheet')
    .select('id')
    .where('name', '=', name)
    .where('state', '=', 'in_use')
    .executeTakeFirst()

export const anySheet = (ctx: Ctx) =>
  ctx.db.selectFrom('score_sheet').select('id').limit(1).executeTakeFirst()
