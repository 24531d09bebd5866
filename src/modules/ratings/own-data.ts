import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { definePersonalData } from '#platform/personal-data'

/** The person's own files, as against those of firms that they act for. */
const ownFiles = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', ctx.actor.identityId)
    .where('role', '=', 'self')

const own = (ctx: Ctx) =>
  sql<boolean>`(party_id in ${ownFiles(ctx)} or (subject = 'consultation' and record_id in
    (select id from consultation where identity_id = ${ctx.actor.identityId})))`

/** Ratings by name; an anonymous one cannot be found, by nobody. */
definePersonalData('ratings', {
  keeps: ctx =>
    ctx.db
      .selectFrom('rating')
      .select(['month', 'subject', 'record_id', 'mark', 'facets', 'comment'])
      .where(own(ctx))
      .limit(1_000)
      .execute(),
  async forget(ctx) {
    await ctx.db.updateTable('rating').set({ comment: null }).where(own(ctx)).execute()
    await ctx.db.updateTable('callback').set({ comment: null, result: null }).where(own(ctx)).execute()
  },
})
