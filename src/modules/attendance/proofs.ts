import { type Button, buttonsFor } from '#modules/actions'
import { halfInWords } from '#modules/training'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { cameraNotes, type FileRow, filesByRecord } from '#platform/files'
import { date, dateTime } from '#platform/format'
import { sheetsOf } from './queries/figures.ts'
import { sheetFlow } from './sheet.ts'
import { kinds } from './words.ts'

export interface ProofView {
  id: string
  kind: string
  half: string
  note: string
  taken: string
  added: string
  withdrawn: boolean
  files: readonly FileRow[]
  /** What cameras noted by themselves; `look` says what differs from the day of the lesson. */
  cameras: ReadonlyArray<{ noted: string; look: string }>
  buttons: Button[]
}

/** Photos and papers of a class, or of one of its half days, with what their cameras noted. */
export async function sheetViews(
  ctx: Ctx,
  classId: string,
  sessionId: string | null = null,
): Promise<ProofView[]> {
  const rows = await sheetsOf(ctx, classId, sessionId)
  const ids = rows.map(one => one.id)
  const [files, noted] = await Promise.all([
    filesByRecord(ctx, 'attendance_sheet', ids),
    cameraNotes(ctx, 'attendance_sheet', ids),
  ])
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      kind: kinds[row.kind as keyof typeof kinds],
      half: halfInWords(row.half),
      note: row.note,
      taken: row.kind === 'photo' ? `拍摄：${dateTime(row.taken_at)}（填报）` : '',
      added: `${row.by ?? ''} 上传于 ${dateTime(row.added_at)}`,
      withdrawn: row.state === 'withdrawn',
      files: files.get(row.id) ?? [],
      cameras: (noted.get(row.id) ?? []).map(one => {
        const taken = one.taken_at === null ? null : new Date(one.taken_at)
        const other = taken !== null && dayOf(taken) !== row.half.slice(0, 10)
        return {
          noted: `${taken ? dateTime(taken) : '没有时间'}，${one.longitude === null ? '没有位置' : `${one.longitude},${one.latitude}`}`,
          look: other ? `自带的日期是 ${date(taken)}，和上课不是同一天` : '',
        }
      }),
      buttons: await buttonsFor(ctx, sheetFlow, row, facts),
    })),
  )
}
