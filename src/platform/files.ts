import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { forbidden, invalid, notFound } from './errors.ts'
import { isId, newId, noId } from './ids.ts'
import { defineJob, enqueue } from './jobs.ts'
import type { CameraNotes } from './media.ts'
import { definePersonalData, phoneOfPerson, without } from './personal-data.ts'

/** A file whose content lies in the store already. */
export interface Stored {
  sha256: string
  name: string
  mediaType: string
  size: number
  /** What its camera noted, where it is a picture that had notes. */
  camera?: CameraNotes | null
}

/** Files that were uploaded but belong to no record yet. */
const staged = 'staged'

/** Notes an upload for the person who made it; a later action attaches it to a record. Returns its id. */
export async function stage(ctx: Ctx, stored: Stored, field: string): Promise<string> {
  if (!ctx.actor.identityId) throw forbidden('登录后才能上传文件。')
  await holdContent(ctx, stored.sha256)
  const id = newId()
  await ctx.db
    .insertInto('file')
    .values({
      id,
      subject: staged,
      record_id: id,
      field,
      sha256: stored.sha256,
      name: stored.name,
      media_type: stored.mediaType,
      size: stored.size,
      camera: stored.camera ? JSON.stringify(stored.camera) : null,
      uploaded_by: ctx.actor.identityId,
      uploaded_at: ctx.now,
    })
    .execute()
  return id
}

/**
 * Gives staged files to the record. Only one's own, or those that the record has already. What a camera noted stays only
 * where that kind of record keeps it.
 */
export async function attachFiles(
  ctx: Ctx,
  subject: string,
  recordId: string,
  lists: ReadonlyArray<{ field: string; ids: readonly string[] }>,
  { keepsCamera = false }: { keepsCamera?: boolean } = {},
): Promise<void> {
  for (const { field, ids } of lists) {
    if (ids.length === 0) continue
    const attached = await ctx.db
      .updateTable('file')
      .set({ subject, record_id: recordId, field, ...(!keepsCamera && { camera: null }) })
      .where('id', 'in', [...ids])
      .where(eb =>
        eb.or([
          eb.and([eb('subject', '=', staged), eb('uploaded_by', '=', ctx.actor.identityId)]),
          eb.and([eb('subject', '=', subject), eb('record_id', '=', recordId)]),
        ]),
      )
      .returning('id')
      .execute()
    if (attached.length !== new Set(ids).size) throw invalid({ [field]: '有文件已失效，请重新上传。' })
  }
}

/** Files that came with the record itself, of somebody who has not signed in or is not to be known. */
export async function addFiles(
  ctx: Ctx,
  { subject, recordId, field }: { subject: string; recordId: string; field: string },
  files: readonly Stored[],
): Promise<void> {
  for (const { sha256, name, mediaType, size } of files) {
    await holdContent(ctx, sha256)
    await ctx.db
      .insertInto('file')
      .values({
        id: newId(),
        ...{ subject, record_id: recordId, field, sha256, name, size },
        media_type: mediaType,
        uploaded_at: ctx.now,
      })
      .execute()
  }
}

export interface FileRow {
  id: string
  name: string
  media_type: string
  size: number
  field: string
  uploaded_at: Date
}

/** The files of a record that the actor has already been allowed to see. */
export const filesOf = (ctx: Ctx, subject: string, recordId: string): Promise<FileRow[]> =>
  ctx.db
    .selectFrom('file')
    .select(['id', 'name', 'media_type', 'size', 'field', 'uploaded_at'])
    .where('subject', '=', subject)
    .where('record_id', '=', recordId)
    .orderBy('id')
    .limit(200)
    .execute()

/** The files of several records, by record. */
export async function filesByRecord(
  ctx: Ctx,
  subject: string,
  recordIds: readonly string[],
): Promise<Map<string, FileRow[]>> {
  const rows =
    recordIds.length === 0
      ? []
      : await ctx.db
          .selectFrom('file')
          .select(['record_id', 'id', 'name', 'media_type', 'size', 'field', 'uploaded_at'])
          .where('subject', '=', subject)
          .where(sql<boolean>`record_id = any (${recordIds}::uuid[])`)
          .orderBy('id')
          .limit(1_000)
          .execute()
  return Map.groupBy(rows, row => row.record_id)
}

