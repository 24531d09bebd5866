import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData } from '#platform/personal-data'
import { policyFollowFlow } from './follow.ts'

definePersonalData('facts for policies', {
  keeps: ctx =>
    ctx.db
      .selectFrom('party_fact')
      .select(['party_id', 'fact', 'value', 'declared_on', 'state'])
      .where('party_id', 'in', [noId, ...ctx.actor.parties])
      .orderBy('id', 'desc')
      .limit(2_000)
      .execute(),
  /** What a person said of themselves goes; what they said of a firm is the firm's, and no longer says by whom. */
  async forget(ctx) {
    const own = (await ownFiles(ctx)).map(file => file.id)
    await ctx.db
      .updateTable('party_fact')
      .set({ state: 'removed', value: null, identity_id: null })
      .where('party_id', 'in', [noId, ...own])
      .execute()
    await ctx.db
      .updateTable('party_fact')
      .set({ identity_id: null })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})

definePersonalData('policy reminders', {
  keeps: ctx =>
    ctx.db
      .selectFrom('policy_follow')
      .select(['state', 'topics', 'fitting', 'since'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(100)
      .execute(),
  async warns(ctx) {
    const one = await ctx.db
      .selectFrom('policy_follow')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', '=', 'following')
      .executeTakeFirst()
    return one ? ['不再收到政策提醒。'] : []
  },
  async forget(ctx) {
    const mine = await ctx.db
      .selectFrom('policy_follow')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', '=', 'following')
      .execute()
    await performMany(
      ctx,
      policyFollowFlow,
      'leave',
      mine.map(one => one.id),
    )
    await ctx.db
      .updateTable('policy_follow')
      .set({ topics: sql`'{}'`, fitting: false })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
    await ctx.db.deleteFrom('policy_told').where('identity_id', '=', ctx.actor.identityId).execute()
  },
})
