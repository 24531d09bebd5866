import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { definePersonalData, eraseDetails, phoneOfPerson, removed, without } from '#platform/personal-data'

/** Records of the person's own enrolments: by account, by file, or by the phone that was left. */
async function ownRecords(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  const phone = (await phoneOfPerson(ctx)) ?? '-'
  return ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .innerJoin('training_class', 'training_class.id', 'attendance.class_id')
    .where(eb =>
      eb.or([
        eb('enrolment.identity_id', '=', ctx.actor.identityId ?? noId),
        eb('enrolment.party_id', 'in', [noId, ...files]),
        eb('enrolment.phone', '=', phone),
      ]),
    )
    .limit(10_000)
}

definePersonalData('attendance', {
  keeps: async ctx =>
    (await ownRecords(ctx))
      .select(['training_class.title', 'attendance_session.half', 'attendance.state'])
      .select(['attendance.at', 'attendance.method', 'attendance.reason'])
      .execute(),
  /** That somebody was there stays for the figures, as public money asks for; reasons, marks of phones and names do not. */
  async forget(ctx) {
    const ids = (await (await ownRecords(ctx)).select('attendance.id').execute()).map(one => one.id)
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await ctx.db
      .updateTable('attendance')
      .set({ device: null, reason: sql`case when reason is null then null else ${removed} end` })
      .where('id', 'in', [noId, ...ids])
      .execute()
    await eraseDetails(ctx, sql`j.flow = 'attendance' and j.record_id = any (${ids}::uuid[])`)
    const signals = await ctx.db
      .selectFrom('attendance_signal_line')
      .select('signal_id as id')
      .distinct()
      .where('attendance_id', 'in', [noId, ...ids])
      .limit(10_000)
      .execute()
    const entries = await ctx.db
      .selectFrom('attendance_entry_line')
      .select('entry_id as id')
      .distinct()
      .where('attendance_id', 'in', [noId, ...ids])
      .limit(10_000)
      .execute()
    const idsOf = (rows: ReadonlyArray<{ id: string }>) => [noId, ...rows.map(one => one.id)]
    await ctx.db
      .updateTable('attendance_signal')
      .set({ note: sql<string>`case when note is null then null else ${plain('note')} end` })
      .where('id', 'in', idsOf(signals))
      .execute()
    await ctx.db
      .updateTable('attendance_entry')
      .set({
        reason: plain('reason'),
        answer: sql<string>`case when answer is null then null else ${plain('answer')} end`,
      })
      .where('id', 'in', idsOf(entries))
      .execute()
    await eraseDetails(
      ctx,
      sql`j.flow in ('attendance_signal', 'attendance_entry')
        and j.record_id = any (${[...idsOf(signals), ...idsOf(entries)]}::uuid[])`,
    )
  },
})
