import { sql } from 'kysely'
import { wordsOfPerson } from '#modules/parties'
import { noId } from '#platform/ids'
import { definePersonalData, without } from '#platform/personal-data'

/** Problems that concern one's firm are told to it; who was named in them is not, once they are gone. */
definePersonalData('findings', {
  keeps: ctx =>
    ctx.db
      .selectFrom('finding')
      .select(['number', 'state', 'source', 'clause', 'severity', 'title', 'facts', 'raised_at', 'ended_at'])
      .where('party_id', 'in', [noId, ...ctx.actor.parties])
      // Problems that are still looked into are the centre's: the firm is heard where they come from.
      .where('state', 'in', ['closed', 'dismissed'])
      .orderBy('id', 'desc')
      .limit(500)
      .execute(),
  async forget(ctx) {
    const words = await wordsOfPerson(ctx)
    const own = [noId, ...ctx.actor.parties]
    await ctx.db
      .updateTable('finding')
      .set({
        title: sql`coalesce(${without(words, sql`title`)}, '')`,
        facts: sql`coalesce(${without(words, sql`facts`)}, '')`,
      })
      .where('party_id', 'in', own)
      .execute()
    await ctx.db
      .updateTable('finding_evidence')
      .set({ facts: sql`coalesce(${without(words, sql`facts`)}, '')` })
      .where('finding_id', 'in', eb => eb.selectFrom('finding').select('id').where('party_id', 'in', own))
      .execute()
  },
})
