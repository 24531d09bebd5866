import type { Ctx } from '#platform/ctx'
import { definePersonalData } from '#platform/personal-data'

/** The person's own files, as against those of firms that they act for. */
const ownFiles = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', ctx.actor.identityId)
    .where('role', '=', 'self')

/** Ratings by name; an anonymous one cannot be found, by nobody. */
definePersonalData('ratings', {
  keeps: ctx =>
    ctx.db
      .selectFrom('rating')
      .select(['month', 'case_id', 'mark', 'facets', 'comment'])
      .where('party_id', 'in', ownFiles(ctx))
      .limit(1_000)
      .execute(),
  async forget(ctx) {
    await ctx.db.updateTable('rating').set({ comment: null }).where('party_id', 'in', ownFiles(ctx)).execute()
    await ctx.db
      .updateTable('callback')
      .set({ comment: null, result: null })
      .where('party_id', 'in', ownFiles(ctx))
      .execute()
  },
})
