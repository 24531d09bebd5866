import { sql } from 'kysely'
import { halfInWords } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { SignedIn, Spell } from '../signals.ts'

/** Who of a late entry, and how their record stands now. */
export const entryLines = (ctx: Ctx, entryId: string) =>
  ctx.db
    .selectFrom('attendance_entry_line')
    .innerJoin('attendance', 'attendance.id', 'attendance_entry_line.attendance_id')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .select(['attendance_entry_line.attendance_id', 'attendance.state', 'attendance.method'])
    .select(['enrolment.person_name', 'enrolment.turn', 'enrolment.id as enrolment_id'])
    .where('attendance_entry_line.entry_id', '=', entryId)
    .orderBy('enrolment.turn')
    .limit(2_000)
    .execute()

/** Records that a question is about. */
export async function signalLines(ctx: Ctx, signalId: string) {
  const rows = await ctx.db
    .selectFrom('attendance_signal_line')
    .innerJoin('attendance', 'attendance.id', 'attendance_signal_line.attendance_id')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .innerJoin('training_class', 'training_class.id', 'attendance.class_id')
    .select(['attendance.id as attendance_id', 'attendance.state', 'attendance.method', 'attendance.at'])
    .select(['attendance.session_id', 'enrolment.person_name', 'half', 'training_class.title'])
    .where('attendance_signal_line.signal_id', '=', signalId)
    .orderBy('attendance_signal_line.turn')
    .limit(2_000)
    .execute()
  return rows.map(row => ({ ...row, when: halfInWords(row.half) }))
}

/** Papers that a question is about. */
export const signalPapers = (ctx: Ctx, signalId: string) =>
  ctx.db
    .selectFrom('attendance_signal_line')
    .innerJoin('attendance_sheet', 'attendance_sheet.id', 'attendance_signal_line.sheet_id')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance_sheet.session_id')
    .innerJoin('training_class', 'training_class.id', 'attendance_sheet.class_id')
    .select(['attendance_sheet.id', 'attendance_sheet.kind', 'attendance_sheet.added_at'])
    .select(['half', 'training_class.title', 'attendance_sheet.session_id'])
    .where('attendance_signal_line.signal_id', '=', signalId)
    .orderBy('attendance_signal_line.turn')
    .limit(200)
    .execute()

const presentRecords = (ctx: Ctx) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .select(['attendance.id', 'attendance.session_id as session', 'attendance.enrolment_id as enrolment'])
    .select(['enrolment.id_hash as person', 'attendance.device', 'attendance.at', 'attendance.method'])
    .select(['attendance_session.starts_at', 'attendance_session.ends_at', 'attendance_session.closes_at'])
    .where('attendance.state', '=', 'present')

/** Everybody who was there, of a class; `at` is never null there. */
export const presentIn = async (ctx: Ctx, classId: string) =>
  (await presentRecords(ctx).where('attendance.class_id', '=', classId).limit(50_000).execute()) as Array<
    Spell & SignedIn & { method: string; closes_at: Date }
  >

/** The same persons in other half days at the time of this one, in whichever class. */
export const presentElsewhere = async (
  ctx: Ctx,
  session: { id: string; starts_at: Date; ends_at: Date },
): Promise<Spell[]> =>
  (await presentRecords(ctx)
    .where('attendance_session.starts_at', '<', session.ends_at)
    .where('attendance_session.ends_at', '>', session.starts_at)
    .where('attendance.session_id', '!=', session.id)
    .where(
      sql<boolean>`enrolment.id_hash in (select e.id_hash from attendance a
        join enrolment e on e.centre_id = a.centre_id and e.id = a.enrolment_id
        where a.session_id = ${session.id} and a.state = 'present')`,
    )
    .limit(5_000)
    .execute()) as Spell[]

/** Photos and sheets whose content is found with another paper too: of this half day, and the others. */
export const samePapers = (ctx: Ctx, sessionId: string) =>
  ctx.db
    .selectFrom('file')
    .innerJoin('attendance_sheet', 'attendance_sheet.id', 'file.record_id')
    .select(['file.sha256', 'attendance_sheet.id as sheet'])
    .where('file.subject', '=', 'attendance_sheet')
    .where('attendance_sheet.state', '=', 'kept')
    .where(
      sql<boolean>`file.sha256 in (select f.sha256 from file f join attendance_sheet s on s.centre_id = f.centre_id and s.id = f.record_id
        where f.subject = 'attendance_sheet' and s.session_id = ${sessionId})`,
    )
    .limit(500)
    .execute()

/** Of these records, those that were asked about for this before. */
export const askedBefore = async (ctx: Ctx, kind: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await ctx.db
        .selectFrom('attendance_signal_line')
        .innerJoin('attendance_signal', 'attendance_signal.id', 'attendance_signal_line.signal_id')
        .select('attendance_id')
        .where('attendance_signal.kind', '=', kind)
        .where('attendance_id', 'in', [noId, ...ids])
        .limit(5_000)
        .execute()
    ).map(one => one.attendance_id as string),
  )

export const keysInUse = async (ctx: Ctx, keys: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await ctx.db
        .selectFrom('attendance_signal')
        .select('key')
        .where('key', 'in', ['', ...keys])
        .limit(5_000)
        .execute()
    ).map(one => one.key),
  )
