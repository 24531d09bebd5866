import { sql } from 'kysely'
import { definePersonalData, phoneOfPerson } from '#platform/personal-data'

/** Rows of sheets that name the person's number: brought in, they stand in the person's file; here they are left out. */
definePersonalData('imports', {
  async keeps(ctx) {
    const phone = await phoneOfPerson(ctx)
    return phone
      ? ctx.db
          .selectFrom('import_row')
          .select(['number', 'cells'])
          .where(sql<boolean>`cells::text like ${`%${phone}%`}`)
          .limit(200)
          .execute()
      : []
  },
  async forget(ctx) {
    const phone = await phoneOfPerson(ctx)
    if (!phone) return
    const forgotten = await ctx.db
      .updateTable('import_row')
      .set({
        cells: '{}',
        input: null,
        changes: '[]',
        faults: JSON.stringify([{ label: '', text: '本人已注销，这一行已删除。', value: '' }]),
        title: '',
        key: null,
        outcome: 'wrong',
      })
      .where(sql<boolean>`(cells::text like ${`%${phone}%`} or title = ${ctx.actor.name})`)
      .returning('batch_id')
      .execute()
    const batches = [...new Set(forgotten.map(row => row.batch_id))]
    await sql`
      update import_batch set fresh = now.fresh, changed = now.changed, same = now.same, wrong = now.wrong
      from (
        select batch_id, count(*) filter (where outcome = 'new') as fresh, count(*) filter (where outcome = 'change') as changed,
          count(*) filter (where outcome = 'same') as same, count(*) filter (where outcome = 'wrong') as wrong
        from import_row where batch_id = any (${batches}::uuid[]) group by batch_id
      ) as now where import_batch.id = now.batch_id`.execute(ctx.db)
  },
})
