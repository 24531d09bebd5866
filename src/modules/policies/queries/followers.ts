import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** Who might want to hear of a policy on these topics, page by page; who began to follow only afterwards does not. */
export const followersAfter = (
  ctx: Ctx,
  { about, until }: { about: readonly string[]; until: Date },
  after: string,
  limit: number,
) =>
  ctx.db
    .selectFrom('policy_follow')
    .select(['id', 'identity_id'])
    .where('state', '=', 'following')
    .where(sql<boolean>`(fitting or topics && ${[...about]}::text[])`)
    .where('since', '<=', until)
    .where('id', '>', after || noId)
    .orderBy('id')
    .limit(limit)
    .execute()

/** Notes that they are told of the occasion now; returns those who had not been told of it before. */
export async function noteTold(
  ctx: Ctx,
  policyId: string,
  occasion: string,
  identityIds: readonly string[],
): Promise<string[]> {
  if (identityIds.length === 0) return []
  const rows = await ctx.db
    .insertInto('policy_told')
    .values(
      identityIds.map(identity_id => ({ policy_id: policyId, identity_id, occasion, told_at: ctx.now })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('identity_id')
    .execute()
  return rows.map(row => row.identity_id)
}
