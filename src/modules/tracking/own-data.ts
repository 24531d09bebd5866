import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { definePersonalData, eraseDetails } from '#platform/personal-data'

/** One's own enrolments as a person: not those of people whom one enrolled for a firm. */
async function ownEnrolments(ctx: Ctx): Promise<string[]> {
  const files = [noId, ...(await ownFiles(ctx)).map(file => file.id)]
  const rows = await ctx.db
    .selectFrom('enrolment')
    .select('id')
    .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('party_id', 'in', files)]))
    .limit(1_000)
    .execute()
  return [noId, ...rows.map(row => row.id)]
}

definePersonalData('tracking', {
  async keeps(ctx) {
    const ids = await ownEnrolments(ctx)
    const calls = await ctx.db
      .selectFrom('spot_call')
      .select(['called_at', 'there', 'content', 'satisfied', 'charged', 'answers', 'remark', 'tries'])
      .where('enrolment_id', 'in', ids)
      .limit(1_000)
      .execute()
    const answers = await ctx.db
      .selectFrom('follow_up')
      .select(['months', 'state', 'answered_on', 'channel', 'shop', 'platform', 'shop_url', 'sales_fen'])
      .select(['employment', 'remark'])
      .where('enrolment_id', 'in', ids)
      .limit(1_000)
      .execute()
    return { calls, answers }
  },
  /** What was counted stays; words, addresses and proofs do not, and nobody asks again. */
  async forget(ctx) {
    const enrolments = await ownEnrolments(ctx)
    const ids = async (table: 'spot_call' | 'follow_up') => [
      noId,
      ...(
        await ctx.db
          .selectFrom(table)
          .select('id')
          .where('enrolment_id', 'in', enrolments)
          .limit(2_000)
          .execute()
      ).map(row => row.id),
    ]
    const [calls, answers] = [await ids('spot_call'), await ids('follow_up')]
    await removeFiles(ctx, { subject: 'follow_up', recordIds: answers })
    await eraseDetails(ctx, sql`j.record_id = any (${[...calls, ...answers]}::uuid[])`)
    await ctx.db
      .updateTable('spot_call')
      .set({ remark: '', phone: '', answers: '{}' })
      .where('id', 'in', calls)
      .execute()
    await ctx.db
      .updateTable('follow_up')
      .set({ remark: '', shop_url: '', identity_id: null, token_hash: null, token_until: null })
      .where('id', 'in', answers)
      .execute()
  },
})
