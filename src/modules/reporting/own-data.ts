import { sql } from 'kysely'
import { wordsOfPerson } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { definePersonalData, forgotten, without } from '#platform/personal-data'

const me = (ctx: Ctx): string => ctx.actor.identityId ?? noId

/** What a person signed and asked for. Figures are the reporter's and stay; the name of who signed them goes. */
definePersonalData('reports', {
  keeps: async ctx => ({
    sheets: await ctx.db
      .selectFrom('report')
      .select([
        'title',
        'period',
        'name',
        'state',
        'cells',
        'reasons',
        'filler_name',
        'stats_name',
        'head_name',
      ])
      .where(eb =>
        eb.or([
          eb('party_id', 'in', [noId, ...ctx.actor.parties]),
          ...(['filler_id', 'stats_id', 'head_id'] as const).map(column => eb(column, '=', me(ctx))),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(1_000)
      .execute(),
    corrections: await ctx.db
      .selectFrom('report_correction')
      .select(['title', 'label', 'old_value', 'new_value', 'reason', 'state', 'asked_at', 'opinion'])
      .where('asked_by', '=', me(ctx))
      .orderBy('id', 'desc')
      .limit(1_000)
      .execute(),
  }),
  async forget(ctx) {
    for (const part of ['filler', 'stats', 'head'] as const)
      await ctx.db
        .updateTable('report')
        .set({ [`${part}_name`]: forgotten, [`${part}_id`]: null })
        .where(`${part}_id`, '=', me(ctx))
        .execute()
    const words = await wordsOfPerson(ctx)
    await ctx.db
      .updateTable('report_correction')
      .set({ asked_name: forgotten, asked_by: null, reason: without(words, sql<string>`reason`) })
      .where('asked_by', '=', me(ctx))
      .execute()
  },
})
