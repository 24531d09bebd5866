import { halfInWords, hours } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { pdf, qrSvg } from '#platform/documents'
import { dateTime, time } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import type { Session } from './clock.ts'
import { classRow, recordsOf, type SessionRecord } from './queries/records.ts'
import { methodWords } from './words.ts'

/** '2026-11-26 上午 09:00–12:00' */
export const sessionTime = (one: Pick<Session, 'half' | 'starts_at' | 'ends_at'>): string =>
  `${halfInWords(one.half)} ${time(one.starts_at)}–${time(one.ends_at)}`

/** '09:02 扫码签到', '补录', '请假'; empty for whoever is still to come. */
export const arrivedText = (row: Pick<SessionRecord, 'state' | 'method' | 'at' | 'ticked_at'>): string =>
  row.state === 'present'
    ? row.method === 'late'
      ? '补录'
      : `${time(row.ticked_at ?? row.at ?? new Date(0))} ${methodWords(row.method)}`
    : row.state === 'leave'
      ? '请假'
      : row.state === 'asked'
        ? '请假待答复'
        : row.state === 'withdrawn'
          ? '已撤销'
          : ''

/** 培训签到表, to be signed, photographed and entered. */
export async function sheetPdf(ctx: Ctx, c: Http, session: Session): Promise<Answer> {
  const [about, people] = await Promise.all([classRow(ctx, session.class_id), recordsOf(ctx, session.id)])
  const sheet = {
    centre: ctx.centre.name,
    title: about.title,
    number: about.number,
    when: sessionTime(session),
    place: session.place,
    hours: hours(session.hours_tenths),
    qr: await qrSvg(`${ctx.centre.origin}/desk/attendance/${session.id}`),
    people: people.map(one => ({
      name: one.person_name,
      suffix: one.phone.slice(-4),
      village: one.village,
      arrived: arrivedText(one),
    })),
    printedAt: dateTime(ctx.now),
  }
  const name = encodeURIComponent(`签到表-${about.title}-${session.half}.pdf`)
  return async () =>
    c.body(new Uint8Array(await pdf('attendance-sheet', sheet)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    })
}
