import { on } from '#platform/jobs'
import { moveTasks } from '#platform/tasks'

/** When a party is merged into another, its cases and quotes go along. */
on('party.merge', 'case.follow_merge', (work, { recordId }) =>
  work.write(async ctx => {
    const merged = await ctx.db
      .selectFrom('party')
      .select('merged_into')
      .where('id', '=', recordId)
      .executeTakeFirst()
    if (!merged?.merged_into) return
    for (const table of ['service_case', 'quote'] as const) {
      await ctx.db
        .updateTable(table)
        .set({ party_id: merged.merged_into })
        .where('party_id', '=', recordId)
        .execute()
    }
    await moveTasks(ctx, recordId, merged.merged_into)
  }),
)