/** What cameras noted in the pictures of several records, by record. */
export async function cameraNotes(
  ctx: Ctx,
  subject: string,
  recordIds: readonly string[],
): Promise<Map<string, CameraNotes[]>> {
  const rows = await ctx.db
    .selectFrom('file')
    .select(['record_id', 'camera'])
    .where('subject', '=', subject)
    .where('record_id', 'in', [noId, ...recordIds])
    .where('camera', 'is not', null)
    .orderBy('id')
    .limit(1_000)
    .execute()
  const noted = Map.groupBy(rows, row => row.record_id)
  return new Map(
    [...noted].map(([id, found]) => [id, found.map(row => row.camera as unknown as CameraNotes)]),
  )
}

/** One's own staged files among these ids, and those that the record has already, to show again in a form. */
export const stagedFiles = (
  ctx: Ctx,
  ids: readonly string[],
  record?: { subject: string; id: string },
): Promise<FileRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.db
        .selectFrom('file')
        .select(['id', 'name', 'media_type', 'size', 'field', 'uploaded_at'])
        .where('id', 'in', [...ids])
        .where(eb =>
          eb.or([
            eb('uploaded_by', '=', ctx.actor.identityId),
            ...(record
              ? [eb.and([eb('subject', '=', record.subject), eb('record_id', '=', record.id)])]
              : []),
          ]),
        )
        .execute()

/** Opens these files of a record to everybody, and its others to them no longer. */
export async function openFiles(
  ctx: Ctx,
  { subject, recordId }: { subject: string; recordId: string },
  ids: readonly string[],
): Promise<void> {
  await ctx.db
    .updateTable('file')
    .set({ public: sql<boolean>`id = any (${ids}::uuid[])` })
    .where('subject', '=', subject)
    .where('record_id', '=', recordId)
    .execute()
}

/** A file to be read: one's own staged one, a public one, or one of a record that `visible` lets through. */
export async function fileToRead(
  ctx: Ctx,
  id: string,
  visible: (file: { id: string; subject: string; record_id: string; field: string }) => Promise<boolean>,
) {
  const row = isId(id)
    ? await ctx.db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw notFound('这个文件')
  const own = row.subject === staged && row.uploaded_by !== null && row.uploaded_by === ctx.actor.identityId
  if (!own && !row.public && (row.subject === staged || !(await visible(row)))) throw notFound('这个文件')
  return row
}

/** Removes files with their rows; content that nothing else names then leaves the store. */
export async function removeFiles(
  ctx: Ctx,
  which: { subject: string; recordIds?: readonly string[]; uploadedBy?: string | null; before?: Date },
): Promise<void> {
  const { subject, recordIds, uploadedBy, before } = which
  let query = ctx.db.deleteFrom('file').where('subject', '=', subject)
  if (recordIds) query = query.where('record_id', 'in', [noId, ...recordIds])
  if (uploadedBy !== undefined) query = query.where('uploaded_by', '=', uploadedBy)
  if (before) query = query.where('uploaded_at', '<', before)
  const removed = await query.returning('sha256').execute()
  for (const sha256 of new Set(removed.map(row => row.sha256))) await enqueue(ctx, dropContent, { sha256 })
}
/** Takes content out of the store, unless some record of some centre still names it. */
const dropContent = defineJob<{ sha256: string }>({
  name: 'file.drop_content',
  run: (work, { sha256 }) =>
    work.write(async ctx => {
      await holdContent(ctx, sha256)
      const { rows } = await sql<{ named: boolean }>`select content_is_named(${sha256}) as named`.execute(
        ctx.db,
      )
      if (rows[0]?.named === false) await work.outside.store.remove(sha256)
    }),
})

/** Who drops a content and who uploads it anew wait for each other. */
const holdContent = (ctx: Ctx, sha256: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 1))`.execute(ctx.db)

/** Files that belong to no record are the person's own; those of a record go, or stay, with it. */
definePersonalData('files', {
  keeps: ctx =>
    ctx.db
      .selectFrom('file')
      .select(['id', 'name', 'media_type', 'size', 'uploaded_at'])
      .where('uploaded_by', '=', ctx.actor.identityId)
      .limit(5_000)
      .execute(),
  async forget(ctx) {
    await removeFiles(ctx, { subject: staged, uploadedBy: ctx.actor.identityId })
    const phone = await phoneOfPerson(ctx)
    await ctx.db
      .updateTable('file')
      .set({ name: without([ctx.actor.name, ...(phone ? [phone] : [])], sql`name`) })
      .where('uploaded_by', '=', ctx.actor.identityId)
      .execute()
  },
})
