import type { Ctx } from '#platform/ctx'

/** Open tasks addressed to this person or to a duty that the person holds; counted up to 99. */
export async function openTaskCount(ctx: Ctx): Promise<number> {
  const mine = ctx.db
    .selectFrom('task')
    .select('task.id')
    .where('closed_at', 'is', null)
    .where(eb =>
      eb.or([
        eb('staff_id', '=', ctx.actor.staffId),
        ...(ctx.actor.duties.size > 0 ? [eb('duty', 'in', [...ctx.actor.duties])] : []),
      ]),
    )
    .limit(100)
    .as('mine')
  const { n } = await ctx.db
    .selectFrom(mine)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

export async function unreadCount(ctx: Ctx): Promise<number> {
  const unread = ctx.db
    .selectFrom('notification')
    .select('id')
    .where('identity_id', '=', ctx.actor.identityId)
    .where('read_at', 'is', null)
    .limit(100)
    .as('unread')
  const { n } = await ctx.db
    .selectFrom(unread)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}
