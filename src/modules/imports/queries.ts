import { sql } from 'kysely'
import { type Actor, type Ctx, type Organisation, stranger } from '#platform/ctx'
import { dutiesWithin } from '#platform/who'

export type Outcome = 'new' | 'change' | 'same' | 'wrong' | 'refused'

/** The sheets that the actor sent, newest first. */
export const batchesOf = (ctx: Ctx, limit = 20) =>
  ctx.db
    .selectFrom('import_batch')
    .selectAll()
    .where('staff_id', '=', ctx.actor.staffId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Rows of a sheet of one outcome, in their order. */
export function rowsOf(ctx: Ctx, batchId: string, outcome: Outcome, after: number, limit: number) {
  const query = ctx.db
    .selectFrom('import_row')
    .select(['number', 'title', 'outcome', 'changes', 'faults', 'done_at', 'record_id', 'refused', 'cells'])
    .where('batch_id', '=', batchId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
  return outcome === 'refused'
    ? query.where('refused', 'is not', null).execute()
    : query.where('outcome', '=', outcome).execute()
}

/** Rows that were not brought in, with what they said: for a sheet to be mended and sent again. */
export const faultyRows = (ctx: Ctx, batchId: string, limit: number) =>
  ctx.db
    .selectFrom('import_row')
    .select(['number', 'faults', 'refused', 'cells'])
    .where('batch_id', '=', batchId)
    .where(eb => eb.or([eb('outcome', '=', 'wrong'), eb('refused', 'is not', null)]))
    .orderBy('number')
    .limit(limit)
    .execute()

/** Sheets that are being worked on and have not moved since: the process ended in the middle. */
export const stalled = (ctx: Ctx, since: Date) =>
  ctx.db
    .selectFrom('import_batch')
    .select(['id', 'state'])
    .where('state', 'in', ['checking', 'running'])
    .where('beat_at', '<', since)
    .limit(50)
    .execute()

/** A member of staff as an actor, with the duties that they hold now; a stranger once they have left. */
export async function actorOfStaff(ctx: Ctx, staffId: string): Promise<Actor> {
  const { rows } = await sql<{
    identity_id: string | null
    name: string
    organisation: Organisation
    duties: string[]
  }>`
    select staff.identity_id, staff.name, staff.organisation,
      array(select distinct duty from staff_post
        join post on post.id = staff_post.post_id and post.state = 'active', unnest(post.duties) as duty
        where staff_post.staff_id = staff.id) as duties
    from staff where staff.id = ${staffId} and staff.state = 'active'`.execute(ctx.db)
  const [staff] = rows
  if (!staff) return stranger
  return {
    kind: 'person',
    identityId: staff.identity_id,
    name: staff.name,
    staffId,
    organisation: staff.organisation,
    duties: dutiesWithin(staff.duties, staff.organisation),
    parties: [],
  }
}
