import { noId } from '#platform/ids'
import { definePersonalData, forgotten, removed } from '#platform/personal-data'

/** A rule's list names records, and so the people that they are about: of their files it names nobody once they are gone. */
definePersonalData('quality issues', {
  keeps: ctx =>
    ctx.db
      .selectFrom('quality_issue')
      .select(['title', 'says', 'state', 'found_at', 'settled_at'])
      .where('record_id', 'in', [noId, ...ctx.actor.parties])
      .orderBy('id', 'desc')
      .limit(200)
      .execute(),
  async forget(ctx) {
    await ctx.db
      .updateTable('quality_issue')
      .set({ title: forgotten, says: removed })
      .where('record_id', 'in', [noId, ...ctx.actor.parties])
      .execute()
  },
})
