import { sql } from 'kysely'
import { wordsOfPerson } from '#modules/parties'
import { noId } from '#platform/ids'
import { definePersonalData, without } from '#platform/personal-data'

/** What a firm says in its assessment is the firm's; who wrote it is not named there once they are gone. */
definePersonalData('provider assessments', {
  keeps: ctx =>
    ctx.db
      .selectFrom('provider_assessment')
      .select(['name', 'state', 'from_day', 'to_day', 'total', 'statement', 'report'])
      .where('party_id', 'in', [noId, ...ctx.actor.parties])
      .orderBy('id', 'desc')
      .limit(200)
      .execute(),
  async forget(ctx) {
    const words = await wordsOfPerson(ctx)
    await ctx.db
      .updateTable('provider_assessment')
      .set({ statement: without(words, sql`statement`), report: without(words, sql`report`) })
      .where('party_id', 'in', [noId, ...ctx.actor.parties])
      .execute()
  },
})
