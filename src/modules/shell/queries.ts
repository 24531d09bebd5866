import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'

/** How much waits for the actor, each counted up to 100: open tasks for them or a duty they hold, unread messages. */
export async function waitingCounts(ctx: Ctx): Promise<{ tasks: number; unread: number }> {
  const { identityId, staffId, duties } = ctx.actor
  const mine = ctx.db
    .selectFrom('task')
    .select('task.id')
    .where('closed_at', 'is', null)
    .where(eb =>
      eb.or([eb('staff_id', '=', staffId), ...(duties.size > 0 ? [eb('duty', 'in', [...duties])] : [])]),
    )
    .where(mayKnow(ctx, 'task'))
    .limit(100)
    .as('mine')
  const unread = ctx.db
    .selectFrom('notification')
    .select('id')
    .where('identity_id', '=', identityId)
    .where('read_at', 'is', null)
    .limit(100)
    .as('unread')
  return ctx.db
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom(mine).select(fn.countAll<number>().as('n')).$asScalar().$notNull().as('tasks'),
      selectFrom(unread).select(fn.countAll<number>().as('n')).$asScalar().$notNull().as('unread'),
    ])
    .executeTakeFirstOrThrow()
}
