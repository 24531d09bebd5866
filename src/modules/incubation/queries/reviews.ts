import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { incubationReviewFlow } from '../review.ts'

/** The sheets of one project that the reader may see; of the others only whose they are and whether they are in. */
export async function reviewsOf(ctx: Ctx, id: string) {
  const all = await ctx.db
    .selectFrom('incubation_review')
    .leftJoin('mentor', 'mentor.id', 'incubation_review.mentor_id')
    .selectAll('incubation_review')
    .select('mentor.name as expert')
    .where('incubation_id', '=', id)
    .orderBy('incubation_review.id')
    .limit(50)
    .execute()
  const open = await incubationReviewFlow
    .visible(ctx, ctx.db.selectFrom('incubation_review').select('incubation_review.id') as never)
    .where('incubation_review.incubation_id', '=', id)
    .execute()
  const shown = new Set((open as unknown as Array<{ id: string }>).map(row => row.id))
  const names = await staffNames(
    ctx,
    all.map(row => row.reviewer_id),
  )
  return all.map(row => ({
    row,
    reviewer: row.expert ? `${row.expert}（外部专家）` : (names.get(row.reviewer_id ?? '') ?? ''),
    hidden: !shown.has(row.id),
  }))
}

/** What the actor is asked to review by their own account, and what they did, newest first. */
export const reviewsOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('incubation_review')
    .select(['id', 'name', 'state', 'seat'])
    .where('identity_id', '=', ctx.actor.identityId ?? noId)
    .where('state', 'in', ['asked', 'given'])
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

/** Whether the plan of this project lies open for the actor to review: while it is reviewed, and theirs to do. */
export async function isReviewing(ctx: Ctx, incubationId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('incubation_review')
    .innerJoin('incubation', 'incubation.id', 'incubation_review.incubation_id')
    .select('incubation_review.id')
    .where('incubation_id', '=', incubationId)
    .where('incubation_review.identity_id', '=', ctx.actor.identityId ?? noId)
    .where('incubation_review.state', 'in', ['asked', 'given'])
    .where('incubation.state', '=', 'reviewing')
    .executeTakeFirst()
  return row !== undefined
}
