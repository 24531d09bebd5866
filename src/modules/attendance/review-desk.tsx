import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { classFlow, halfInWords } from '#modules/training'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { approveAttendance } from './duties.ts'
import { type Entry, entryFlow } from './entry.ts'
import { EntryPage, LedgerPage, ledgerColumns, SignalPage } from './pages/review.tsx'
import { attendanceDuties } from './people.ts'
import { arrivedText } from './printed.ts'
import { entriesOf, figuresByClass, figuresIn, type Period, signalsOf } from './queries/figures.ts'
import { classRow, sessionById } from './queries/records.ts'
import { entryLines, signalLines, signalPapers } from './queries/review.ts'
import { attendanceFlow } from './record.ts'
import { mayReview, signalWords } from './review-view.ts'
import { type SignalRow, signalFlow } from './signal.ts'
import { type Signal, signals } from './signals.ts'
import { kinds } from './words.ts'

/** Attendance of all classes: the ledger of a period, late entries to approve, questions to look at. */
export const reviewRoutes = new Hono<Env>()
  .get('/desk/attendance', atDesk(showLedger, ...attendanceDuties))
  .get('/desk/attendance/entries/:id', atDesk(showEntry, ...attendanceDuties))
  .get('/desk/attendance/signals/:id', atDesk(showSignal, approveAttendance))

const perPage = 50
const home = { href: '/desk/attendance', label: '培训考勤' }

/** '2026' or '2026-11'; anything else is this year. */
function periodOf(asked: string, now: Date): Period & { value: string } {
  const value = /^20\d\d(-(0[1-9]|1[0-2]))?$/.test(asked) ? asked : dayOf(now).slice(0, 4)
  if (value.length === 4) return { value, from: `${value}-01-01`, until: `${value}-12-31` }
  const next = value.endsWith('-12')
    ? `${Number(value.slice(0, 4)) + 1}-01-01`
    : `${value.slice(0, 5)}${String(Number(value.slice(5)) + 1).padStart(2, '0')}-01`
  return { value, from: `${value}-01`, until: addDays(next, -1) }
}

/** This year, last year, and the last twelve months. */
function periodsTo(now: Date) {
  const [year, month] = [Number(dayOf(now).slice(0, 4)), Number(dayOf(now).slice(5, 7))]
  const months = Array.from({ length: 12 }, (_, n) => {
    const at = year * 12 + month - 1 - n
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
  return {
    name: 'period',
    label: '时段',
    options: [
      ...[year, year - 1].map(one => ({ value: String(one), label: `${one} 年` })),
      ...months.map(one => ({ value: one, label: `${one.slice(0, 4)} 年 ${Number(one.slice(5))} 月` })),
    ],
  }
}

async function showLedger(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', period: asked = '' } = c.req.query()
  const period = periodOf(asked, ctx.now)
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await figuresByClass(ctx, period, q.trim().slice(0, 40), number, size)
  const rows = found.slice(0, size).map(row => ({ ...row, mark: badgeOf(classFlow, row.state) }))
  const filters = [periodsTo(ctx.now)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: `培训考勤台账 ${period.value}`, columns: ledgerColumns, rows, filters, cut: more },
    })
  const [figures, entries, open] = await Promise.all([
    figuresIn(ctx, period),
    entriesOf(ctx, { state: 'proposed' }, 50),
    mayReview(ctx) ? signalsOf(ctx, { state: 'open' }, 50) : [],
  ])
  const page = (
    <LedgerPage
      query={c.req.query()}
      {...{ rows, filters, figures }}
      period={period.value}
      next={more ? { page: String(number + 1) } : null}
      entries={entries.map(one => ({
        href: `/desk/attendance/entries/${one.id}`,
        words: `${one.title} ${halfInWords(one.half)}，${one.people} 人：${one.reason}`,
      }))}
      signals={open.map(one => ({
        href: `/desk/attendance/signals/${one.id}`,
        words: `${one.title}：${signalWords(one)}`,
      }))}
    />
  )
  return desk(ctx, c, { title: '培训考勤', crumbs: [{ href: '/desk/classes', label: '培训班' }] }, page)
}

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, entryFlow, c.req.param('id') ?? '')) as unknown as Entry
  noteLook(c, '查看考勤补录', row.id)
  const [about, session, lines, files, told, buttons] = await Promise.all([
    classRow(ctx, row.class_id),
    sessionById(ctx, row.session_id),
    entryLines(ctx, row.id),
    filesOf(ctx, 'attendance_entry', row.id),
    story(ctx, { recordId: row.id }),
    buttonsFor(ctx, entryFlow, row),
  ])
  const page = (
    <EntryPage
      state={badgeOf(entryFlow, row.state)}
      about={{ href: `/desk/attendance/${session.id}`, title: about.title, half: halfInWords(session.half) }}
      reason={row.reason}
      answer={row.answer ?? ''}
      lines={lines.map(one => ({
        name: one.person_name,
        words:
          one.state === 'present' && one.method !== 'late'
            ? '已经另外签到，不用补录'
            : one.state === 'present'
              ? '补录'
              : (attendanceFlow.states[one.state as keyof typeof attendanceFlow.states]?.label ?? ''),
      }))}
      {...{ files, buttons, story: told }}
      back={`/desk/attendance/entries/${row.id}`}
    />
  )
  return desk(ctx, c, { title: '考勤补录', crumbs: [home] }, page)
}

async function showSignal(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, signalFlow, c.req.param('id') ?? '')) as unknown as SignalRow
  noteLook(c, '核对培训考勤', row.id)
  const [about, lines, papers, told, buttons] = await Promise.all([
    classRow(ctx, row.class_id),
    signalLines(ctx, row.id),
    signalPapers(ctx, row.id),
    story(ctx, { recordId: row.id }),
    buttonsFor(ctx, signalFlow, row),
  ])
  const files = await Promise.all(papers.map(one => filesOf(ctx, 'attendance_sheet', one.id)))
  const page = (
    <SignalPage
      title={signals[row.kind as Signal]}
      question={signalWords(row)}
      state={badgeOf(signalFlow, row.state)}
      about={{ href: `/desk/classes/${row.class_id}/attendance`, title: about.title }}
      raised={dateTime(row.raised_at)}
      note={row.note ?? ''}
      lines={lines.map(one => ({
        href: `/desk/attendance/${one.session_id}`,
        name: one.person_name,
        where: `${one.title} ${one.when}`,
        words: one.at ? `${dateTime(one.at)} ${arrivedText({ ...one, ticked_at: null })}` : '现在不算到课',
      }))}
      papers={papers.map((one, n) => ({
        href: `/desk/attendance/${one.session_id}`,
        words: `${kinds[one.kind as keyof typeof kinds]}：${one.title} ${halfInWords(one.half)}`,
        files: files[n] ?? [],
      }))}
      {...{ buttons, story: told }}
      back={`/desk/attendance/signals/${row.id}`}
    />
  )
  return desk(ctx, c, { title: '考勤核对', crumbs: [home] }, page)
}
