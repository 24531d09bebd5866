import { sql } from 'kysely'
import { confidentialFlows, mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'

/** How much waits for the actor, each counted up to 100: open tasks for them or a duty they hold, unread messages. */
export async function waitingCounts(ctx: Ctx): Promise<{ tasks: number; unread: number }> {
  const { identityId, staffId, duties } = ctx.actor
  const confidential = confidentialFlows()
  const mine = sql<boolean>`closed_at is null and (staff_id = ${staffId} or duty = any (${[...duties]}))`
  // Every page of the workbench asks: who has no task of a confidential kind is not asked what they may know of.
  const { rows } = await sql<{ plain: number; unread: number; doubtful: boolean }>`
    select
      (select count(*) from (select from task where ${mine} and flow <> all (${confidential}) limit 100) as those) as plain,
      (select count(*) from (select from notification where identity_id = ${identityId} and read_at is null limit 100) as those) as unread,
      exists (select from task where ${mine} and flow = any (${confidential})) as doubtful
  `.execute(ctx.db)
  const { plain, unread, doubtful } = rows[0] as (typeof rows)[number]
  if (!doubtful) return { tasks: plain, unread }
  const { known } = await ctx.db
    .selectFrom(({ selectFrom }) =>
      selectFrom('task')
        .select('task.id')
        .where(mine)
        .where('flow', 'in', confidential)
        .where(mayKnow(ctx, 'task'))
        .limit(100)
        .as('those'),
    )
    .select(({ fn }) => fn.countAll<number>().as('known'))
    .executeTakeFirstOrThrow()
  return { tasks: plain + known, unread }
}
