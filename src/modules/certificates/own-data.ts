import { sql } from 'kysely'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { definePersonalData, eraseDetails, forgotten } from '#platform/personal-data'
import { heldBy } from './queries.ts'

definePersonalData('certificates', {
  async keeps(ctx) {
    const rows = await heldBy(ctx)
    return rows.map(({ serial, person_name, id_masked, name, class_title, starts_on, ends_on, ...row }) => ({
      ...{ serial, person_name, id_masked, name, class_title, starts_on, ends_on },
      ...{ issued_on: row.issued_on, state: row.state, reason: row.reason, credential: row.credential },
      ...{ handed_on: row.handed_on, handed_how: row.handed_how, handed_to: row.handed_to },
    }))
  },
  async warns(ctx) {
    const held = (await heldBy(ctx)).filter(row => row.state === 'issued').length
    return held > 0 ? [`您有 ${held} 张结业证书。注销后查验页查不到它们，电子凭证请先下载保存。`] : []
  },
  /** That a certificate was given stays, with its number and no name; nothing points to who had it. */
  async forget(ctx) {
    const ids = [noId, ...(await heldBy(ctx)).map(row => row.id)]
    await removeFiles(ctx, { subject: 'certificate', recordIds: ids })
    await eraseDetails(ctx, sql`j.flow = 'certificate' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db.updateTable('certificate').set(nobody).where('id', 'in', ids).execute()
  },
})

const nobody = {
  ...{
    identity_id: null,
    party_id: null,
    person_name: forgotten,
    id_masked: '',
    credential: null,
    handed_to: '',
  },
  correction: sql<null>`case when state = 'correcting' then '{}'::jsonb end`,
  reason: sql<string | null>`case when state in ('revoking', 'revoked', 'replaced') then ${forgotten} end`,
}
