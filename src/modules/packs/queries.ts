import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** Packs, newest first. */
export const packList = (ctx: Ctx, { state, after }: { state: string; after: string }, limit: number) => {
  const all = ctx.db
    .selectFrom('evidence_pack')
    .innerJoin('staff', 'staff.id', 'evidence_pack.staff_id')
    .selectAll('evidence_pack')
    .select('staff.name as who')
    .orderBy('evidence_pack.id', 'desc')
    .limit(limit)
  const some = state ? all.where('evidence_pack.state', '=', state) : all
  return (after ? some.where('evidence_pack.id', '<', after) : some).execute()
}

/** The actor's own that is still being put together. */
export const packBeingBuilt = (ctx: Ctx) =>
  ctx.db
    .selectFrom('evidence_pack')
    .select('id')
    .where('state', '=', 'building')
    .where('staff_id', '=', ctx.actor.staffId ?? noId)
    .executeTakeFirst()

/** Those on which nobody has worked since a moment. */
export const stalledPacks = (ctx: Ctx, since: Date) =>
  ctx.db
    .selectFrom('evidence_pack')
    .select('id')
    .where('state', '=', 'building')
    .where('beat_at', '<', since)
    .limit(20)
    .execute()

/** The head of the journal's sealed chain. */
export const sealHead = (ctx: Ctx) =>
  ctx.db.selectFrom('journal_seal').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()

/** Whether this centre sealed a pack with such a manifest. */
export const packByManifest = (ctx: Ctx, manifest: string) =>
  ctx.db
    .selectFrom('evidence_pack')
    .select(['period', 'finished_at'])
    .where('manifest', '=', manifest)
    .executeTakeFirst()

/** The content of a pack that is ready. */
export const contentOfPack = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('file')
    .select(['sha256', 'name', 'size'])
    .where('subject', '=', 'evidence_pack')
    .where('record_id', '=', id)
    .executeTakeFirst()
