import type { Ctx } from '#platform/ctx'

/** The rows of a round, as in its sheet. */
export const marksOf = (ctx: Ctx, evaluationId: string) =>
  ctx.db
    .selectFrom('evaluation_mark')
    .selectAll()
    .where('evaluation_id', '=', evaluationId)
    .orderBy('place')
    .limit(500)
    .execute()

/** Who scored and who confirmed each part of the latest self-evaluation. */
export async function lastTeamOf(ctx: Ctx): Promise<Map<string, { owner_id: string; head_id: string }>> {
  const rows = await ctx.db
    .selectFrom('evaluation_mark')
    .innerJoin('staff as owner', 'owner.id', 'evaluation_mark.owner_id')
    .innerJoin('staff as head', 'head.id', 'evaluation_mark.head_id')
    .select(['part', 'owner_id', 'head_id'])
    .where('owner.state', '=', 'active')
    .where('head.state', '=', 'active')
    .orderBy('evaluation_mark.id')
    .limit(2_000)
    .execute()
  return new Map(rows.map(({ part, ...team }) => [part, team]))
}
